import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file or folder of the data that stands beside the repository, or where HILGEN_SHARED says. */
export function shared(path) {
  const root = process.env.HILGEN_SHARED || fileURLToPath(new URL('../../../shared/', import.meta.url));
  const whole = join(root, path);
  if (!existsSync(whole))
    throw new Error(`${whole} is not there: name another with an option, or set HILGEN_SHARED`);
  return whole;
}

/** Path of a file in this folder's parent. */
export function benchFile(name) {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/** The most memory this process has held, in MB (10⁶ bytes). */
export function peakMegabytes() {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
