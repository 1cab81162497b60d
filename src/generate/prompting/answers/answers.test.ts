import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerContext } from './draft.js';
import { ANSWER_READERS } from './index.js';

const CONTEXT: AnswerContext = { labels: ['D', 'C'], asked: [], lines: [], isCut: false };
const gout = { text: 'gout', label: 'D' };

const read = (form: keyof typeof ANSWER_READERS, answer: string, context: Partial<AnswerContext> = {}) =>
  ANSWER_READERS[form](answer, { ...CONTEXT, ...context });
const texts = (...args: Parameters<typeof read>): string[] => read(...args).map(({ text }) => text);

describe('json', () => {
  const item = (name: string) =>
    JSON.stringify({ name, sentence: `On ${name}.`, mentions: [{ text: name, label: 'D' }] });

  test('plain, a bare list, with talk and fences around it, broken off', () => {
    const whole = `{"sentences": [${item('a')}, ${item('b')}]}`;
    expect(texts('json', whole)).toEqual(['On a.', 'On b.']);
    expect(texts('json', `[${item('a')}]`)).toEqual(['On a.']);
    expect(texts('json', `Sure {see below}:\n\`\`\`json\n${whole}\n\`\`\`\nEnjoy!`)).toEqual([
      'On a.',
      'On b.',
    ]);
    expect(texts('json', whole.slice(0, -20))).toEqual(['On a.']);
  });

  test('the name says which concept is meant, else the order', () => {
    const asked = [{ text: 'red eye', label: 'D' }, gout];
    const both = `[${item('gout')}, ${item('Red-Eye')}]`;
    expect(read('json', both, { asked }).map((draft) => draft.asked?.text)).toEqual(['gout', 'red eye']);
    const nameless = '[{"sentence": "x"}, {"sentence": "y"}]';
    expect(read('json', nameless, { asked }).map((draft) => draft.asked?.text)).toEqual(['red eye', 'gout']);
  });

  test('braces and quotes within a sentence do no harm', () => {
    const odd = JSON.stringify({ sentence: 'A "}" and \\ and {', mentions: [] });
    expect(texts('json', `[${odd}]`)).toEqual(['A "}" and \\ and {']);
  });
});

describe('mentions', () => {
  const lines = ['He had [sic] gout.'];
  const claims = (answer: string) => read('mentions', answer, { lines }).map((draft) => draft.claims);

  test.each([
    ['[{"text":"gout","label":"D"}]', [[gout]]],
    ['{"mentions": [{"text": "gout", "label": "D", "note": 1}]}', [[gout]]],
    ['See [1], [sic]:\n```json\n{"mentions": [\n{"text":"gout","label":"D"}]}\n```', [[gout]]],
    [' [{"text":"gout","label":"D"}]\n\nSentence: Next.\nMentions: []', [[gout]]],
    ['[]', [[]]],
    ['{"mentions": []}', [[]]],
    ['', []],
    ['I cannot help with that.', []],
    ['[{"text":"gout","label":"D"}, {"text":"red', []],
    ['[{"text":"gout"}]', []],
    ['["gout"]', []],
  ])('%j', (answer, expected) => {
    expect(claims(answer)).toEqual(expected);
  });

  test('any list that JSON can hold is read again, and the sentence stays as it was given', () => {
    const mention = fc.record({ text: fc.string(), label: fc.string() });
    fc.assert(
      fc.property(fc.array(mention), (mentions) => {
        const drafts = read('mentions', `Sure: ${JSON.stringify({ mentions })}`, { lines });
        expect(drafts).toEqual([{ text: lines[0], claims: mentions }]);
      }),
    );
  });
});

describe('lines', () => {
  test.each([
    ['1. One.\n2. Two.', ['One.', 'Two.']],
    ['Here are two:\n\n1) One.\n2) "Two."', ['One.', 'Two.']],
    ['- One.\n* “Two.”\n', ['One.', 'Two.']],
    ['One.\nTwo.', ['One.', 'Two.']],
    ['2.5 mg helped.', ['2.5 mg helped.']],
    ['…\n---', []],
  ])('%j', (answer, expected) => {
    expect(texts('lines', answer)).toEqual(expected);
  });

  test('a last line that broke off is dropped', () => {
    expect(texts('lines', '1. One.\n2. Tw', { isCut: true })).toEqual(['One.']);
  });
});

describe('text', () => {
  test('its first line, up to the last full stop where it broke off', () => {
    expect(read('text', ' He had gout.\nName: x', { asked: [gout] })).toEqual([
      { text: 'He had gout.', claims: [gout], asked: gout },
    ]);
    expect(texts('text', 'One. Two (three.) and fo', { isCut: true })).toEqual(['One. Two (three.)']);
    expect(texts('text', 'One and tw', { isCut: true })).toEqual([]);
  });
});

describe('inline', () => {
  test('marks of both kinds', () => {
    const [draft] = read('inline', '1. A [red eye|D] and <C>timolol</C> [sic].\n2. B.');
    expect(draft?.text).toBe('A red eye and timolol [sic].');
    expect(draft?.claims).toEqual([
      { text: 'red eye', label: 'D' },
      { text: 'timolol', label: 'C' },
    ]);
  });
});

describe('iob', () => {
  const lines = ['Gout hurts.', 'He had gout.'];

  test('blocks go to the sentences of the step before, also where one is missing', () => {
    expect(texts('iob', 'Gout B-D\nhurts O\n. O\n\nHe O\nhad O\ngout B-D\n. O', { lines })).toEqual(lines);
    expect(texts('iob', '1.\nHe/O\nhad\tO\ngout | B-D\n.  O\n', { lines })).toEqual(['He had gout.']);
    expect(texts('iob', 'Other O\nwords O', { lines })).toEqual([]);
  });

  test('without those, the tokens are the sentence; a last block that broke off is dropped', () => {
    expect(texts('iob', 'A O\ngout B-D')).toEqual(['A gout']);
    expect(texts('iob', 'A O\n\nB O', { isCut: true })).toEqual(['A']);
  });
});

test('no answer makes a reader fail', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    '|',
    'B-D',
    'O',
    '\n',
    ' ',
    '1.',
    '```',
    '"sentence":',
    '<D>',
    '</D>',
    'x',
  );
  const answer = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );
  const context = fc.record({
    isCut: fc.boolean(),
    lines: fc.subarray(['x', 'y z']),
    asked: fc.subarray([gout]),
  });
  fc.assert(
    fc.property(answer, context, (text, over) => {
      for (const reader of Object.values(ANSWER_READERS)) {
        for (const draft of reader(text, { ...CONTEXT, ...over })) expect(typeof draft.text).toBe('string');
      }
    }),
  );
});
