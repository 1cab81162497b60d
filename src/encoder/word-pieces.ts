import { Tokenizer } from 'tokenizers';
import { HilgenError } from '../base/errors.js';
import type { TokenizerJson } from './tokenizer-json.js';

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

/** Opens the tokenizer of a Hugging Face folder. Its own padding and truncation are switched off. */
export async function openWordPieces({ content, path }: TokenizerJson): Promise<WordPieces> {
  const tokenizer = openTokenizer(content, path);
  tokenizer.disablePadding();
  tokenizer.disableTruncation();
  const around = (await tokenizer.encode('')).getIds();
  const [before, after] = [around[0], around.at(-1)];
  const unknown = tokenizer.tokenToId('[UNK]') ?? tokenizer.tokenToId('<unk>');
  if (before === undefined || after === undefined || around.length < 2 || unknown === null) {
    throw new HilgenError('input', {
      where: path,
      what: 'not a tokenizer of BERT or RoBERTa: it lacks the pieces [CLS], [SEP] and [UNK], or <s>, </s> and <unk>',
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

function openTokenizer(content: object, path: string): Tokenizer {
  try {
    return Tokenizer.fromString(JSON.stringify(content));
  } catch (cause) {
    throw new HilgenError('input', {
      where: path,
      what: `unreadable tokenizer (${(cause as Error).message})`,
      cause,
    });
  }
}
