import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeFileAtomic } from '../base/files.js';
import type { Family } from './families/family.js';
import type { TokenizerJson } from './tokenizer-json.js';

const COPIED = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
];

interface EncoderFiles {
  readonly from: string;
  readonly to: string;
  readonly family: Family;
  readonly tokenizer: TokenizerJson;
  /** The content of the folder's `config.json`. */
  readonly config: object;
}

/** Copies the tokenizer as it is used, and gives the fields of the saved model's `config.json`. */
export async function saveEncoderFiles(files: EncoderFiles): Promise<Readonly<Record<string, unknown>>> {
  const { from, to, family, tokenizer, config } = files;
  for (const name of COPIED) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
  if (tokenizer.isChanged)
    await writeFileAtomic(join(to, 'tokenizer.json'), JSON.stringify(tokenizer.content));
  if (tokenizer.isChanged || tokenizer.isByteLevel) await writeTokenizerSettings(files);
  // Weights are saved in single precision, whatever they came in.
  const { dtype: _, torch_dtype: __, ...fields } = config as Record<string, unknown>;
  return {
    ...fields,
    model_type: family.modelType,
    architectures: [`${family.classPrefix}ForTokenClassification`],
  };
}

/** Says in `tokenizer_config.json`, to which transformers listens more than to `tokenizer.json`, what the tokenizer does. */
async function writeTokenizerSettings({ to, family, tokenizer }: EncoderFiles): Promise<void> {
  const path = join(to, 'tokenizer_config.json');
  const settings = existsSync(path)
    ? ((await readJson(path)) as object)
    : { tokenizer_class: `${family.classPrefix}Tokenizer` };
  const { normalizer } = tokenizer.content as { normalizer?: { readonly lowercase?: unknown } | null };
  const own = tokenizer.isByteLevel ? { add_prefix_space: true } : { do_lower_case: normalizer?.lowercase };
  await writeFileAtomic(path, `${JSON.stringify({ ...settings, ...own }, null, 2)}\n`);
}
