import type { GoldOrigin, Scheme, Sentence, Span, Token } from '../corpus/index.js';
import { conllevalChunks } from './conlleval-chunks.js';
import type { Chunk, RawTag } from './raw-tag.js';
import { strictChunks } from './strict-chunks.js';

/** A stretch of a file of tagged tokens, token by token. */
export interface TaggedPiece {
  readonly source: string;
  /** Where each token begins in the source, in UTF-16 units. */
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  /** Numbers of the tags in the file's `tags`. */
  readonly tags: Int32Array;
}

/** What the sentences of one file share. */
export interface TaggedFile {
  readonly path: string;
  readonly tags: readonly RawTag[];
  scheme: Scheme;
}

/** Where a sentence stands. */
export interface TaggedPlace {
  readonly id: string;
  /** Of the first token. */
  readonly line: number;
  readonly first: number;
  readonly end: number;
  readonly document?: Sentence['document'];
}

/** The spans of a sentence under both readings of its tags; one array where they are the same. */
export interface Readings {
  /** As conlleval reads tags: nothing is malformed. */
  readonly lenient: readonly Span[];
  /** As seqeval's strict mode reads them: what is malformed is no span. */
  readonly strict: readonly Span[];
}

/** A sentence of a file of tagged tokens whose text, tokens and spans are made when they are asked for. */
export class TaggedSentence implements Sentence {
  readonly id: string;
  readonly document: Sentence['document'];
  private readonly file: TaggedFile;
  private readonly piece: TaggedPiece;
  private readonly place: TaggedPlace;

  constructor(file: TaggedFile, piece: TaggedPiece, place: TaggedPlace) {
    this.id = place.id;
    this.document = place.document;
    this.file = file;
    this.piece = piece;
    this.place = place;
  }

  get text(): string {
    const { source, starts, lengths } = this.piece;
    const words: string[] = [];
    for (let at = this.place.first; at < this.place.end; at++) {
      const start = starts[at] ?? 0;
      words.push(source.slice(start, start + (lengths[at] ?? 0)));
    }
    return words.join(' ');
  }

  get tokens(): Token[] {
    const tokens: Token[] = [];
    let start = 0;
    for (let at = this.place.first; at < this.place.end; at++) {
      const end = start + (this.piece.lengths[at] ?? 0);
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
    const tags: RawTag[] = [];
    for (let at = this.place.first; at < this.place.end; at++) {
      tags.push(this.file.tags[this.piece.tags[at] ?? 0] as RawTag);
    }
    const lenient = conllevalChunks(tags);
    if (lenient.length === 0) return NOTHING;
    const strict = strictChunks(tags, this.file.scheme);
    const spans = this.toSpans(lenient);
    return { lenient: spans, strict: areSame(lenient, strict) ? spans : this.toSpans(strict) };
  }

  /** Whether both have the same tokens: the same text, without putting the texts together. */
  hasTokensOf(other: TaggedSentence): boolean {
    const count = this.place.end - this.place.first;
    if (count !== other.place.end - other.place.first) return false;
    const { source, starts, lengths } = this.piece;
    const { source: foreign, starts: foreignStarts, lengths: foreignLengths } = other.piece;
    for (let token = 0; token < count; token++) {
      const [own, its] = [this.place.first + token, other.place.first + token];
      const length = lengths[own] ?? 0;
      if (length !== foreignLengths[its]) return false;
      const [from, at] = [starts[own] ?? 0, foreignStarts[its] ?? 0];
      for (let unit = 0; unit < length; unit++) {
        if (source.charCodeAt(from + unit) !== foreign.charCodeAt(at + unit)) return false;
      }
    }
    return true;
  }

  /** Chunks are in order, so one walk along the tokens places them all. */
  private toSpans(chunks: readonly Chunk[]): Span[] {
    const { lengths } = this.piece;
    let token = this.place.first;
    let offset = 0;
    const offsetOf = (index: number): number => {
      for (; token < this.place.first + index; token++) offset += (lengths[token] ?? 0) + 1;
      return offset;
    };
    return chunks.map(({ first, end, label }) => ({ start: offsetOf(first), end: offsetOf(end) - 1, label }));
  }
}

const NOTHING: Readings = { lenient: [], strict: [] };

function areSame(some: readonly Chunk[], others: readonly Chunk[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ first, end, label }, at) => {
      const other = others[at];
      return first === other?.first && end === other.end && label === other.label;
    })
  );
}

/** The spans of any sentence under both readings: without tags there is but one. */
export function readingsOf(sentence: Sentence): Readings {
  if (sentence instanceof TaggedSentence) return sentence.readings();
  return { lenient: sentence.spans, strict: sentence.spans };
}
