import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where derived files are kept between runs: `$HILGEN_CACHE`, else `$XDG_CACHE_HOME/hilgen`, else `~/.cache/hilgen`. */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  const { HILGEN_CACHE: own, XDG_CACHE_HOME: shared } = environment;
  if (own) return own;
  return join(shared || join(home, '.cache'), 'hilgen');
}
