import type { Definition } from './abbreviations.js';

/** A stretch that is a name or mention. Offsets are UTF-16, half-open. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** An explained abbreviation: where, and which match explains it; without one, it means something else than a name. */
export interface Learnt<M extends Place> extends Definition {
  /** Number of the text that explains it. */
  readonly at: number;
  readonly match: M | undefined;
}

/** The matches of a text with its short forms added, those of other meaning left out, and long forms whole. */
export type ApplyShortForms<M extends Place> = (
  text: string,
  at: number,
  matches: readonly M[],
) => readonly M[];

/** What is asked of an explained abbreviation for every text. */
interface Form<M extends Place> extends Learnt<M> {
  readonly letters: string;
  /** A part that every way of writing it has. */
  readonly part: string;
  readonly pattern: RegExp;
}

/** An explanation holds for `reach` texts behind it, the latest one first; in one document for all its texts. */
export function makeShortForms<M extends Place>(
  learnt: readonly Learnt<M>[],
  reach: number,
): ApplyShortForms<M> {
  const patterns = new Map<string, RegExp>();
  const forms = learnt.map((one) => formOf(one, patterns));
  let first = 0;
  return (text, at, matches) => {
    while (reach !== Number.POSITIVE_INFINITY && (forms[first]?.at ?? at) < at - reach) first++;
    let out = matches;
    for (const form of inForce(forms, first, at, reach, text)) {
      if (form.at === at && form.match !== undefined) out = put(out, form.match);
      out = applyForm(form, text, out);
    }
    return out;
  };
}

/** Of each short form in the text the explanation that holds: the latest so far, in a document else the first to come. */
function inForce<M extends Place>(
  forms: readonly Form<M>[],
  first: number,
  at: number,
  reach: number,
  text: string,
): Iterable<Form<M>> {
  let latest: Map<string, Form<M>> | undefined;
  for (let index = first; index < forms.length; index++) {
    const form = forms[index] as Form<M>;
    const isAhead = form.at > at;
    if (isAhead && reach !== Number.POSITIVE_INFINITY) break;
    if (!text.includes(form.part)) continue;
    latest ??= new Map();
    if (!isAhead || !latest.has(form.letters)) latest.set(form.letters, form);
  }
  return latest?.values() ?? [];
}

function applyForm<M extends Place>(
  { pattern, match }: Form<M>,
  text: string,
  matches: readonly M[],
): readonly M[] {
  let out = matches;
  for (const found of text.matchAll(pattern)) {
    const place = { start: found.index, end: found.index + found[0].length };
    if (match !== undefined) out = put(out, { ...match, ...place });
    else out = out.filter(({ start, end }) => start !== place.start || end !== place.end);
  }
  return out;
}

/** The match in its place, unless a larger one has it; what it covers goes. */
function put<M extends Place>(matches: readonly M[], match: M): readonly M[] {
  const { start, end } = match;
  const across = matches.filter((other) => other.start < end && other.end > start);
  const isHeld = across.some((other) => other.start < start || other.end > end);
  if (isHeld) return matches;
  return [...matches.filter((other) => !across.includes(other)), match].sort((a, b) => a.start - b.start);
}

function formOf<M extends Place>(one: Learnt<M>, patterns: Map<string, RegExp>): Form<M> {
  const parts = one.short.replace(/\s+/g, '').split(/(?<=[-/.])|(?=[-/.])/);
  const words = parts.filter((part) => !/^[-/.]$/.test(part)).toSorted((a, b) => b.length - a.length);
  const source = parts.map((part) => MARKS[part] ?? part).join('');
  const pattern =
    patterns.get(source) ?? new RegExp(`(?<![\\p{L}\\p{N}])${source}s?(?![\\p{L}\\p{N}])`, 'gu');
  patterns.set(source, pattern);
  return {
    ...one,
    letters: words.length === 1 ? (words[0] as string) : parts.join(''),
    part: words[0] ?? '',
    pattern,
  };
}

/** Spaces around the marks of a short form are free. */
const MARKS: Readonly<Record<string, string>> = { '-': '\\s?-\\s?', '/': '\\s?\\/\\s?', '.': '\\s?\\.\\s?' };
