import { expect, test } from 'vitest';
import { LESSONS } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import type { Sentence } from '../../corpus/sentence.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import { ANY_TAG } from '../crf/loss.js';
import { toExamples } from './examples.js';
import { TAGGER_KINDS } from './settings.js';
import { tagSet } from './tag-set.js';
import { TRAIN_DEFAULTS, trainTransformer } from './train.js';

const folder = temporaryFolder();

/** Every second sentence with its mentions said to be unknown; and without them besides. */
const doubtful = LESSONS.map(
  (sentence, at): Sentence => (at % 2 === 0 ? sentence : { ...sentence, unknown: sentence.spans }),
);
const misled = doubtful.map(
  ({ unknown, ...sentence }): Sentence =>
    unknown === undefined ? sentence : { ...sentence, unknown, spans: [] },
);

test('words in unknown stretches have no tag to learn', async () => {
  await writeTinyBert(folder);
  const { encoder } = await loadBertEncoder(folder);
  const set = tagSet(['DISEASE', 'DRUG']);
  const [known, unknown] = await Promise.all([LESSONS, doubtful].map((all) => toExamples(all, encoder, set)));
  known?.forEach(({ tags }, at) => {
    const expected = at % 2 === 0 ? tags : tags.map((tag) => (tag === set.indexOf('O') ? tag : ANY_TAG));
    expect(unknown?.[at]?.tags).toEqual(expected);
  });
});

test.each(TAGGER_KINDS.filter((kind) => kind !== 'dann'))(
  'what stands in unknown stretches changes nothing in a %s',
  async (tagger) => {
    await writeTinyBert(folder);
    const settings = { ...TRAIN_DEFAULTS, tagger, batch: 4, steps: 3, learningRate: 1e-3, seed: 3 };
    const [one, other] = await Promise.all(
      [doubtful, misled].map(async (all) => trainTransformer(all, await loadBertEncoder(folder), settings)),
    );
    expect(one?.losses).toEqual(other?.losses);
    expect(one?.losses).not.toEqual(
      (await trainTransformer(LESSONS, await loadBertEncoder(folder), settings)).losses,
    );
  },
);
