import type { PredictionError } from '../evaluate/index.js';

/** A report: what its pages and its Markdown are both made of. */
export interface Report {
  readonly title: string;
  readonly summary: string;
  readonly sections: readonly Section[];
}

export interface Section {
  /** Its anchor: letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** One thing that stands in a report. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly look?: 'note' | 'warning' | undefined }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, text: string])[] }
  | TableBlock
  | ChartBlock
  | ErrorList
  | SampleList
  | { readonly kind: 'fold'; readonly title: string; readonly blocks: readonly Block[] };

/** A cell: a text, or one with what is to be seen of it. */
export type Cell = string | RichCell;

export interface RichCell {
  readonly text: string;
  /** In small letters below. */
  readonly below?: string | undefined;
  readonly look?: 'strong' | 'note' | 'hit' | 'miss' | undefined;
  /** A fraction of 1, drawn as a bar behind the text. */
  readonly share?: number | undefined;
  /** The errors that it counts. */
  readonly shows?: ErrorQuery | undefined;
}

/** Some errors of a list: of one kind, or of one kind and one group of a trait. */
export interface ErrorQuery {
  readonly list: string;
  readonly kind: PredictionError['kind'];
  readonly trait?: string | undefined;
  readonly group?: string | undefined;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly header: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly Cell[])[];
}

/** One value of a chart with the interval of its mean; fractions of 1. */
export interface Point {
  readonly x: number | string;
  readonly y: number;
  readonly interval: readonly [number, number] | null;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** What others are compared with: drawn apart. */
  readonly isReference: boolean;
}

/** Lines over numbers, or one bar for each name. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly shape: 'lines' | 'bars';
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly description: string;
  readonly xLabel: string;
  readonly series: readonly Series[];
}

/** Errors in their sentences. */
export interface ErrorList {
  readonly kind: 'errors';
  /** Its anchor. */
  readonly id: string;
  /** How many there are; those listed may be fewer. */
  readonly all: number;
  readonly errors: readonly ListedError[];
}

export interface ListedError {
  readonly error: PredictionError;
  /** The group of the mention by each trait. */
  readonly groups: Readonly<Record<string, string>>;
}

/** Sentences with marks, and where they come from. */
export interface SampleList {
  readonly kind: 'samples';
  readonly samples: readonly {
    readonly text: string;
    readonly spans: readonly { readonly start: number; readonly end: number; readonly label: string }[];
    readonly note: string;
  }[];
}

/** A paragraph. */
export const paragraph = (text: string): Block => ({ kind: 'text', text });

/** A remark in small letters. */
export const note = (text: string): Block => ({ kind: 'text', text, look: 'note' });
