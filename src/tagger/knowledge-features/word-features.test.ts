import { expect, test } from 'vitest';
import { collect, sentenceOf } from '../../../test/support/sentences.js';
import { kbOf } from '../../../test/support/toy-knowledge.js';
import { knowledgeOf } from './knowledge.js';
import { featureWidth, wordFeatures } from './word-features.js';

/** The features of each word that are on: B begin, I inside, 1 to 3 length, behind the number of the label; O outside. */
function shown(marked: string, labels: readonly string[]): string[] {
  const sentence = sentenceOf(marked);
  const features = wordFeatures(sentence, sentence.spans, labels);
  const width = featureWidth(labels.length);
  expect(features.length).toBe(sentence.tokens.length * width);
  return sentence.tokens.map((_, word) =>
    [...features.subarray(word * width, (word + 1) * width)]
      .flatMap((value, at) =>
        value === 1 ? [at === width - 1 ? 'O' : `${Math.floor(at / 5)}${'BI123'[at % 5]}`] : [],
      )
      .join(' '),
  );
}

test.each([
  ['no match here', ['D'], ['O', 'O', 'O']],
  ['a gout/D attack', ['D'], ['O', '0B 01', 'O']],
  ['hay/D fever/+ , rash/D', ['D'], ['0B 02', '0I 02', 'O', '0B 01']],
  ['a/C b/+ c/D d/+ e/+ f/+ g', ['C', 'D'], ['0B 02', '0I 02', '1B 13', '1I 13', '1I 13', '1I 13', 'O']],
  ['one/X two/C', ['C'], ['O', '0B 01']],
  ['', ['C'], []],
])('%s', (marked, labels, expected) => {
  expect(shown(marked, labels)).toEqual(expected);
});

test('are those of the dictionary’s matches, by label, sentence by sentence', async () => {
  const kb = kbOf(['gout', 'hay fever'], 'DOID:');
  const sentences = ['hay/A fever/+ and gout/A', 'nothing', 'gout/A'].map((text) => sentenceOf(text));
  const knowledge = knowledgeOf(kb, { A: ['DOID:'], B: ['CHEBI:'] });
  expect(knowledge.width).toBe(featureWidth(2));
  const expected = sentences.map((each) => wordFeatures(each, each.spans, ['A', 'B']));
  expect(await collect(knowledge.features(sentences))).toEqual(expected);
  const other = knowledgeOf(kb, { A: ['CHEBI:'] });
  const outside = sentences.map((each) => wordFeatures(each, [], ['A']));
  expect(await collect(other.features(sentences))).toEqual(outside);
});

test('a knowledge base is known again by its sources and size, not by its names’ order', () => {
  const one = knowledgeOf(kbOf(['gout', 'rash'], 'T:', 'a')).identity;
  expect(knowledgeOf(kbOf(['gout', 'rash'], 'T:', 'a')).identity).toEqual(one);
  expect(knowledgeOf(kbOf(['gout', 'rash'], 'T:', 'b')).identity.sha256).not.toBe(one.sha256);
  expect(knowledgeOf(kbOf(['gout'], 'T:', 'a')).identity.sha256).not.toBe(one.sha256);
});
