import { expect, test } from 'vitest';
import { tokenise } from '../corpus/tokenise.js';
import type { Labelled } from './label.js';
import { makeProposals, partsOf, proposalsTable } from './proposals.js';
import { readingOf } from './reading.js';

/** A labelled sentence with mentions and stretches that `heads` left out. */
function labelled(
  id: string,
  text: string,
  mentions: readonly string[],
  doubted: readonly string[],
): Labelled {
  const place = (name: string) => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length });
  const sentence = {
    ...{ id, text, tokens: tokenise(text), spans: mentions.map((name) => ({ ...place(name), label: 'D' })) },
    origin: { kind: 'gold' as const, file: 'f', line: 1 },
  };
  const doubts = doubted.map((name) => ({ ...place(name), rule: 'heads' as const }));
  return { sentence, candidates: [], doubts, reading: readingOf(sentence) };
}

test('names are proposed with their evidence, known ones are not, and what is met once is not', () => {
  const proposals = makeProposals(
    (name) => name === 'breast cancer',
    { best: () => ({ label: 'D', score: 1.5 }) },
    ['D'],
  );
  for (const id of ['s1', 's2']) {
    proposals.add(labelled(id, 'The red eye (RE) and a Zebra syndrome.', ['red eye'], ['Zebra syndrome']));
    proposals.add(labelled(`${id}b`, 'No breast and ovarian cancer.', ['breast and ovarian cancer'], []));
  }
  proposals.add(labelled('s3', 'Once a Yak syndrome.', [], ['Yak syndrome']));
  expect(proposals.list()).toEqual([
    { name: 'RE', label: 'D', kind: 'abbreviation', from: 'red eye', sentence: 's1', count: 2, context: 1.5 },
    {
      name: 'Zebra syndrome',
      label: 'D',
      kind: 'context',
      from: 'heads',
      sentence: 's1',
      count: 2,
      context: 1.5,
    },
    {
      name: 'ovarian cancer',
      label: 'D',
      kind: 'coordination',
      from: 'breast and ovarian cancer',
      sentence: 's1b',
      count: 2,
      context: 1.5,
    },
  ]);
  expect(proposalsTable(proposals.list()).split('\n')[1]).toBe('RE\tD\tabbreviation\t2\t1.50\tred eye\ts1');
});

test('an ellipsis of two is two names', () => {
  expect(partsOf('breast and ovarian cancer')).toEqual(['breast cancer', 'ovarian cancer']);
  expect(partsOf('ovarian cancer')).toEqual([]);
});
