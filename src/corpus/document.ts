import type { Attributes, Origin, Sentence, Span, Token } from './sentence.js';

/** A part of a document's text, such as its title: UTF-16 code units, half-open. */
export interface Section {
  readonly start: number;
  readonly end: number;
  /** `title`, `abstract`, or what the source calls it. */
  readonly kind?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A sentence that the source itself marked, in the document's offsets. */
export interface SentencePlace {
  readonly start: number;
  readonly end: number;
  readonly id?: string | undefined;
  /** In the document's offsets. */
  readonly tokens?: readonly Token[] | undefined;
  /** Of each token, the columns between it and its tag. */
  readonly columns?: readonly (readonly string[])[] | undefined;
  /** Line of its first token in the source. */
  readonly line?: number | undefined;
}

/** One end of a relation: a mention by its id, or a concept. */
export interface Argument {
  readonly role: string;
  readonly span?: string | undefined;
  readonly concept?: string | undefined;
}

/** What the source says of several mentions or concepts together. */
export interface Relation {
  readonly label: string;
  readonly arguments: readonly Argument[];
  readonly id?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A text with its mentions, and everything else that its source said of it. */
export interface Document {
  readonly id: string;
  readonly text: string;
  /** In the source's order; they may nest, cross, be discontinuous. */
  readonly spans: readonly Span[];
  /** Stretches of which nobody knows whether they hold mentions. In order, apart. */
  readonly unknown?: readonly Token[] | undefined;
  readonly sections?: readonly Section[] | undefined;
  /** Only where the source marks them; otherwise sentences are a view (`sentencesOf`). */
  readonly sentences?: readonly SentencePlace[] | undefined;
  readonly relations?: readonly Relation[] | undefined;
  readonly attributes?: Attributes | undefined;
  /** Lines of the source that mean nothing here, under the format's name: its writer puts them back. */
  readonly rest?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Of a document that is one sentence cut from another: that one. */
  readonly part?: Sentence['document'];
  readonly origin: Origin;
}

/** Whether the document is one sentence on its own, without a name beside the document's, as in a file of tagged tokens. */
export function isSentence({ sentences, sections, text }: Document): boolean {
  const [only, second] = sentences ?? [];
  return (
    only !== undefined &&
    only.id === undefined &&
    second === undefined &&
    sections === undefined &&
    only.start === 0 &&
    only.end === text.length
  );
}

/** The pieces of a mention: one, unless it is discontinuous. */
export function piecesOf({ start, end, fragments }: Span): readonly Token[] {
  return fragments ?? [{ start, end }];
}

/** What a mention covers, the pieces of a discontinuous one joined by single spaces. */
export function surfaceOf(text: string, span: Span): string {
  return piecesOf(span)
    .map(({ start, end }) => text.slice(start, end))
    .join(' ');
}

/** The concept ids of a mention, taken apart at `|`, `+`, `;` and `,`; `-1` and `-` stand for none. */
export function conceptIds({ concept = '' }: Pick<Span, 'concept'>): string[] {
  return concept
    .split(/[|+;,]/)
    .map((id) => id.trim())
    .filter((id) => id !== '' && id !== '-1' && id !== '-');
}
