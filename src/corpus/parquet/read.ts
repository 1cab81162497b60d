import * as zlib from 'node:zlib';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet';
import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import type { Document } from '../document.js';
import { type Row, readRows, rowShape, tagsOf } from '../json/hf-rows.js';
import { explainIssue } from '../json/issues.js';
import type { ReadOptions } from '../read-options.js';

/**
 * The sentences of a Parquet file of a Hugging Face data set, row group by row group; the names of its tags stand in
 * the file's metadata.
 *
 * @throws HilgenError `input` where the file is no Parquet, is cut short, or has no tokens and tags.
 */
export async function* readParquet(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  const { file, metadata } = await openParquet(path);
  const names = options.labelMap ?? namesIn(metadata);
  yield* readRows(() => rowsOf(path, file, metadata), names, path, options);
}

type Unpack = (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

function unpacking(unpack: Unpack) {
  return (input: Uint8Array, length: number): Uint8Array =>
    unpack(input, { maxOutputLength: Math.max(length, 1) });
}

const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Unpack };

/** Besides Snappy, which hyparquet has itself. */
const compressors: Compressors = {
  GZIP: unpacking(zlib.gunzipSync),
  BROTLI: unpacking(zlib.brotliDecompressSync),
  ...(zstdDecompressSync && { ZSTD: unpacking(zstdDecompressSync) }),
};

async function openParquet(path: string): Promise<{ file: AsyncBuffer; metadata: FileMetaData }> {
  try {
    const file = await asyncBufferFromFile(path);
    return { file, metadata: await parquetMetadataAsync(file) };
  } catch (cause) {
    throw asParquetError(cause, path);
  }
}

function asParquetError(cause: unknown, where: string): HilgenError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (cause instanceof HilgenError || /^(ENOENT|EACCES|EISDIR|EPERM)$/.test(code ?? ''))
    return asFileError(cause, where);
  return new HilgenError('input', {
    where,
    what: `not readable as Parquet (${(cause as Error).message})`,
    hint: 'The file is probably cut short, or packed by a codec that this Node does not have (Zstandard comes with 22.15).',
    cause,
  });
}

async function* rowsOf(path: string, file: AsyncBuffer, metadata: FileMetaData): AsyncGenerator<Row> {
  const present = new Set(metadata.schema.map(({ name }) => name));
  const columns = Object.keys(rowShape.shape).filter((name) => present.has(name));
  if (!columns.includes('tokens')) {
    throw new HilgenError('input', {
      where: path,
      what: 'no column “tokens”',
      hint: 'Its columns should be tokens and ner_tags.',
    });
  }
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    const rows = await parquetReadObjects({ file, metadata, columns, compressors, rowStart, rowEnd }).catch(
      (cause: unknown) => {
        throw asParquetError(cause, `${path}, rows ${rowStart + 1} to ${rowEnd}`);
      },
    );
    for (const [index, row] of rows.entries()) yield toRow(row, `${path}, row ${rowStart + index + 1}`);
    rowStart = rowEnd;
  }
}

function toRow(value: unknown, where: string): Row {
  const result = rowShape.safeParse(value);
  if (!result.success) throw new HilgenError('input', { where, what: explainIssue(result.error, 'the row') });
  const { tokens, id } = result.data;
  return {
    id: id ?? undefined,
    words: tokens,
    tags: tagsOf(result.data) ?? tokens.map(() => 'O'),
    where,
    line: 1,
  };
}

const feature = z.looseObject({ feature: z.looseObject({ names: z.array(z.string()) }) });
const info = z.looseObject({ info: z.looseObject({ features: z.record(z.string(), z.unknown()) }) });

/** The names of the tags, as the `datasets` library notes them beside the columns. */
function namesIn({ key_value_metadata: pairs = [] }: FileMetaData): string[] | undefined {
  const text = pairs.find(({ key }) => key === 'huggingface')?.value;
  if (text === undefined) return undefined;
  try {
    const { features } = info.parse(JSON.parse(text)).info;
    return feature.parse(features.ner_tags ?? features.tags ?? features.labels).feature.names;
  } catch {
    return undefined;
  }
}
