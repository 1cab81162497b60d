import type { GoldOrigin, Sentence, Span, Token } from '../corpus/index.js';
import { conllevalChunks } from './conlleval-chunks.js';
import type { Chunk, RawTag } from './raw-tag.js';
import { inOrder } from './spans.js';
import { strictChunks } from './strict-chunks.js';
import type { TaggedFile, TaggedPiece, TaggedPlace } from './tagged-piece.js';

/** The spans of a sentence under both readings of its tags; one array where they are the same. */
export interface Readings {
  /** As conlleval reads tags: nothing is malformed. */
  readonly lenient: readonly Span[];
  /** As seqeval's strict mode reads them: what is malformed is no span. */
  readonly strict: readonly Span[];
}

/** A sentence of a file of tagged tokens whose text, tokens and spans are made when they are asked for. */
export class TaggedSentence implements Sentence {
  readonly document: Sentence['document'];
  private readonly file: TaggedFile;
  private readonly piece: TaggedPiece;
  private readonly place: TaggedPlace;

  constructor(file: TaggedFile, piece: TaggedPiece, place: TaggedPlace) {
    this.document = place.document;
    this.file = file;
    this.piece = piece;
    this.place = place;
  }

  get id(): string {
    return `${this.file.name}-${this.place.number}`;
  }

  get text(): string {
    const { source, starts, bytes } = this.piece;
    const words: string[] = [];
    for (let at = this.place.first; at < this.place.end; at++) {
      const start = starts[at] as number;
      words.push(source.toString('utf8', start, start + (bytes[at] as number)));
    }
    return words.join(' ');
  }

  get tokens(): Token[] {
    const tokens: Token[] = [];
    let start = 0;
    for (let at = this.place.first; at < this.place.end; at++) {
      const end = start + (this.piece.units[at] as number);
      tokens.push({ start, end });
      start = end + 1;
    }
    return tokens;
  }

  /** As conlleval reads the tags. */
  get spans(): readonly Span[] {
    return this.readings().lenient;
  }

  get origin(): GoldOrigin {
    return { kind: 'gold', file: this.file.path, line: this.place.line };
  }

  readings(): Readings {
    const { tags: known, scheme, isWellFormed } = this.file;
    const { first, end } = this.place;
    const tags = scratch;
    tags.length = end - first;
    for (let at = first; at < end; at++) tags[at - first] = known[this.piece.tags[at] as number] as RawTag;
    const lenient = conllevalChunks(tags);
    if (lenient.length === 0) return NOTHING;
    const strict = isWellFormed ? lenient : strictChunks(tags, scheme);
    const isSame = isWellFormed || areSame(lenient, strict);
    const spans = this.toSpans(lenient);
    return { lenient: spans, strict: isSame ? spans : this.toSpans(strict) };
  }

  /** Whether both have the same tokens: the same text, without putting the texts together. */
  hasTokensOf(other: TaggedSentence): boolean {
    const count = this.place.end - this.place.first;
    if (count !== other.place.end - other.place.first) return false;
    const { source, starts, bytes } = this.piece;
    const { source: foreign, starts: foreignStarts, bytes: foreignBytes } = other.piece;
    for (let token = 0; token < count; token++) {
      const own = this.place.first + token;
      const its = other.place.first + token;
      const length = bytes[own] as number;
      if (length !== foreignBytes[its]) return false;
      const from = starts[own] as number;
      const at = foreignStarts[its] as number;
      for (let byte = 0; byte < length; byte++) {
        if (source[from + byte] !== foreign[at + byte]) return false;
      }
    }
    return true;
  }

  /** Turns places among the tokens into places in the text, in the chunks themselves: they are in order, so one walk does. */
  private toSpans(chunks: readonly Chunk[]): readonly Span[] {
    const { units } = this.piece;
    let token = this.place.first;
    let offset = 0;
    for (const chunk of chunks) {
      const first = this.place.first + chunk.start;
      const end = this.place.first + chunk.end;
      for (; token < first; token++) offset += (units[token] as number) + 1;
      chunk.start = offset;
      for (; token < end; token++) offset += (units[token] as number) + 1;
      chunk.end = offset - 1;
    }
    return chunks;
  }
}

/** The tags of the sentence at hand: room that is used again and again. */
const scratch: RawTag[] = [];

const NOTHING: Readings = { lenient: [], strict: [] };

function areSame(some: readonly Chunk[], others: readonly Chunk[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ start, end, label }, at) => {
      const other = others[at];
      return start === other?.start && end === other.end && label === other.label;
    })
  );
}

/** The spans of any sentence under both readings, in order and each once: without tags there is but one reading. */
export function readingsOf(sentence: Sentence): Readings {
  if (sentence instanceof TaggedSentence) return sentence.readings();
  const spans = inOrder(sentence.spans);
  return { lenient: spans, strict: spans };
}
