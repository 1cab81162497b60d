import { addedToken, specialPieces } from './special-pieces.js';
import type { Fields } from './tokenizer-json.js';

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];

/**
 * The `tokenizer.json` of BERT for a `vocab.txt` (one piece a line), with the settings of a
 * `tokenizer_config.json`; absent ones are those of transformers.
 */
export function wordPieceTokenizer(pieces: readonly string[], settings: Fields, file: string): Fields {
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const special = specialPieces(SPECIAL, (piece) => vocab[piece], file);
  const numberOf = (piece: string): number => vocab[piece] as number;
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.toSorted((a, b) => a.id - b.id).map(addedToken),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: settings.tokenize_chinese_chars ?? true,
      strip_accents: settings.strip_accents ?? null,
      lowercase: settings.do_lower_case ?? true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: template(0),
      pair: [...template(0), sequence('B', 1), piece('[SEP]', 1)],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((name) => [name, { id: name, ids: [numberOf(name)], tokens: [name] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab,
    },
  };
}

function template(type: number): object[] {
  return [piece('[CLS]', type), sequence('A', type), piece('[SEP]', type)];
}

function piece(id: string, type: number): object {
  return { SpecialToken: { id, type_id: type } };
}

function sequence(id: string, type: number): object {
  return { Sequence: { id, type_id: type } };
}
