#!/usr/bin/env node
/**
 * Compiles src/tensor/kernels/kernels.wat into src/tensor/kernels/binary.ts (wat2wasm of the npm package wabt 1.0.39).
 *
 *   node scripts/make-kernels.mjs
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/tensor/kernels/kernels.wat', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
const compiled = join(folder, 'kernels.wasm');
try {
  execFileSync('npx', ['-y', '-p', 'wabt@1.0.39', 'wat2wasm', source, '-o', compiled], { stdio: 'inherit' });
  const sha256 = createHash('sha256').update(readFileSync(source)).digest('hex');
  const lines =
    readFileSync(compiled)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  const text = [
    '// Made from kernels.wat by scripts/make-kernels.mjs.',
    `export const SOURCE_SHA256 = '${sha256}';`,
    '',
    'export const BINARY =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
  writeFileSync(fileURLToPath(new URL('../src/tensor/kernels/binary.ts', import.meta.url)), text);
} finally {
  rmSync(folder, { recursive: true });
}
