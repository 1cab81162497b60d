import { readConll } from '../conll.js';
import { conllOf } from '../conll-write.js';
import { each, type Format, HOLDS_TAGS } from '../format.js';
import { TAGGED } from '../sniff-rules.js';

/** CoNLL: a token a line, two columns more, its tag; -DOCSTART- before documents. */
export const conll: Format = {
  name: 'conll',
  title: 'CoNLL: a token a line, two columns more, its tag; -DOCSTART- before documents',
  extensions: ['.conll2003'],
  holds: HOLDS_TAGS,
  matches: ({ lines }) => {
    const tagged = lines.find((line) => !line.startsWith('-DOCSTART-')) ?? '';
    return TAGGED.test(tagged) && tagged.trim().split(/\t| +/).length > 2;
  },
  read: readConll,
  encode: each(conllOf),
};
