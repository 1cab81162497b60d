import { expect, test } from 'vitest';
import { nameFinder } from './known-names.js';

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
