/** Written with a point, and followed by more of the sentence whatever comes. */
const ALWAYS = new Set(
  `e.g i.e cf viz vs approx ca resp fig figs tab eq eqs ref refs no nos vol pp sect suppl
   dr prof mr mrs ms st mt jr var subsp ssp f.sp spp.nov gen.nov nov`.split(/\s+/),
);

/** Written with a point, and followed by more of the sentence unless a capital letter and a word begin one. */
const OFTEN = new Set(
  `al etc sp spp inc ltd co corp dept univ min max sec hr hrs wk mo yr wt vol i.v i.p i.m s.c p.o a.m p.m
   b.i.d t.i.d q.d s.d s.e s.e.m u.s u.k u.s.a ph.d m.d in.vitro`.split(/\s+/),
);

/**
 * Whether a point behind `before` does not end a sentence that would go on with `after`: behind an abbreviation, an
 * initial or a species' genus ("E. coli", "S. Typhimurium"), and between the parts of a number.
 */
export function neverEnds(before: string, after: string): boolean {
  const word = /(?:^|[\s(["'“‘/-])((?:[\p{L}\p{M}]+\.)*[\p{L}\p{M}]+)$/u.exec(before)?.[1];
  if (word === undefined) return /[=<>≤≥±]\s*$/.test(before) && /^\d/.test(after);
  const lower = word.toLowerCase();
  if (ALWAYS.has(lower)) return isAbbreviation(lower, after);
  if (OFTEN.has(lower)) return !/^["'“‘([]?\p{Lu}[\p{L}\p{M}-]*[\s,]/u.test(after);
  // Initials and genera: one capital, or a line of them, before a capitalised or small word.
  return /^\p{Lu}$/u.test(word) && isBehindName(before, after);
}

/** "no." and its like are words too: only a number behind makes them abbreviations. */
function isAbbreviation(lower: string, after: string): boolean {
  return !NUMBERED.has(lower) || /^[\dIVXSA-Z(]?\d|^[IVX]+\b|^[A-Z]\b/.test(after);
}

const NUMBERED = new Set([
  'no',
  'nos',
  'tab',
  'st',
  'ca',
  'ms',
  'mt',
  'var',
  'nov',
  'fig',
  'figs',
  'ref',
  'refs',
]);

/** "J. Smith", "S. Typhimurium", but not "vitamin D. Patients", "hepatitis B. We". */
function isBehindName(before: string, after: string): boolean {
  const [, previous = ''] = /(\S+)\s+\p{Lu}$/u.exec(before) ?? [];
  if (previous === '') return true;
  if (/^[(["'“]*(?:\p{Lu}\.)+$/u.test(previous)) return true;
  if (previous.endsWith('.') && ALWAYS.has(previous.slice(0, -1).toLowerCase())) return true;
  if (/^\p{Lu}\p{Ll}+$/u.test(previous)) return /^\p{Lu}\p{Ll}+[,.)]/u.test(after);
  return (
    /^(?:by|of|with|in|and|from|for|against|the|to|when|resistant|serovar)$/i.test(previous) &&
    !/^(?:The|We|In|This|These|It|A|An|Our|Here|However|Both|Patients|Results|Conclusions?)\b/.test(after)
  );
}
