import { WEIGHT_LAYOUTS, type WeightLayout } from './weight-files.js';

/** Files that come with a tokenizer; which of them a model has differs. */
const TOKENIZER_FILES = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
];

/** What is to be fetched of a model: its small files, and the best way in which it has its weights. */
export interface ModelFiles {
  readonly small: readonly string[];
  readonly weights: WeightLayout;
}

/**
 * What to fetch of a model that has the files `listed`.
 *
 * @returns What is missing, as text, where it is no encoder that can be read.
 */
export function modelFiles(listed: ReadonlySet<string>): ModelFiles | string {
  const small = ['config.json', ...TOKENIZER_FILES].filter((name) => listed.has(name));
  const weights = WEIGHT_LAYOUTS.find(({ file }) => listed.has(file));
  if (!listed.has('config.json')) return 'config.json';
  if (weights === undefined) return WEIGHT_LAYOUTS.map(({ file }) => file).join(' or ');
  const isTokenizer = listed.has('tokenizer.json') || listed.has('vocab.txt');
  const isByteLevel = listed.has('vocab.json') && listed.has('merges.txt');
  if (!isTokenizer && !isByteLevel) return 'tokenizer.json, vocab.txt, or vocab.json with merges.txt';
  return { small, weights };
}
