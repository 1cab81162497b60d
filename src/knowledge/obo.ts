import { basename } from 'node:path';
import { HilgenError } from '../base/errors.js';
import type { Line } from '../base/files.js';
import type { ImportSettings } from './import-settings.js';
import type { SourceHeader } from './importer.js';
import { type OntologyTerm, relationChoice } from './obo-choice.js';
import { headerReader } from './obo-header.js';
import { draftTerm, TERM_TAGS, type TermDraft } from './obo-term.js';
import { memberLines } from './reading/lines.js';
import { fileMember } from './reading/members.js';
import type { Warn } from './warnings.js';

/**
 * Reads OBO 1.2 and 1.4, plain or gz, leniently: a line that makes no sense is a counted warning
 * with its `file:line`. Stanzas other than `[Term]` are passed over.
 *
 * @throws HilgenError `input` where the file has no `[Term]` stanza at all, or is not text.
 */
export async function* readObo(
  path: string,
  warn: Warn,
  settings: ImportSettings = {},
): AsyncGenerator<SourceHeader | OntologyTerm> {
  const header = headerReader();
  const finish = finisher(basename(path), warn, settings, header.namespace);
  let draft: TermDraft | undefined;
  let inHeader = true;
  const undecodable = (number: number): void => warn('not UTF-8', `${basename(path)}:${number}`, 'left out');
  for await (const line of memberLines(fileMember(path), undecodable)) {
    const stanza = /^\[([^\]]*)\]\s*(?:!.*)?$/u.exec(line.text)?.[1];
    if (stanza !== undefined) {
      if (draft !== undefined) yield* finish(draft);
      draft = stanza === 'Term' ? draftTerm(line.number) : undefined;
      if (inHeader && draft !== undefined) {
        inHeader = false;
        yield header.result();
      }
    } else if (draft !== undefined) readTag(draft, line, basename(path), warn);
    else if (inHeader) header.read(line.text);
  }
  if (inHeader) throw notObo(path);
  if (draft !== undefined) yield* finish(draft);
}

function readTag(draft: TermDraft, { text, number }: Line, file: string, warn: Warn): void {
  if (text === '' || text.startsWith('!') || text.trim() === '') return;
  const colon = text.indexOf(':');
  const tag = colon === -1 ? undefined : text.slice(0, colon).trim();
  const read = tag === undefined ? undefined : TERM_TAGS.get(tag);
  const isTag = tag !== undefined && /^[\w-]+$/u.test(tag) && !text.includes('\0');
  const problem = isTag
    ? read?.(draft, text.slice(colon + 1).trim(), number)
    : 'not of the form "tag: value"';
  if (problem !== undefined) warn('malformed line', `${file}:${number}`, `${problem}: ${text}`);
}

function finisher(
  file: string,
  warn: Warn,
  settings: ImportSettings,
  defaultNamespace: () => string | undefined,
): (draft: TermDraft) => Generator<OntologyTerm> {
  const isTaken = relationChoice(settings);
  return function* (draft) {
    const { id, subsets, namespace = defaultNamespace(), ...rest } = draft;
    const where = `${file}:${draft.line}`;
    if (id === undefined) {
      warn('malformed line', where, 'a [Term] without an id, left out');
      return;
    }
    if (draft.name === undefined && !draft.obsolete) warn('no name', where, `${id} has no name`);
    const term = { ...rest, id, parents: draft.parents.filter(isTaken) };
    yield { term, subsets, namespace };
  };
}

function notObo(path: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: 'no [Term] stanza: not an OBO file, or an empty one',
    hint: 'OBO files and OBO Graphs (.json) come from https://obofoundry.org; OWL editions are not read.',
  });
}
