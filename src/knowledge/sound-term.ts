import type { TermRecord } from './importer.js';

const LONGEST_ID = 1000;
const LONGEST_NAME = 4000;

/**
 * The term as it can be stored: without names of more than 4000 characters (the longest in the UMLS
 * are of about 3000). `undefined` where its id is none, or its own name is so long. `complain` is
 * told of what is left out.
 */
export function soundTerm(term: TermRecord, complain: (what: string) => void): TermRecord | undefined {
  const { id, name = '', synonyms } = term;
  if (id === '' || id.length > LONGEST_ID || id.includes('\0')) {
    complain(`not an id: ${id}`);
    return undefined;
  }
  if (name.length > LONGEST_NAME) {
    complain(`a name of ${name.length} characters, left out with its term ${id}`);
    return undefined;
  }
  if (synonyms.every(isSound)) return term;
  complain(`a synonym of more than ${LONGEST_NAME} characters on ${id}, left out`);
  return { ...term, synonyms: synonyms.filter(isSound) };
}

function isSound({ text }: { readonly text: string }): boolean {
  return text.length <= LONGEST_NAME;
}
