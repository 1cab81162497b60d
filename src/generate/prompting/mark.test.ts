import { describe, expect, test } from 'vitest';
import { type Mark, markSentences, prepareMarks } from './mark.js';
import { readPreset } from './read-preset.js';
import { answering, labelled, SHOTS } from './testing.js';

const RAW = [
  labelled('raw-1', 'Neither gout nor a red  eye was seen.'),
  labelled('raw-2', 'A {{label}} of “nothing” [was] seen.'),
];

const told = (mark: Mark | undefined): unknown => {
  if (mark === undefined || 'reason' in mark) return mark?.reason;
  return mark.spans.map(({ start, end, label }) => `${mark.sentence.text.slice(start, end)}|${label}`);
};

/** What becomes of the first sentence under this answer. */
async function after(answer: string | undefined, preset = 'mark'): Promise<unknown> {
  const prepared = prepareMarks(await readPreset(preset), SHOTS, RAW.slice(0, 1));
  const [mark] = await markSentences(
    prepared,
    answering(() => answer),
  );
  return told(mark);
}

const mentions = (...texts: readonly string[]): string =>
  JSON.stringify({ mentions: texts.map((text) => ({ text, label: 'disease' })) });

describe('what becomes of an answer', () => {
  test.each([
    [
      'its mentions are found on the sentence',
      mentions('gout', 'Red eye'),
      ['gout|Disease', 'red  eye|Disease'],
    ],
    ['an empty list says that there is none', mentions(), []],
    ['a mention that the sentence does not hold', mentions('gout', 'dry eye'), 'mention absent'],
    ['a part of a word', mentions('out'), 'mention absent'],
    ['a label that the shots do not have', '[{"text": "gout", "label": "Drug"}]', 'unknown label'],
    ['a refusal in words', 'I cannot give medical advice.', 'unreadable'],
    ['JSON that breaks off', '{"mentions": [{"text": "gou', 'unreadable'],
    ['none at all', undefined, 'no answer'],
  ])('%s', async (_, answer, expected) => {
    expect(await after(answer)).toEqual(expected);
  });
});

describe('what becomes of a sentence written again with marks', () => {
  test.each([
    [
      'its marks are found',
      ' Neither [gout|Disease] nor a [red eye|disease] was seen.',
      ['gout|Disease', 'red  eye|Disease'],
    ],
    ['no mark says that there is none', 'Neither gout nor a red eye was seen.', []],
    [
      'what follows it is not looked at',
      'Neither gout nor a red eye was seen.\nSentence: [Gout|Disease].',
      [],
    ],
    ['another sentence', 'Neither [gout|Disease] nor a dry eye was seen.', 'other sentence'],
    ['half of it', 'Neither [gout|Disease]', 'other sentence'],
    ['nothing', '', 'unreadable'],
  ])('%s', async (_, answer, expected) => {
    expect(await after(answer, 'mark-base')).toEqual(expected);
  });
});

describe.each([
  ['mark', (text: string, mentions: string) => `Sentence: ${text}\nMentions: ${mentions}`],
  ['mark-base', (text: string) => `Sentence: ${text}\nMarked: `],
])('%s', (name, item) => {
  test('a prompt ends with its own sentence, letter by letter, and shows all examples, one of these all others', async () => {
    const preset = await readPreset(name);
    const shots = [...SHOTS, labelled('few-3', 'Nothing here.')];
    const { requests } = prepareMarks(preset, shots, [...RAW, ...shots]);
    const texts = requests.map(({ prompt }) =>
      prompt.kind === 'text' ? prompt.text : prompt.messages.map(({ content }) => content).join('\n'),
    );
    expect(requests.every(({ parameters }) => parameters.temperature === 0)).toBe(true);
    for (const [at, { text }] of [...RAW, ...shots].entries()) {
      expect(texts[at]?.split(text)).toHaveLength(2);
      const shown = shots.filter((shot) => texts[at]?.includes(item(shot.text, '[')));
      expect(shown).toEqual(shots.filter((shot) => shot.text !== text));
    }
    expect(texts[0]).toContain(item('Nothing here.', '[]'));
  });
});

test('a preset that writes sentences, and examples without any label, are refused', async () => {
  const [writes, marks] = [await readPreset('context'), await readPreset('mark')];
  expect(() => prepareMarks(writes, SHOTS, RAW)).toThrow('does not mark those of a text');
  expect(() => prepareMarks(marks, [labelled('few', 'Nothing.')], RAW)).toThrow('has a mention');
});
