import { expect, test } from 'vitest';
import { nameFinder } from './known-names.js';
import { findShortForms } from './short-forms.js';

const D = (text: string, label = 'D') => ({ text, label });

test('names are found where no span stands, longest first from the left', () => {
  const find = nameFinder([D('cancer'), D('breast cancer'), D('cancer cell')]);
  const text = 'Breast-cancer cell and cancer; cancer';
  const places = find(text, [{ start: 31, end: 37 }]).map(({ start, end }) => text.slice(start, end));
  expect(places).toEqual(['Breast-cancer', 'cancer']);
});

test('a name with two labels, a single letter and an acronym in small letters are passed over', () => {
  const find = nameFinder([D('cold'), D('cold', 'S'), D('A'), D('ALL')]);
  expect(find('A cold; all had ALL', [])).toEqual([{ start: 16, end: 19, label: 'D', status: 'found' }]);
});

test('short forms in brackets behind a span mean what the span means', () => {
  const text = 'dystrophy ( DMD ), gout (n = 9), ataxia (A-T; rare), ulcer (of Rome) and eye (ABC)';
  const span = (name: string) => {
    const start = text.indexOf(name);
    return { start, end: start + name.length, label: name, status: 'exact' } as const;
  };
  const spans = ['dystrophy', 'gout', 'ataxia', 'ulcer', 'eye', 'ABC'].map(span);
  const found = findShortForms(text, spans).map(
    ({ start, end, label }) => `${text.slice(start, end)}=${label}`,
  );
  expect(found).toEqual(['DMD=dystrophy', 'A-T=ataxia']);
});
