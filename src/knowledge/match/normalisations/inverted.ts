import type { Normalisation } from './normalisation.js';

/** A catalogue's name turned round, as one would say it: `Diseases, Rare` is `Rare Diseases`. */
export function turned(name: string): string[] {
  const [head = '', ...rest] = name.split(/,\s+/);
  if (rest.length === 0 || rest.length > 2 || /\b(?:and|or|with|without|due|not|other)\b/i.test(name))
    return [];
  const inOrder = [...rest, head].join(' ');
  return rest.length === 1 ? [inOrder] : [inOrder, [...rest.toReversed(), head].join(' ')];
}

export const inverted: Normalisation = {
  about: 'inverted names are met in their spoken order too (`Diseases, Rare`)',
  variants: turned,
};
