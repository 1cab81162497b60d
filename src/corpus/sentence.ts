/** A labelled stretch of a sentence. Offsets are UTF-16 code units, half-open: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** The concept the mention means, where known. */
  readonly concept?: string | undefined;
  /** How sure the tagger was, in (0, 1]. */
  readonly score?: number | undefined;
}

/** A token as offsets into the sentence's text, in UTF-16 code units, half-open. */
export interface Token {
  readonly start: number;
  readonly end: number;
}

/** Relations through which a knowledge base leads from a concept to a neighbour. */
export const LAYERS = ['synonym', 'semantic-type', 'parent', 'child', 'sibling'] as const;
export type Layer = (typeof LAYERS)[number];

/** Where a sentence came from. Never lost on the way through a pipeline. */
export type Origin = GoldOrigin | SubstitutionOrigin;

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
  readonly seed: number;
}

/** The unit of every corpus: text, its tokens, its labelled spans, and where it came from. */
export interface Sentence {
  readonly id: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** In order of start, then end. */
  readonly spans: readonly Span[];
  /** The document it was cut from, and where its text begins there. */
  readonly document?: { readonly id: string; readonly start: number } | undefined;
  readonly origin: Origin;
}

/** The labels that occur, sorted. */
export function labelsOf(sentences: readonly Sentence[]): string[] {
  return [...new Set(sentences.flatMap((sentence) => sentence.spans.map((span) => span.label)))].sort();
}
