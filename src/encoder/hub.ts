import { dirname } from 'node:path';
import { HilgenError } from '../base/errors.js';
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

export interface HubOptions extends WorkOptions {
  /** Where downloads are kept; the hub library's own cache where absent. */
  readonly cacheFolder?: string | undefined;
  /** Another hub, for mirrors and tests. */
  readonly hubUrl?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly remark?: (text: string) => void;
}

/** Whether the text has the form of a model's id on the Hugging Face hub. */
export function isHubId(text: string): boolean {
  return /^[\w.-]+\/[\w.-]+$/.test(text);
}

/**
 * Downloads an encoder from the Hugging Face hub, once: later calls find it in the cache.
 *
 * @returns The folder that holds its files.
 * @throws HilgenError `missing` without `@huggingface/hub`, `input` where the hub has no such model or file.
 */
export async function fetchEncoder(id: string, options: HubOptions = {}): Promise<string> {
  const { downloadFileToCacheDir } = await loadHub();
  const { cacheFolder: cacheDir, hubUrl, accessToken, onProgress, remark } = options;
  remark?.(`fetching ${id} from ${hubUrl ?? 'https://huggingface.co'} (kept for later runs)\n`);
  let folder = '';
  for (const [at, { path, optional }] of FILES.entries()) {
    onProgress?.({ done: at, total: FILES.length, note: path });
    const place = { repo: id, path, ...pick({ cacheDir, hubUrl, accessToken }) };
    const file = await downloadFileToCacheDir(place).catch((cause: unknown) => {
      if (optional === true) return undefined;
      throw new HilgenError('input', {
        where: `${id}, ${path}`,
        what: `could not be fetched (${(cause as Error).message})`,
        hint: 'Check the id and the network, or pass a local folder. Private models need HF_TOKEN.',
        cause,
      });
    });
    if (file !== undefined) folder = dirname(file);
  }
  return folder;
}

/** Without the entries that are undefined. */
function pick(settings: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}

async function loadHub(): Promise<typeof import('@huggingface/hub')> {
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
