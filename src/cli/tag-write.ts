import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { fitDocument } from '../corpus/fit.js';
import type { Format } from '../corpus/format.js';
import { type Document, type Loss, writeDocuments } from '../corpus/index.js';
import { countLosses } from '../corpus/losses.js';
import type { TaggedDocuments } from '../tagger/tag-documents.js';
import { PartialFile, type TagCounts, type Task } from './tag-partial.js';

/** Where tagged documents go. */
export interface TagOutput {
  readonly out: string;
  readonly format: Format;
  /** What was asked for, of which files: an unfinished run goes on only with the same. */
  readonly task: Task;
}

/** Tags the documents behind the first `skip`; counts in `setAside` what they said themselves. */
export type Tagging = (skip: number, setAside: TagCounts['setAside']) => AsyncIterable<TaggedDocuments>;

/** What was counted, and how many of the documents an earlier run had done. */
export interface Written {
  readonly counts: TagCounts;
  readonly resumed: number;
}

/** Writes documents as they are tagged, so that a run that was cut off goes on where the format allows it. */
export function writeTagged(output: TagOutput, tag: Tagging): Promise<Written> {
  const one = output.format.encode?.one;
  return one === undefined ? writeWhole(output, tag) : writeOn(output, tag, (document) => one(document, {}));
}

async function writeOn(
  { out, format, task }: TagOutput,
  tag: Tagging,
  encode: (document: Document) => string,
): Promise<Written> {
  mkdirSync(dirname(out), { recursive: true });
  const file = await PartialFile.open(out, task, noCounts());
  const { counts } = file;
  const resumed = counts.documents;
  for await (const tagged of hinted(tag(resumed, counts.setAside))) {
    const losses = countLosses();
    const text = tagged.documents.map((document) =>
      encode(fitDocument(document, format.holds, 'outer', losses)),
    );
    count(tagged, counts);
    counts.losses = joined(counts.losses, losses.list());
    await file.append(text.join(''), counts);
  }
  await file.finish();
  return { counts, resumed };
}

/** Says with an interruption that nothing is lost. */
async function* hinted<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (cause) {
    if (!(cause instanceof HilgenError) || cause.code !== 'interrupted') throw cause;
    throw new HilgenError('interrupted', { what: cause.what, hint: 'The same command goes on from here.' });
  }
}

/** Whole or not at all. */
async function writeWhole({ out, format }: TagOutput, tag: Tagging): Promise<Written> {
  const counts = noCounts();
  async function* documents(): AsyncGenerator<Document> {
    for await (const tagged of tag(0, counts.setAside)) {
      count(tagged, counts);
      yield* tagged.documents;
    }
  }
  counts.losses = await writeDocuments(out, documents(), { format, nested: 'outer' });
  return { counts, resumed: 0 };
}

function noCounts(): TagCounts {
  return {
    documents: 0,
    sentences: 0,
    labels: {},
    setAside: { mentions: 0, relations: 0, lines: 0 },
    losses: [],
  };
}

function count({ documents, sentences }: TaggedDocuments, counts: TagCounts): void {
  counts.documents += documents.length;
  counts.sentences += sentences;
  for (const { spans } of documents)
    for (const { label } of spans) counts.labels[label] = (counts.labels[label] ?? 0) + 1;
}

function joined(before: readonly Loss[], now: readonly Loss[]): TagCounts['losses'] {
  const kinds = new Map(before.map((loss) => [loss.kind, loss]));
  for (const loss of now) {
    const known = kinds.get(loss.kind);
    const examples = [...(known?.examples ?? []), ...loss.examples].slice(0, 5);
    kinds.set(loss.kind, { ...loss, count: loss.count + (known?.count ?? 0), examples });
  }
  return [...kinds.values()].map((loss) => ({ ...loss, examples: [...loss.examples] }));
}
