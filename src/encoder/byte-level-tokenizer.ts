import { addedToken, specialPieces } from './special-pieces.js';
import type { Fields } from './tokenizer-json.js';

const SPECIAL = ['<s>', '<pad>', '</s>', '<unk>', '<mask>'];

/**
 * The `tokenizer.json` of RoBERTa (byte-level BPE, Radford et al. 2019) for a `vocab.json` and the
 * lines of a `merges.txt`, the first of which may name a version.
 */
export function byteLevelTokenizer(vocabulary: Fields, merges: readonly string[], file: string): Fields {
  const numberOf = (piece: string): number | undefined =>
    typeof vocabulary[piece] === 'number' ? vocabulary[piece] : undefined;
  const special = specialPieces(SPECIAL, numberOf, file);
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special
      .toSorted((a, b) => a.id - b.id)
      .map((piece) => ({ ...addedToken(piece), lstrip: piece.content === '<mask>' })),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    post_processor: {
      type: 'RobertaProcessing',
      sep: ['</s>', numberOf('</s>')],
      cls: ['<s>', numberOf('<s>')],
      trim_offsets: true,
      add_prefix_space: true,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      vocab: vocabulary,
      merges: merges.filter((line, at) => line !== '' && !(at === 0 && line.startsWith('#version'))),
    },
  };
}
