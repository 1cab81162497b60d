import { createRequire } from 'node:module';
import { version } from './version.js';

/** The versions that results may depend on. */
export function versions(): Record<string, string> {
  const runtime = installed('onnxruntime-node');
  return { hilgen: version(), node: process.version, ...(runtime && { 'onnxruntime-node': runtime }) };
}

function installed(name: string): string | undefined {
  try {
    const manifest: { version?: string } = createRequire(import.meta.url)(`${name}/package.json`);
    return manifest.version;
  } catch {
    return undefined;
  }
}
