/** What decides the letter case of a name that takes a mention's place. */
export interface CaseSetting {
  readonly mention: string;
  /** The mention is the sentence's first word. */
  readonly atStart: boolean;
  /** The sentence has letters, none of them a capital. */
  readonly lowerCased: boolean;
  /** The knowledge base's own spelling of the mention, where it has one. */
  readonly known: string | undefined;
}

/**
 * Fits a name's letters to the mention it replaces: a capital where the mention opens the sentence
 * with one; small letters throughout in lower-cased text. A name's leading capital is lowered only
 * where the knowledge base writes the mention, too, with a capital that the text does not have
 * (HPO's `Ataxia`), and not in words with inner capitals or digits nor in possessives
 * (`Parkinson's`). Otherwise the name stays as the knowledge base has it: acronyms are never
 * made, nor unmade.
 */
export function fitCase(name: string, { mention, atStart, lowerCased, known }: CaseSetting): string {
  if (lowerCased) return name.toLowerCase();
  const word = /^\S*/u.exec(name)?.[0] ?? '';
  const settled = /^\S.*[\p{Lu}\p{N}]/u.test(word);
  const first = name.slice(0, 1);
  if (atStart && /^\p{Lu}/u.test(mention)) {
    return settled || !/\p{Script=Latin}/u.test(first) ? name : first.toUpperCase() + name.slice(1);
  }
  const capitalises = /^\p{Ll}/u.test(mention) && known !== undefined && /^\p{Lu}/u.test(known);
  const isName = settled || word.length === 1 || /['’]s$/u.test(word);
  return capitalises && !isName ? first.toLowerCase() + name.slice(1) : name;
}

/** Whether a text has letters, and none of them a capital. */
export function isLowerCased(text: string): boolean {
  return /\p{Ll}/u.test(text) && !/\p{Lu}/u.test(text);
}
