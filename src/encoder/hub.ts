import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder as ownCache } from '../base/cache.js';
import { HilgenError, throwIfAborted } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';

/** The files of an encoder on the Hugging Face hub; those marked optional may be absent. */
const FILES: readonly { readonly path: string; readonly optional?: boolean }[] = [
  { path: 'config.json' },
  { path: 'tokenizer.json' },
  { path: 'model.safetensors' },
  { path: 'tokenizer_config.json', optional: true },
  { path: 'special_tokens_map.json', optional: true },
  { path: 'vocab.txt', optional: true },
];

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

/** A model on the hub: its id and how it is reached. */
interface Source {
  readonly id: string;
  readonly access: { readonly hubUrl?: string; readonly accessToken?: string };
  readonly work: WorkOptions;
}

type Hub = typeof import('@huggingface/hub');

/** Whether the text has the form of a model's id on the Hugging Face hub. */
export function isHubId(text: string): boolean {
  return /^[\w.-]+\/[\w.-]+$/.test(text);
}

/**
 * Downloads an encoder from the Hugging Face hub, once a revision: later calls find it in the
 * cache, also where the hub is out of reach.
 *
 * @returns The folder that holds its files.
 * @throws HilgenError `missing` without `@huggingface/hub`, `input` where the hub has no such model or file.
 */
export async function fetchEncoder(id: string, options: HubOptions = {}): Promise<string> {
  const { cacheFolder = ownCache(), hubUrl, accessToken, remark } = options;
  const hub = await loadHub();
  const source: Source = { id, access: pick({ hubUrl, accessToken }), work: options };
  const place = join(cacheFolder, 'hub', id.replace('/', '--'));
  const whole = existsSync(join(place, WHOLE)) ? readFileSync(join(place, WHOLE), 'utf8') : undefined;
  const revision = await newestRevision(hub, source).catch((error: HilgenError) => {
    if (whole === undefined || error.cause instanceof hub.HubApiError) throw error;
    remark?.(`${error.what}: using the files of ${id} fetched earlier\n`);
    return whole;
  });
  const folder = join(place, revision);
  if (revision === whole) return folder;
  remark?.(`fetching ${id} from ${hubUrl ?? hub.HUB_URL} (kept for later runs)\n`);
  for (const { path, optional = false } of FILES) {
    const found = existsSync(join(folder, path)) || (await fetchFile(hub, source, path, revision, folder));
    if (!found && !optional) throw notFetched(source, path, 'the hub has no such file');
  }
  await writeFileAtomic(join(place, WHOLE), revision);
  return folder;
}

async function newestRevision(hub: Hub, source: Source): Promise<string> {
  const { id, access } = source;
  try {
    const { sha } = await hub.modelInfo({ name: id, ...access, additionalFields: ['sha'] });
    return sha;
  } catch (cause) {
    throw notFetched(source, undefined, reasonOf(cause), cause);
  }
}

/** Whether the hub has the file, which then stands in the folder. */
async function fetchFile(
  hub: Hub,
  source: Source,
  path: string,
  revision: string,
  folder: string,
): Promise<boolean> {
  const { id, access } = source;
  const content = await hub
    .downloadFile({ repo: id, path, revision, ...access })
    .catch((cause) => Promise.reject(notFetched(source, path, reasonOf(cause), cause)));
  if (content === null) return false;
  await writeFileAtomic(join(folder, path), chunksOf(content, source, path));
  return true;
}

async function* chunksOf(content: Blob, source: Source, path: string): AsyncGenerator<Uint8Array> {
  const { onProgress, signal } = source.work;
  let done = 0;
  try {
    for await (const chunk of content.stream()) {
      throwIfAborted(signal);
      done += chunk.length;
      onProgress?.({ done, total: content.size, note: path });
      yield chunk;
    }
  } catch (cause) {
    throw cause instanceof HilgenError ? cause : notFetched(source, path, reasonOf(cause), cause);
  }
  if (done !== content.size) throw notFetched(source, path, `${done} bytes of ${content.size} came`);
}

/** The hub library fails with errors, its streams with plain texts. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function notFetched({ id }: Source, path: string | undefined, reason: string, cause?: unknown): HilgenError {
  return new HilgenError('input', {
    where: path === undefined ? id : `${id}, ${path}`,
    what: `could not be fetched (${reason})`,
    hint: 'Check the id and the network, or pass a local folder. Private models need HF_TOKEN.',
    cause,
  });
}

/** Without the entries that are undefined. */
function pick(settings: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}

async function loadHub(): Promise<Hub> {
  try {
    return await import('@huggingface/hub');
  } catch (cause) {
    throw new HilgenError('missing', {
      what: 'downloads need the package @huggingface/hub, which is not installed',
      hint: 'Run: npm install @huggingface/hub (or pass a local folder)',
      cause,
    });
  }
}
