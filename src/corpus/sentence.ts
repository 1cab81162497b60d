/** A labelled stretch of a sentence. Offsets are UTF-16 code units, half-open: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** The concept the mention means, where known. */
  readonly concept?: string | undefined;
  /** How sure the tagger was, in (0, 1]. */
  readonly score?: number | undefined;
  /** The pieces of a discontinuous mention, in order; `start` and `end` are then those of the first and the last. */
  readonly fragments?: readonly Token[] | undefined;
  /** Its name in the source, by which relations refer to it. */
  readonly id?: string | undefined;
  /** What else the source says of it. */
  readonly attributes?: Attributes | undefined;
  /** What the source says it covers, where the text there reads otherwise. */
  readonly surface?: string | undefined;
}

/** Names and values that a format gives along with a mention, a section, a relation or a document. */
export type Attributes = Readonly<Record<string, string>>;

/** A token as offsets into the sentence's text, in UTF-16 code units, half-open. */
export interface Token {
  readonly start: number;
  readonly end: number;
}

/** Relations through which a knowledge base leads from a concept to a neighbour. */
export const LAYERS = ['synonym', 'semantic-type', 'parent', 'child', 'sibling'] as const;

/** These, and `search`, likeness of names alone: what the published code does instead, so never by default. */
export const LAYER_NAMES = [...LAYERS, 'search'] as const;
export type Layer = (typeof LAYER_NAMES)[number];

/** Where a sentence came from. Never lost on the way through a pipeline. */
export type Origin = GoldOrigin | SubstitutionOrigin | GeneratedOrigin | DistantOrigin;

/** Read from a labelled corpus. */
export interface GoldOrigin {
  readonly kind: 'gold';
  readonly file: string;
  /** Line of the sentence's first token, from 1. */
  readonly line: number;
}

/** Made by putting a neighbour's name in a mention's place. */
export interface SubstitutionOrigin {
  readonly kind: 'substitution';
  /** Id of the sentence it was made from. */
  readonly source: string;
  /** The replaced span in that sentence. */
  readonly span: Span;
  readonly layer: Layer;
  readonly from: string;
  readonly to: string;
  /** Concepts passed on the way from `from` to `to`: the shared parent of siblings, the shared type. */
  readonly via: readonly string[];
  /** How related `to` is to `from`, 0 to 1; absent where it was not known, and in files of older releases. */
  readonly relatedness?: number | undefined;
  readonly seed: number;
}

/**
 * How a span was found in a generated sentence. `exact`: as claimed, letter by letter. `normalised`:
 * but for case, hyphens, spaces and forms of characters. `fuzzy`: but for one edit in long words.
 * `found`: nobody claimed it; it is a known name.
 */
export const ALIGNMENT_STATUSES = ['exact', 'normalised', 'fuzzy', 'found'] as const;
export type AlignmentStatus = (typeof ALIGNMENT_STATUSES)[number];

/** Written by a language model. */
export interface GeneratedOrigin {
  readonly kind: 'generated';
  readonly preset: string;
  readonly model: string;
  /** Keys of the requests in the request store: the one that wrote the sentence, those that marked it. */
  readonly requests: readonly string[];
  /** Id of the labelled sentence it was asked for; absent where none was shown. */
  readonly source?: string | undefined;
  /** The mention in that sentence. */
  readonly span?: Span | undefined;
  /** The way from the mention's concept to the one that was asked for. */
  readonly layer?: Layer | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly via?: readonly string[] | undefined;
  readonly seed: number;
  /** How each span was found, and what was claimed where the text reads otherwise. */
  readonly alignment: readonly {
    readonly start: number;
    readonly end: number;
    readonly status: AlignmentStatus;
    readonly claimed?: string | undefined;
  }[];
  /** Names of the checks and filters that it passed. */
  readonly passed: readonly string[];
}

/** Raw text that teachers labelled. */
export interface DistantOrigin {
  readonly kind: 'distant';
  readonly file: string;
  /** Line where the sentence or its document begins in that file, from 1. */
  readonly line: number;
  /** Names of those that were asked. */
  readonly teachers: readonly string[];
  /** What they said, also where it came to no span. */
  readonly votes: readonly {
    readonly start: number;
    readonly end: number;
    readonly label: string;
    /** Names of those that spoke for it. */
    readonly teachers: readonly string[];
    /** How sure they are together, in [0, 1]. */
    readonly probability: number;
  }[];
}

/** The unit of every corpus: text, its tokens, its labelled spans, and where it came from. */
export interface Sentence {
  readonly id: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** In order of start, then end. */
  readonly spans: readonly Span[];
  /** Stretches of which nobody knows whether they hold mentions: no tagger learns from their tokens. In order, apart. */
  readonly unknown?: readonly Token[] | undefined;
  /** The document it was cut from, and where its text begins there. */
  readonly document?: { readonly id: string; readonly start: number } | undefined;
  readonly origin: Origin;
}

/** The labels that occur, sorted. */
export function labelsOf(sentences: readonly Sentence[]): string[] {
  return [...new Set(sentences.flatMap((sentence) => sentence.spans.map((span) => span.label)))].sort();
}
