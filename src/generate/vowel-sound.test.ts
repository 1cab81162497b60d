import { expect, test } from 'vitest';
import { startsWithVowelSound } from './vowel-sound.js';

const AN =
  'MRI SLE HIV ataxia X-linked mRNA 8-year 11-mer 18q umbilical unimportant urticaria ulcer oncology hourly écrouelles NSAID F-cell'.split(
    ' ',
  );
const A =
  'unilateral eunuchoid one-sided uterine urinary tRNA pH SARS MELAS hereditary T-cell B-cell Ewing universal 1-year 110-mer uveitis Usage β-thalassemia'.split(
    ' ',
  );

test.each(AN)('an %s', (name) => expect(startsWithVowelSound(name)).toBe(true));
test.each(A)('a %s', (name) => expect(startsWithVowelSound(name)).toBe(false));
