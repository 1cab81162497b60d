import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder as ownCache } from '../base/cache.js';
import type { HilgenError } from '../base/errors.js';
import { readJson, writeFileAtomic } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import {
  type Commit,
  commitOf,
  fetchFile,
  type Hub,
  listingOf,
  loadHub,
  notFetched,
  pick,
  type Source,
} from './hub-client.js';
import { modelFiles } from './hub-files.js';
import { shardsOf } from './weight-files.js';

/** Written last, beside the folders of the revisions: the revision whose files are all there. */
const WHOLE = 'whole-revision';

export interface HubOptions extends WorkOptions {
  /** Where downloads are kept; hilgen's own cache where absent. */
  readonly cacheFolder?: string | undefined;
  /** Another hub, for mirrors and tests. */
  readonly hubUrl?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly remark?: (text: string) => void;
}

/** Whether the text has the form of a model's id on the Hugging Face hub, with or without `@revision`. */
export function isHubId(text: string): boolean {
  return /^[\w.-]+\/[\w.-]+(@[\w./-]+)?$/.test(text);
}

/**
 * Downloads an encoder from the Hugging Face hub, once a revision: later calls find it in the
 * cache, also where the hub is out of reach. `org/name@revision` asks for a branch, a tag or a
 * commit; a whole commit's hash that was fetched earlier asks the hub nothing.
 *
 * @returns The folder that holds its files.
 * @throws HilgenError `missing` without `@huggingface/hub`, `input` where the hub has no such model or file.
 */
export async function fetchEncoder(name: string, options: HubOptions = {}): Promise<string> {
  const { cacheFolder = ownCache(), hubUrl, accessToken, remark } = options;
  const hub = await loadHub();
  const [id = '', revision] = name.split('@');
  const source: Source = { id, revision, access: pick({ hubUrl, accessToken }), work: options };
  const place = join(cacheFolder, 'hub', id.replace('/', '--'));
  const mark = join(place, revision === undefined ? WHOLE : `${WHOLE}-${encodeURIComponent(revision)}`);
  const whole = existsSync(mark) ? readFileSync(mark, 'utf8') : undefined;
  if (whole !== undefined && whole === revision) return join(place, whole);
  const sha = await commitOf(hub, source).catch((error: HilgenError) => {
    if (whole === undefined || error.cause instanceof hub.HubApiError) throw error;
    remark?.(`${error.what}: using the files of ${name} fetched earlier\n`);
    return whole;
  });
  const folder = join(place, sha);
  if (sha === whole) return folder;
  remark?.(`fetching ${name} from ${hubUrl ?? hub.HUB_URL} (kept for later runs)\n`);
  await fetchAll(hub, { source, sha, folder });
  await writeFileAtomic(mark, sha);
  return folder;
}

async function fetchAll(hub: Hub, commit: Commit): Promise<void> {
  const { source, folder } = commit;
  const listed = await listingOf(hub, commit);
  const wanted = modelFiles(new Set(listed.keys()));
  if (typeof wanted === 'string') throw notFetched(source, wanted, 'the hub has no such file');
  const { small, weights } = wanted;
  const fetchNamed = async (path: string): Promise<void> => {
    const file = listed.get(path);
    if (file === undefined) throw notFetched(source, path, 'the hub has no such file');
    if (!existsSync(join(folder, path))) await fetchFile(hub, commit, file);
  };
  for (const path of [...small, weights.file]) await fetchNamed(path);
  if (!weights.isIndex) return;
  const index = join(folder, weights.file);
  for (const shard of shardsOf(await readJson(index), index)) await fetchNamed(shard);
}
