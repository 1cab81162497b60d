import { expect, test } from 'vitest';
import { alignTagged } from './tagged.js';

const tokens = (lines: string) =>
  lines.split(' | ').map((line) => {
    const [text = '', tag = 'O'] = line.split(' ');
    return { text, tag };
  });
const spans = (text: string, lines: string) =>
  alignTagged(text, tokens(lines)).spans.map(
    ({ start, end, label, status }) => `${start}–${end} ${label} ${status}`,
  );

test('spans lie where their tokens lie, though the mention stands elsewhere too', () => {
  expect(spans('Fever? No, fever.', 'Fever O | ? O | No O | , O | fever B-D | . O')).toEqual([
    '11–16 D exact',
  ]);
});

test('an I- without a beginning begins one; one label ends the other', () => {
  expect(spans('red eye gout', 'red I-D | eye I-D | gout I-S')).toEqual(['0–7 D exact', '8–12 S exact']);
});

test('tokens that are not the whole sentence are sought as claims', () => {
  expect(spans('He had a red-eye and gout', 'red B-D | eye I-D | gout B-D')).toEqual([
    '9–16 D normalised',
    '21–25 D exact',
  ]);
});

test('a mention cut within a word is sought, and absent', () => {
  expect(alignTagged('adrenal', tokens('ad O | renal B-D')).misfits).toMatchObject([{ reason: 'absent' }]);
});
