import { HilgenError } from '../base/errors.js';
import { readBlocks } from '../corpus/conll-blocks.js';
import { corpusName, noSentences } from '../corpus/file-names.js';
import type { Scheme } from '../corpus/index.js';
import { readPieces } from './byte-pieces.js';
import { PieceScanner } from './piece-scanner.js';
import { RowScanner } from './row-scanner.js';
import { TagNumbers } from './tag-numbers.js';
import type { TaggedFile } from './tagged-piece.js';
import type { TaggedSentence } from './tagged-sentence.js';

/** How to read a file of tagged tokens. */
export interface TaggedOptions {
  /** Without it, the scheme is told from the file's tags. */
  readonly scheme?: Scheme | undefined;
  /** The tags' column, from 1; without it, the last. */
  readonly tagColumn?: number | undefined;
}

/** What stands in a file of tagged tokens. */
export interface TaggedCorpus {
  readonly sentences: TaggedSentence[];
  /** Whether every tag stands where the scheme lets it stand. */
  readonly isWellFormed: boolean;
}

/**
 * The sentences of a file in CoNLL's layout, with their tags whether well-formed or not. Made for speed: the file is
 * taken apart once, in large pieces, into numbers. Ids, texts and documents are those that `readCorpus` gives.
 *
 * @throws HilgenError `input` with `file:line` for a line that is no token with its tag, or a tag that the scheme has not.
 */
export async function readTagged(path: string, options: TaggedOptions = {}): Promise<TaggedCorpus> {
  const tags = new TagNumbers(path);
  const name = corpusName(path);
  const file: TaggedFile = { path, name, tags: tags.all, scheme: 'iob2', isWellFormed: false };
  const scan = new PieceScanner(file, tags, new RowScanner(options.tagColumn));
  for await (const piece of readPieces(path)) {
    if (scan.isSound(piece)) continue;
    // The careful reader says what is wrong, and where.
    for await (const _ of readBlocks(path, options.tagColumn));
    throw new HilgenError('input', { where: path, what: 'a line that is no token with its tag' });
  }
  if (scan.sentences.length === 0) throw noSentences(path);
  file.scheme = options.scheme ?? tags.guess();
  tags.checkAll(file.scheme);
  file.isWellFormed = tags.isWellFormed(file.scheme);
  return { sentences: scan.sentences, isWellFormed: file.isWellFormed };
}
