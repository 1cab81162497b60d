import { each, type Format, HOLDS_ALL } from '../format.js';
import { PARTS, readPubtator } from '../pubtator/read.js';
import { pubtatorOf } from '../pubtator/write.js';

/** PubTator: title, abstract, mentions with concepts, relations between concepts. */
export const pubtator: Format = {
  name: 'pubtator',
  title: 'PubTator: title, abstract, mentions with concepts, relations between concepts',
  extensions: ['.pubtator'],
  holds: {
    ...HOLDS_ALL,
    fragments: false,
    scores: false,
    attributes: [PARTS],
    relations: 'concepts',
    lineEnds: false,
    documentAttributes: false,
    rest: false,
  },
  matches: ({ lines }) => /^[^|\t]+\|[ta]\|/.test(lines[0] ?? ''),
  read: readPubtator,
  encode: each(pubtatorOf),
};
