import type { Check } from './check.js';

/** Frequent words that few other languages have. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  English: [
    'the',
    'of',
    'and',
    'with',
    'in',
    'was',
    'were',
    'is',
    'are',
    'by',
    'for',
    'that',
    'from',
    'this',
    'to',
  ],
  Spanish: [
    'el',
    'los',
    'las',
    'del',
    'con',
    'por',
    'que',
    'una',
    'fue',
    'pacientes',
    'para',
    'como',
    'y',
    'es',
  ],
  Portuguese: ['os', 'dos', 'das', 'com', 'uma', 'foi', 'pacientes', 'não', 'são', 'pela', 'em', 'ao'],
  French: ['le', 'les', 'des', 'du', 'une', 'est', 'avec', 'par', 'pour', 'dans', 'et', 'qui', 'sont'],
  Italian: ['il', 'gli', 'della', 'del', 'di', 'una', 'che', 'con', 'sono', 'nel', 'è', 'alla'],
  German: ['der', 'die', 'das', 'und', 'mit', 'von', 'bei', 'eine', 'ist', 'wurde', 'den', 'für', 'nicht'],
  Dutch: ['het', 'een', 'van', 'met', 'en', 'bij', 'werd', 'niet', 'zijn', 'voor', 'dat'],
};

const MOST_FOREIGN = 0.3;
const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Thai',
];

/** Written in the shots' scripts, and with no more of another language's frequent words than of theirs. */
export const checkLanguage: Check = ({ shots }) => {
  const shown = shots.map(({ text }) => text).join(' ');
  const scripts = SCRIPTS.filter((script) => shareOf(script, shown) > 0.05);
  const own = best(shown);
  return ({ text }) => {
    const foreign = SCRIPTS.find(
      (script) => !scripts.includes(script) && shareOf(script, text) > MOST_FOREIGN,
    );
    if (foreign !== undefined && scripts.length > 0) return `written in the script ${foreign}`;
    const other = best(text);
    const isOther = own !== undefined && other !== undefined && other.language !== own.language;
    const isClear = isOther && other.count > 1 && other.count > countOf(own.language, text);
    return isClear ? `it seems to be ${other.language}, not ${own.language}` : undefined;
  };
};

function shareOf(script: string, text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const own = text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0;
  return letters === 0 ? 0 : own / letters;
}

function best(text: string): { readonly language: string; readonly count: number } | undefined {
  const counts = Object.keys(COMMON).map((language) => ({ language, count: countOf(language, text) }));
  const top = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return top.count === 0 ? undefined : top;
}

function countOf(language: string, text: string): number {
  const common = new Set(COMMON[language]);
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu)
      ?.filter((word) => common.has(word)).length ?? 0
  );
}
