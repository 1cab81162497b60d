import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { writeFileAtomic } from '../../base/files.js';
import type { Document } from '../document.js';
import type { WriteOptions } from '../format.js';
import { rowOf } from '../json/hf-rows.js';
import { taggedSentences } from '../views.js';

const ROWS = 10_000;

type Rows = { id: string[]; tokens: string[][]; ner_tags: number[][] };

/**
 * Writes sentences as a Parquet file that the `datasets` library reads with its label names: `id`, `tokens`, and
 * `ner_tags` as numbers, in the order in which labels first occur, `O` first.
 */
export async function writeParquet(
  path: string,
  documents: AsyncIterable<Document>,
  { scheme = 'iob2' }: WriteOptions,
): Promise<void> {
  const bytes = new ByteWriter();
  const kvMetadata: { key: string; value?: string }[] = [];
  const writer = new ParquetWriter({ writer: bytes, schema: SCHEMA, kvMetadata, createdBy: 'hilgen' });
  const numbers = new Map([['O', 0]]);
  let rows = emptyRows();
  for await (const document of documents) {
    for (const sentence of taggedSentences(document)) {
      const { id, tokens, ner_tags: tags } = rowOf(sentence, scheme);
      rows.id.push(id);
      rows.tokens.push(tokens);
      rows.ner_tags.push(tags.map((tag) => numberOf(tag, numbers)));
    }
    if (rows.id.length < ROWS) continue;
    await flush(writer, rows);
    rows = emptyRows();
  }
  if (rows.id.length > 0) await flush(writer, rows);
  kvMetadata.push({ key: 'huggingface', value: JSON.stringify(features([...numbers.keys()])) });
  await writer.finish();
  await writeFileAtomic(path, bytes.getBytes());
}

const emptyRows = (): Rows => ({ id: [], tokens: [], ner_tags: [] });

function numberOf(tag: string, numbers: Map<string, number>): number {
  const known = numbers.get(tag);
  if (known !== undefined) return known;
  // A label's beginning and inside get neighbouring numbers, whichever occurs first.
  const beginning = tag.replace(/^I-/, 'B-');
  for (const name of new Set([beginning, tag])) if (!numbers.has(name)) numbers.set(name, numbers.size);
  return numbers.get(tag) as number;
}

async function flush(writer: ParquetWriter, rows: Rows): Promise<void> {
  const columnData = Object.entries(rows).map(([name, data]) => ({ name, data }));
  await writer.write({ columnData, rowGroupSize: ROWS });
}

const list = (name: string, element: SchemaElement): SchemaElement[] => [
  { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  element,
];

const SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: 3 },
  { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ...list('tokens', {
    name: 'element',
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    repetition_type: 'OPTIONAL',
  }),
  ...list('ner_tags', { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' }),
];

/** The description of the columns in the form in which the `datasets` library keeps it. */
function features(names: readonly string[]): unknown {
  const string = { dtype: 'string', _type: 'Value' };
  const described = {
    id: string,
    tokens: { feature: string, _type: 'Sequence' },
    ner_tags: { feature: { names, _type: 'ClassLabel' }, _type: 'Sequence' },
  };
  return { info: { features: described } };
}
