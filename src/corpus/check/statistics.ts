import { conceptIds, type Document, surfaceOf } from '../document.js';
import type { Span } from '../sentence.js';
import { sentencesOf } from '../views.js';

/** Counts of one label. */
export interface LabelCounts {
  mentions: number;
  /** Different strings, upper and lower case told apart. */
  strings: number;
  concepts: number;
  /** Mean length of a mention in characters, UTF-16 code units. */
  meanLength: number;
}

/** What a corpus holds. */
export interface CorpusStatistics {
  readonly documents: number;
  readonly sentences: number;
  readonly tokens: number;
  readonly characters: number;
  readonly mentions: number;
  readonly labels: Readonly<Record<string, LabelCounts>>;
  /** Mentions that overlap another: a format of tags cannot hold them all. */
  readonly overlapping: number;
  readonly discontinuous: number;
  readonly relations: Readonly<Record<string, number>>;
  readonly sentencesWithoutMention: number;
  /** Stretches of which nobody knows whether they hold mentions. */
  readonly unknown: number;
}

/** Counts a corpus, one document after another. */
export async function countCorpus(documents: AsyncIterable<Document>): Promise<CorpusStatistics> {
  const sums = { documents: 0, sentences: 0, tokens: 0, characters: 0, mentions: 0 };
  const rare = { overlapping: 0, discontinuous: 0, sentencesWithoutMention: 0, unknown: 0 };
  const labels = new Map<string, Gathered>();
  const relations: Record<string, number> = {};
  for await (const document of documents) {
    const sentences = sentencesOf(document);
    sums.documents++;
    sums.sentences += sentences.length;
    sums.tokens += sentences.reduce((sum, { tokens }) => sum + tokens.length, 0);
    sums.characters += document.text.length;
    sums.mentions += document.spans.length;
    rare.sentencesWithoutMention += sentences.filter(({ spans }) => spans.length === 0).length;
    rare.unknown += document.unknown?.length ?? 0;
    rare.overlapping += overlapping(document.spans);
    rare.discontinuous += document.spans.filter(({ fragments }) => fragments !== undefined).length;
    for (const span of document.spans) gather(labels, document, span);
    for (const { label } of document.relations ?? []) relations[label] = (relations[label] ?? 0) + 1;
  }
  return { ...sums, labels: summed(labels), ...rare, relations };
}

interface Gathered {
  mentions: number;
  characters: number;
  readonly strings: Set<string>;
  readonly concepts: Set<string>;
}

function gather(labels: Map<string, Gathered>, { text }: Document, span: Span): void {
  let entry = labels.get(span.label);
  if (entry === undefined) {
    entry = { mentions: 0, characters: 0, strings: new Set(), concepts: new Set() };
    labels.set(span.label, entry);
  }
  const surface = surfaceOf(text, span);
  entry.mentions++;
  entry.characters += surface.length;
  entry.strings.add(surface);
  for (const concept of conceptIds(span)) entry.concepts.add(concept);
}

function summed(labels: ReadonlyMap<string, Gathered>): Record<string, LabelCounts> {
  const byCount = [...labels].sort((a, b) => b[1].mentions - a[1].mentions);
  return Object.fromEntries(
    byCount.map(([label, { mentions, characters, strings, concepts }]) => [
      label,
      { mentions, strings: strings.size, concepts: concepts.size, meanLength: characters / mentions },
    ]),
  );
}

/** How many spans share a character with another. */
function overlapping(spans: readonly Span[]): number {
  const inOrder = [...spans].sort((a, b) => a.start - b.start);
  const marked = new Set<number>();
  let reach = { end: -1, at: -1 };
  inOrder.forEach(({ start, end }, at) => {
    if (start < reach.end) marked.add(at).add(reach.at);
    if (end > reach.end) reach = { end, at };
  });
  return marked.size;
}
