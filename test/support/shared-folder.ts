import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shared = process.env.HILGEN_SHARED || fileURLToPath(new URL('../../../shared/', import.meta.url));

/** A folder of corpora or models that stands beside the repository, or where `HILGEN_SHARED` says; it may be absent. */
export function sharedFolder(path: string): { readonly path: string; readonly isThere: boolean } {
  const whole = join(shared, path);
  return { path: whole, isThere: existsSync(whole) };
}
