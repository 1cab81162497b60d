import { join } from 'node:path';
import { HilgenError, throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import { type HubFile, writeDownload } from './hub-download.js';

/** A model on the hub: its id, the branch, tag or commit asked for, and how it is reached. */
export interface Source {
  readonly id: string;
  readonly revision: string | undefined;
  readonly access: { readonly hubUrl?: string; readonly accessToken?: string };
  readonly work: WorkOptions;
}

/** A commit of a model and the folder for its files. */
export interface Commit {
  readonly source: Source;
  readonly sha: string;
  readonly folder: string;
}

/** The library that asks the hub. */
export type Hub = typeof import('@huggingface/hub');

/** The hash of the commit that a source asks for: the newest where it names none. */
export async function commitOf(hub: Hub, source: Source): Promise<string> {
  const { id, revision, access } = source;
  try {
    const asked = pick({ revision });
    const { sha } = await hub.modelInfo({ name: id, ...asked, ...access, additionalFields: ['sha'] });
    return sha;
  } catch (cause) {
    throw notFetched(source, undefined, reasonOf(cause), cause);
  }
}

/** The files in the top folder of a commit, by name. */
export async function listingOf(hub: Hub, { source, sha }: Commit): Promise<Map<string, HubFile>> {
  const listed = new Map<string, HubFile>();
  try {
    for await (const entry of hub.listFiles({ repo: source.id, revision: sha, ...source.access })) {
      if (entry.type === 'file') listed.set(entry.path, entry);
    }
    return listed;
  } catch (cause) {
    throw notFetched(source, undefined, reasonOf(cause), cause);
  }
}

/** Fetches one file to the commit's folder, and checks it against the listing. */
export async function fetchFile(hub: Hub, { source, sha, folder }: Commit, file: HubFile): Promise<void> {
  const { path } = file;
  try {
    const content = await hub.downloadFile({ repo: source.id, path, revision: sha, ...source.access });
    if (content === null) throw notFetched(source, path, 'the hub has no such file');
    const from = (start: number): AsyncIterable<Uint8Array> => chunksOf(content, start, source, path);
    await writeDownload(file, join(folder, path), from);
  } catch (cause) {
    throw cause instanceof HilgenError ? cause : notFetched(source, path, reasonOf(cause), cause);
  }
}

async function* chunksOf(
  content: Blob,
  start: number,
  { work }: Source,
  path: string,
): AsyncGenerator<Uint8Array> {
  let done = start;
  const rest = start === 0 ? content : content.slice(start);
  for await (const chunk of rest.stream()) {
    done += chunk.length;
    work.onProgress?.({ done, total: content.size, note: path });
    yield chunk;
    throwIfAborted(work.signal);
  }
}

/** The hub library fails with errors, its streams with plain texts. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The error of a file, or a whole model, that did not come. */
export function notFetched(
  { id, revision }: Source,
  path: string | undefined,
  reason: string,
  cause?: unknown,
): HilgenError {
  const name = revision === undefined ? id : `${id}@${revision}`;
  return new HilgenError('input', {
    where: path === undefined ? name : `${name}, ${path}`,
    what: `could not be fetched (${reason})`,
    hint: 'Check the id and the network, or pass a local folder. Private models need HF_TOKEN.',
    cause,
  });
}

/** Without the entries that are undefined. */
export function pick(settings: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}

/** Loads `@huggingface/hub`, which is optional. */
export async function loadHub(): Promise<Hub> {
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
