import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { random } from '../../src/base/random.js';
import { writeSafetensors } from '../../src/encoder/safetensors.js';
import { type Parameters, zeros } from '../../src/tensor/train/parameters.js';

/** The `config.json` of a BERT small enough to train in a test. */
export const TINY_CONFIG = {
  model_type: 'bert',
  vocab_size: 48,
  hidden_size: 16,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 32,
  max_position_embeddings: 32,
  type_vocab_size: 2,
  hidden_act: 'gelu',
  hidden_dropout_prob: 0.1,
  attention_probs_dropout_prob: 0.1,
};

/** The configuration's fields that decide the weights' shapes. */
export type TinySizes = Omit<typeof TINY_CONFIG, 'hidden_dropout_prob' | 'attention_probs_dropout_prob'>;

const LETTERS = [...'abcdefghiklmnoprstuy'];
const VOCABULARY = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  ...LETTERS,
  ...LETTERS.map((letter) => `##${letter}`),
];

/** A WordPiece tokenizer that cuts words into their letters. Like some published ones it asks for padding and truncation. */
const TOKENIZER = {
  version: '1.0',
  truncation: { direction: 'Right', max_length: 16, strategy: 'LongestFirst', stride: 0 },
  padding: {
    strategy: { Fixed: 16 },
    direction: 'Right',
    pad_to_multiple_of: null,
    pad_id: 0,
    pad_type_id: 0,
    pad_token: '[PAD]',
  },
  added_tokens: VOCABULARY.slice(0, 4).map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(VOCABULARY.map((piece, id) => [piece, id])),
  },
};

/** Writes the Hugging Face folder of a tiny BERT with drawn weights, or with those given. */
export async function writeTinyBert(
  folder: string,
  config: TinySizes = TINY_CONFIG,
  parameters: Parameters = drawBert(config),
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(TOKENIZER));
  await writeSafetensors(join(folder, 'model.safetensors'), parameters);
}

/** Weights under the names of `BertModel`: matrices normal, biases 0, norms 1. */
function drawBert(config: TinySizes): Parameters {
  const parameters: Parameters = new Map();
  for (const [name, shape] of shapesOf(config)) {
    const draws = random(1, name);
    const { data } = zeros(shape);
    const isNorm = name.endsWith('LayerNorm.weight');
    const value = shape.length === 2 ? () => 0.2 * draws.normal() : () => Number(isNorm);
    parameters.set(name, { shape, data: data.map(value) });
  }
  return parameters;
}

function* shapesOf(config: TinySizes): Generator<[string, number[]]> {
  const { hidden_size: hidden, intermediate_size: wide } = config;
  yield ['embeddings.word_embeddings.weight', [config.vocab_size, hidden]];
  yield ['embeddings.position_embeddings.weight', [config.max_position_embeddings, hidden]];
  yield ['embeddings.token_type_embeddings.weight', [config.type_vocab_size, hidden]];
  yield* normShapes('embeddings.LayerNorm', hidden);
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const name = `encoder.layer.${layer}`;
    for (const part of ['query', 'key', 'value'])
      yield* denseShapes(`${name}.attention.self.${part}`, hidden, hidden);
    yield* denseShapes(`${name}.attention.output.dense`, hidden, hidden);
    yield* normShapes(`${name}.attention.output.LayerNorm`, hidden);
    yield* denseShapes(`${name}.intermediate.dense`, wide, hidden);
    yield* denseShapes(`${name}.output.dense`, hidden, wide);
    yield* normShapes(`${name}.output.LayerNorm`, hidden);
  }
}

function* denseShapes(name: string, out: number, inner: number): Generator<[string, number[]]> {
  yield [`${name}.weight`, [out, inner]];
  yield [`${name}.bias`, [out]];
}

function* normShapes(name: string, width: number): Generator<[string, number[]]> {
  yield [`${name}.weight`, [width]];
  yield [`${name}.bias`, [width]];
}
