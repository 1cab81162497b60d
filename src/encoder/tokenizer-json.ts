import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { asFileError, readJson } from '../base/files.js';
import { byteLevelTokenizer } from './byte-level-tokenizer.js';
import { wordPieceTokenizer } from './word-piece-tokenizer.js';

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** A tokenizer as `tokenizer.json` describes it. */
export interface TokenizerJson {
  readonly path: string;
  readonly content: Fields;
  /** Whether it differs from the folder's own `tokenizer.json`, or the folder has none. */
  readonly isChanged: boolean;
  /** Whether it is one of byte-level BPE. */
  readonly isByteLevel: boolean;
}

/**
 * The tokenizer of a Hugging Face folder: its `tokenizer.json`, or one made from `vocab.json` and
 * `merges.txt` (byte-level BPE) or `vocab.txt` (WordPiece). One of byte-level BPE is told to put a
 * space before every word, as transformers demands for words cut beforehand.
 */
export async function readTokenizerJson(folder: string): Promise<TokenizerJson> {
  const path = join(folder, 'tokenizer.json');
  const given = existsSync(path) ? asFields(await readJson(path), path) : undefined;
  const content = spaceBeforeWords(given ?? (await fromVocabulary(folder, path)));
  const isChanged = given === undefined || JSON.stringify(given) !== JSON.stringify(content);
  const isByteLevel = JSON.stringify(content.pre_tokenizer ?? null).includes('"ByteLevel"');
  return { path, content, isChanged, isByteLevel };
}

async function fromVocabulary(folder: string, wanted: string): Promise<Fields> {
  const at = (name: string): string => join(folder, name);
  const settings = existsSync(at('tokenizer_config.json'))
    ? asFields(await readJson(at('tokenizer_config.json')), at('tokenizer_config.json'))
    : {};
  if (existsSync(at('vocab.json')) && existsSync(at('merges.txt'))) {
    const vocabulary = asFields(await readJson(at('vocab.json')), at('vocab.json'));
    return byteLevelTokenizer(vocabulary, await linesOf(at('merges.txt')), at('vocab.json'));
  }
  if (existsSync(at('vocab.txt'))) {
    return wordPieceTokenizer(await linesOf(at('vocab.txt')), settings, at('vocab.txt'));
  }
  throw new HilgenError('input', {
    where: wanted,
    what: 'no such file, and neither vocab.txt nor vocab.json with merges.txt to make it from',
    hint: 'An encoder folder holds config.json, tokenizer.json and model.safetensors, as on the Hugging Face hub.',
  });
}

async function linesOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause) => Promise.reject(asFileError(cause, path)));
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** The same tokenizer with `add_prefix_space` wherever byte-level BPE reads it. */
function spaceBeforeWords(content: Fields): Fields {
  const set = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(set);
    if (typeof part !== 'object' || part === null) return part;
    const fields = Object.entries(part).map(([key, value]) =>
      key === 'add_prefix_space' ? [key, true] : [key, set(value)],
    );
    return Object.fromEntries(fields);
  };
  return {
    ...content,
    pre_tokenizer: set(content.pre_tokenizer),
    post_processor: set(content.post_processor),
  };
}

function asFields(value: unknown, path: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new HilgenError('input', { where: path, what: 'not a JSON object' });
}
