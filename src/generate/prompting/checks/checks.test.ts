import { expect, test } from 'vitest';
import type { Draft } from '../answers/draft.js';
import { readPreset } from '../read-preset.js';
import { SHOTS } from '../testing.js';
import { CHECKS } from './index.js';

type Name = keyof typeof CHECKS;
const preset = await readPreset('grounded');
const context = { preset, shots: SHOTS, labels: ['Chemical', 'Disease'] };
const check = (name: Name, draft: Partial<Draft>) =>
  CHECKS[name](context)({ text: '', claims: [], ...draft });

test.each<[Name, string, string | undefined]>([
  ['length', 'He had gout once.', undefined],
  ['length', 'gout', 'no sentence'],
  ['length', 'word '.repeat(61), '61 words, at most 60'],
  ['repeats a shot', 'in this study GOUT was seen in two of nine men', 'it is few-2'],
  ['repeats a shot', 'In this study mumps was seen in two of nine men.', undefined],
  ['contains the prompt', 'In the same style and of about the same length, gout.', "the prompt's"],
  ['contains the prompt', 'Sure! He had gout.', 'an answer to the user'],
  ['contains the prompt', 'Rules: gout.', '"Rules:"'],
  ['contains the prompt', 'The sentence of nine years was hard.', undefined],
  ['other language', 'El paciente fue tratado con timolol por los médicos del hospital.', 'Spanish'],
  ['other language', 'Die Patientin wurde mit Timolol behandelt und ist gesund.', 'German'],
  ['other language', 'Пациент получал тимолол.', 'Cyrillic'],
  ['other language', '患者服用了噻吗洛尔。', 'Han'],
  ['other language', 'The β-blocker was given to a patient from São Paulo.', undefined],
  ['other language', 'Timolol lowers pressure.', undefined],
])('%s: %s', (name, text, expected) => {
  const detail = check(name, { text, asked: { text: 'gout', label: 'Disease' } });
  if (expected === undefined) expect(detail).toBeUndefined();
  else expect(detail).toContain(expected);
});

test('unknown label: in claims and in tags, whatever the letter case', () => {
  expect(check('unknown label', { claims: [{ text: 'x', label: 'disease' }] })).toBeUndefined();
  expect(check('unknown label', { claims: [{ text: 'x', label: 'Gene' }] })).toContain('"Gene"');
  expect(check('unknown label', { tagged: [{ text: 'x', tag: 'B-Gene' }] })).toContain('"Gene"');
});
