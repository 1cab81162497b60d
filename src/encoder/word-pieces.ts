import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from 'tokenizers';
import { HilgenError } from '../base/errors.js';

/** Cuts words into the pieces of an encoder's vocabulary. */
export interface WordPieces {
  /** Number of pieces in the vocabulary. */
  readonly size: number;
  /** Pieces put before and after every input. */
  readonly before: number;
  readonly after: number;
  /** Piece numbers of each word; at least one each. */
  cut(words: readonly string[]): Promise<readonly (readonly number[])[]>;
}

/** Words whose pieces are remembered: a million abstracts have many more, and memory must not grow with them. */
const MOST_KNOWN = 200_000;

/** Loads the `tokenizer.json` of a Hugging Face folder. Its own padding and truncation are switched off. */
export async function loadWordPieces(folder: string): Promise<WordPieces> {
  const tokenizer = openTokenizer(join(folder, 'tokenizer.json'));
  tokenizer.disablePadding();
  tokenizer.disableTruncation();
  const [before, after] = (await tokenizer.encode('')).getIds();
  const unknown = tokenizer.tokenToId('[UNK]');
  if (before === undefined || after === undefined || unknown === null) {
    throw new HilgenError('input', {
      where: join(folder, 'tokenizer.json'),
      what: 'not a BERT tokenizer: it lacks [CLS], [SEP] or [UNK]',
    });
  }
  const known = new Map<string, readonly number[]>();
  const learn = async (words: readonly string[]): Promise<void> => {
    if (known.size > MOST_KNOWN) known.clear();
    const fresh = [...new Set(words)].filter((word) => !known.has(word));
    const encodings = await tokenizer.encodeBatch(fresh, { addSpecialTokens: false });
    fresh.forEach((word, at) => {
      const ids = encodings[at]?.getIds() ?? [];
      known.set(word, ids.length === 0 ? [unknown] : ids);
    });
  };
  return {
    size: tokenizer.getVocabSize(true),
    before,
    after,
    cut: async (words) => {
      await learn(words);
      return words.map((word) => known.get(word) ?? [unknown]);
    },
  };
}

function openTokenizer(path: string): Tokenizer {
  if (!existsSync(path)) {
    throw new HilgenError('input', {
      where: path,
      what: 'no such file',
      hint: 'An encoder folder holds config.json, tokenizer.json and model.safetensors, as on the Hugging Face hub.',
    });
  }
  try {
    return Tokenizer.fromFile(path);
  } catch (cause) {
    throw new HilgenError('input', {
      where: path,
      what: `unreadable tokenizer (${(cause as Error).message})`,
      cause,
    });
  }
}
