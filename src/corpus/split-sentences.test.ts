import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from './split-sentences.js';
import { documentOf, sentencesOf } from './views.js';

const split = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

test.each<[string, string[]]>([
  ['First one. Second one! Third?', ['First one.', 'Second one!', 'Third?']],
  ['Drugs, e.g. Aspirin, help. They do.', ['Drugs, e.g. Aspirin, help.', 'They do.']],
  ['Two genes (i.e. BRCA1) matter. So it is.', ['Two genes (i.e. BRCA1) matter.', 'So it is.']],
  ['As Fig. 2 and Figs. 3A show. See Table 1.', ['As Fig. 2 and Figs. 3A show.', 'See Table 1.']],
  ['It fell (p < 0.05). Then p = .03 was seen.', ['It fell (p < 0.05).', 'Then p = .03 was seen.']],
  ['Levels of IL-2. TNF was low.', ['Levels of IL-2.', 'TNF was low.']],
  [
    'Growth of E. coli and S. Typhimurium stopped. C. elegans lived.',
    ['Growth of E. coli and S. Typhimurium stopped.', 'C. elegans lived.'],
  ],
  [
    'Smith et al. (2010) and Jones et al. found it. Good.',
    ['Smith et al. (2010) and Jones et al. found it.', 'Good.'],
  ],
  ['Dr. J. R. Smith vs. Dr. Ann Lee. End.', ['Dr. J. R. Smith vs. Dr. Ann Lee.', 'End.']],
  ['Streptococcus sp. was found. Candida spp. too.', ['Streptococcus sp. was found.', 'Candida spp. too.']],
  ['Given 5 mg/kg i.v. daily. No. 3 died.', ['Given 5 mg/kg i.v. daily.', 'No. 3 died.']],
  ['Patients took vitamin D. They improved.', ['Patients took vitamin D.', 'They improved.']],
  ['She had hepatitis B. We treated it.', ['She had hepatitis B.', 'We treated it.']],
  ['He said "stop." Then he left.', ['He said "stop."', 'Then he left.']],
  ['A value (see above. And below) stays. Next.', ['A value (see above. And below) stays.', 'Next.']],
  ['Title without point\nAbstract begins. It ends.', ['Title without point', 'Abstract begins.', 'It ends.']],
  ['One line\r\nand the next', ['One line', 'and the next']],
  ['患者发热。无咳嗽！出院', ['患者发热。', '无咳嗽！', '出院']],
  ['Version 2.0.1 works. 3 of 5 agreed.', ['Version 2.0.1 works.', '3 of 5 agreed.']],
  ['   ', []],
])('%s', (text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test('sentences come in order, begin and end with ink, and leave out nothing else', () => {
  const pieces = fc.constantFrom(
    'a',
    'B',
    '. ',
    '! ',
    'e.g. ',
    'Fig. 2',
    '\n',
    '\r\n',
    '(',
    ')',
    '𝛼',
    '\u00a0',
    '\ufeff',
    '。',
    '"',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const places = splitSentences(text);
      expect(
        places
          .map(({ start, end }) => text.slice(start, end))
          .join('')
          .replace(/\s/g, ''),
      ).toBe(text.replace(/\s/g, ''));
      places.forEach(({ start, end }, at) => {
        expect(start).toBeGreaterThanOrEqual(places[at - 1]?.end ?? 0);
        expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
      });
    }),
  );
});

test('no mention is cut by the view, wherever it stands, and offsets lead back to the document', () => {
  const text = 'Acute pain. In E. coli. Grown. Then\nnothing more. The end.';
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.nat(text.length), (one, other) => {
      const [start, end] = [Math.min(one, other), Math.max(one, other)];
      fc.pre(start < end);
      const span = { start, end, label: 'A' };
      const sentences = sentencesOf({
        id: 'd',
        text,
        spans: [span],
        origin: { kind: 'gold', file: 'x', line: 1 },
      });
      const found = sentences.flatMap((sentence) => sentence.spans.map((inner) => ({ sentence, inner })));
      expect(found).toHaveLength(1);
      for (const { sentence, inner } of found) {
        expect(sentence.text.slice(inner.start, inner.end)).toBe(text.slice(start, end));
        expect((sentence.document?.start ?? 0) + inner.start).toBe(start);
      }
    }),
  );
});

test('a sentence that is a document of its own stays as it was', () => {
  const sentence = {
    ...{ id: 's', text: 'One. Two.', tokens: [{ start: 0, end: 3 }], spans: [] },
    document: { id: 'd', start: 7 },
    origin: { kind: 'gold', file: 'x', line: 1 } as const,
  };
  expect(sentencesOf(documentOf(sentence))).toEqual([sentence]);
});
