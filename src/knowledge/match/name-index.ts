import { SCOPES, type Scope } from '../knowledge-base.js';
import { BOUND, lettersOf, type Meaning, makeEntries } from './entries.js';
import { findLeads, type Leads } from './leads.js';
import type { Normaliser } from './normaliser.js';
import { cut, noPieces, type Pieces } from './pieces.js';
import { makeTrie, NOWHERE, ROOT } from './trie.js';
import { makeVocabulary, surface, type WordNumber } from './vocabulary.js';

/** A name as a knowledge base lists it. */
export interface NameRecord {
  readonly text: string;
  readonly concept: string;
  readonly scope: Scope;
}

/** Names held by their words. */
export interface NameIndex {
  /** Cuts a text into the words of the names. The columns are the same at every call. */
  readonly cut: (text: string) => Pieces;
  readonly next: (node: number, word: number) => number;
  /** Whether a name ends at the node. */
  readonly isEnd: (node: number) => boolean;
  /** What the names that end at the node mean where the text has them as `written`, closest scope first. */
  readonly meanings: (node: number, written: () => string) => readonly Meaning[];
  /** What a text means that is a name as a whole. */
  readonly lookup: (text: string) => readonly Meaning[];
  /** Whether some name begins with a word, ends with another, and is a name without its first word too. */
  readonly leads: (first: string, last: string) => boolean;
  /** Names taken in, each spelling of one for itself. */
  readonly names: number;
  /** Of the tables, without the words and ids. */
  readonly bytes: number;
}

/** Takes in names, under the switches of a normaliser, one after the other; all of them before the first text. */
export function nameIndexer(
  normaliser: Normaliser,
  drop: Iterable<string> = [],
): { readonly add: (name: NameRecord) => void; readonly index: () => NameIndex } {
  const keyOf = formKey(normaliser);
  const dropped = new Set(Array.from(drop, keyOf));
  const isBound = (name: string): boolean =>
    !normaliser.standsAlone(name) || (dropped.size > 0 && dropped.has(keyOf(name)));
  const vocabulary = makeVocabulary(normaliser.word);
  const trie = makeTrie();
  const entries = makeEntries();
  const read = noPieces();
  const aside = noPieces();
  const add = ({ text, concept, scope }: NameRecord): void => {
    const letters = normaliser.isExact(text) ? lettersOf(text) : undefined;
    for (const spelling of normaliser.spellings(text)) {
      const pieces = cut(spelling, read, vocabulary.add, normaliser.skips);
      if (pieces.count === 0) continue;
      let node = ROOT;
      for (let at = 0; at < pieces.count; at++) node = trie.add(node, pieces.word[at] as number);
      entries.add(node, concept, SCOPES.indexOf(scope), isBound(spelling) ? BOUND : letters);
    }
  };
  let leads: Leads | undefined;
  const lookup = (text: string): readonly Meaning[] => {
    const pieces = cut(text, aside, vocabulary.find, normaliser.skips);
    let node = pieces.count === 0 ? NOWHERE : ROOT;
    for (let at = 0; at < pieces.count && node !== NOWHERE; at++)
      node = trie.next(node, pieces.word[at] as number);
    return node === NOWHERE ? [] : entries.meanings(node, () => text, true);
  };
  const index = (): NameIndex => ({
    cut: (text) => cut(text, read, vocabulary.find, normaliser.skips),
    next: trie.next,
    isEnd: entries.isEnd,
    meanings: entries.meanings,
    lookup,
    leads: (first, last) => {
      leads ??= findLeads(trie, entries.isEnd, vocabulary.size);
      return leads(vocabulary.numberOf(first), vocabulary.numberOf(last));
    },
    names: entries.count(),
    bytes: trie.bytes + entries.bytes(),
  });
  return { add, index };
}

/** A name under the switches, as it is where only its own letter case counts. */
function formKey({ word, skips, isExact }: Normaliser): (name: string) => string {
  const forms: string[] = [];
  const aside = noPieces();
  return (name) => {
    forms.length = 0;
    const note: WordNumber = (...place) => {
      const written = surface(...place);
      return forms.push(isExact(name) ? written : word(written));
    };
    cut(name, aside, note, skips);
    return forms.join(' ');
  };
}
