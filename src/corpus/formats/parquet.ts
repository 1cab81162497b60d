import { type Format, HOLDS_TAGS } from '../format.js';
import { readParquet } from '../parquet/read.js';
import { writeParquet } from '../parquet/write.js';

/** Hugging Face data sets as Parquet, with the names of their tags. */
export const parquet: Format = {
  name: 'parquet',
  title: 'Hugging Face data sets as Parquet, with the names of their tags',
  extensions: ['.parquet'],
  holds: HOLDS_TAGS,
  matches: ({ bytes }) => Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PAR1',
  read: readParquet,
  encode: undefined,
  write: writeParquet,
};
