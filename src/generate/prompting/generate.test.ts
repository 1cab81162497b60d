import { expect, test } from 'vitest';
import { withTestKnowledgeBase } from '../../knowledge/testing.js';
import type { Ask } from './candidates.js';
import { type GenerateSettings, generateSentences } from './generate.js';
import { prepare } from './prepare.js';
import { readPreset } from './read-preset.js';
import { answering, EYE_OBO, SHOTS } from './testing.js';

const SETTINGS: GenerateSettings = { fuzzy: true, skip: [], unmarked: 'mark' };
const PLAN = { layers: ['sibling', 'synonym'], perMention: 3, seed: 1 } as const;

async function generate(preset: string, ask: Ask, settings: Partial<GenerateSettings> = {}) {
  return withTestKnowledgeBase(EYE_OBO, async (kb) => {
    const prepared = prepare(await readPreset(preset), SHOTS, PLAN, kb);
    const made = await generateSentences(prepared, ask, { ...SETTINGS, ...settings });
    const shown = made.sentences.map(
      ({ text, spans }) =>
        `${text} | ${spans.map((span) => `${text.slice(span.start, span.end)}=${span.label}`).join(', ')}`,
    );
    return { ...made, shown, unused: prepared.unused };
  });
}

test('grounded: neighbours asked for, mentions aligned, what nobody marked found, provenance whole', async () => {
  const ask = answering((prompt) =>
    prompt.includes('- dry eye')
      ? `Here you are:\n\`\`\`json\n${JSON.stringify({
          sentences: [
            {
              name: 'pink eye',
              sentence: 'Nurses saw Pink-eye more often than gout.',
              mentions: [{ text: 'pink eye', label: 'disease' }],
            },
            { name: 'dry eye', sentence: 'Nothing of that kind was seen here.', mentions: [] },
          ],
        })}\n\`\`\``
      : 'I have no idea',
  );
  const { shown, sentences, rejected, wanted, drafts, asked, answered, unused } = await generate(
    'grounded',
    ask,
  );
  expect(shown).toEqual(['Nurses saw Pink-eye more often than gout. | Pink-eye=Disease, gout=Disease']);
  expect(rejected.map(({ reason }) => reason)).toEqual(['unreadable', 'without the name asked for']);
  expect({ wanted, drafts, asked, answered }).toEqual({ wanted: 3, drafts: 2, asked: 2, answered: 2 });
  expect(unused.map(({ text }) => text)).toEqual(['timolol', 'gout']);
  expect(sentences[0]).toMatchObject({
    id: 'few-1/grounded-sibling/1',
    spans: [{ concept: 'T:4' }, {}],
    origin: {
      ...{ kind: 'generated', source: 'few-1', layer: 'sibling', from: 'T:2', to: 'T:4', via: ['T:1'] },
      alignment: [
        { start: 11, end: 19, status: 'normalised', claimed: 'pink eye' },
        { start: 36, end: 40, status: 'found' },
      ],
    },
  });
});

test('grounded: unmarked names can turn the sentence away, or be left', async () => {
  const sentence = 'Nurses saw pink eye more often than gout.';
  const mentions = [{ text: 'pink eye', label: 'Disease' }];
  const ask = answering(() => JSON.stringify({ sentences: [{ name: 'pink eye', sentence, mentions }] }));
  const turned = await generate('grounded', ask, { unmarked: 'reject' });
  const detail = expect.stringContaining('“gout”');
  expect(turned.rejected).toContainEqual(expect.objectContaining({ reason: 'unmarked mention', detail }));
  const left = await generate('grounded', ask, { unmarked: 'leave' });
  expect(left.shown[0]).toBe(`${sentence} | pink eye=Disease`);
});

test('paper: sentences, then their tags; a strategy for each layer asked for', async () => {
  const seen: string[] = [];
  const ask = answering((prompt) => {
    seen.push(prompt);
    return prompt.includes('Mark the following sentences')
      ? 'The O\nstye B-Disease\nwas O\nnot O\na O\nstye O\n. O\n\nShe O\nhad O\nno O\nfever O\n. O\n'
      : '1. The stye was not a stye.\n2. She had no fever.';
  });
  const { shown, rejected, asked, sentences } = await generate('paper', ask);
  expect(shown[0]).toBe('The stye was not a stye. | stye=Disease');
  expect(rejected.map(({ reason }) => reason)).toContain('no mention');
  expect(asked).toBe(4);
  expect(seen.every((prompt) => !/\{\{/.test(prompt))).toBe(true);
  expect(seen[0]).toContain('siblings');
  expect(sentences[0]?.origin).toMatchObject({ layer: 'sibling', requests: ['key-0', 'key-0'] });
});

test('context: the mention stays, the sentence is new', async () => {
  const ask = answering((prompt) =>
    prompt.includes('“gout”')
      ? '- Two sisters had [gout|Disease] and took [colchicine|Chemical].'
      : undefined,
  );
  const { shown, asked, answered } = await generate('context', ask);
  expect(shown).toEqual(['Two sisters had gout and took colchicine. | gout=Disease, colchicine=Chemical']);
  expect([asked, answered]).toEqual([3, 1]);
});

test('zerogen: names of a type, then a sentence for each', async () => {
  const ask = answering((prompt) => {
    if (prompt.startsWith('List')) return prompt.includes('“Disease”') ? '1. mumps\n2. scurvy\n' : undefined;
    return prompt.includes('mumps') ? 'Children with mumps were kept at home.' : 'No vitamin was given.';
  });
  const { shown, rejected, sentences } = await generate('zerogen', ask);
  expect(new Set(shown)).toEqual(new Set(['Children with mumps were kept at home. | mumps=Disease']));
  expect(rejected.map(({ reason }) => reason)).toContain('without the name asked for');
  expect(sentences[0]?.origin).not.toHaveProperty('source');
});

test('demonstration: a text to carry on that ends with the name asked for, in the context of its shot', async () => {
  const prompts: string[] = [];
  const ask = answering((prompt, { parameters }) => {
    prompts.push(prompt);
    expect(parameters.stop).toEqual(['\n']);
    return prompt.includes('Name: dry eye\n') ? ' and had tears that helped.' : 'more and nothing else was';
  });
  const { shown } = await generate('demonstration', ask);
  expect(shown).toEqual(['The patient came with a dry eye and had tears that helped. | dry eye=Disease']);
  for (const prompt of prompts)
    expect(prompt).toMatch(
      /Name: (red eye|gout)\nSentence: .*\n\nName: .*\nSentence: The patient came with an? \w+ \w+$/su,
    );
});

test('the same answers give the same sentences', async () => {
  const ask = answering(() => ' and pink eye was seen.');
  const [one, two] = [await generate('demonstration', ask), await generate('demonstration', ask)];
  expect(two.sentences).toEqual(one.sentences);
});

test.each(['context', 'zerogen'])(
  '%s: whoever asks hears of every sentence that is turned away',
  async (preset) => {
    const answers = answering((prompt) =>
      prompt.includes('names') && preset === 'zerogen'
        ? '1. dry eye\n2. gout'
        : '1. Too short.\n2. Nothing of that kind here.',
    );
    let heard = 0;
    const ask: Ask = async (requests, watch) => {
      const answered = await answers(requests);
      for (const [at, one] of answered.entries()) if (one !== undefined) heard += watch?.(one, at) ?? 0;
      return answered;
    };
    const { rejected } = await generate(preset, ask);
    expect(rejected.length).toBeGreaterThan(0);
    expect(heard).toBe(rejected.length);
  },
);
