import { readConll } from '../conll.js';
import { iobOf } from '../conll-write.js';
import { each, type Format, HOLDS_TAGS } from '../format.js';

/** A token and its tag a line: IOB1, IOB2, IO, IOBES, BILOU. */
export const iob: Format = {
  name: 'iob',
  title: 'a token and its tag a line: IOB1, IOB2, IO, IOBES, BILOU',
  extensions: ['.tsv', '.iob', '.iob2', '.bio', '.conll', '.txt'],
  holds: HOLDS_TAGS,
  matches: () => true,
  read: readConll,
  encode: each(iobOf),
};
