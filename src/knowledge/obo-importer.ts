import { asFileError } from '../base/files.js';
import type { Importer, SourceHeader } from './importer.js';
import { readObo } from './obo.js';
import { termChoice } from './obo-choice.js';
import { readOboGraphs } from './obo-graphs.js';
import { firstLine } from './reading/first-line.js';
import { fileMember } from './reading/members.js';

/** Reads an ontology of the OBO Foundry: its flat file, or its OBO Graphs JSON, told by the first character. */
export const importObo: Importer = async ({ path, settings, sink }) => {
  const head = await firstLine(fileMember(path)).catch((cause: unknown) => {
    throw asFileError(cause, path);
  });
  const read = /^\uFEFF?\s*\{/u.test(head) ? readOboGraphs : readObo;
  const why = termChoice(settings);
  let header: SourceHeader = { kind: 'header', name: undefined, version: undefined, licence: undefined };
  for await (const item of read(path, sink.warn, settings)) {
    if ('kind' in item) header = item;
    else {
      const reason = why(item);
      if (reason === undefined) sink.term(item.term);
      else sink.exclude(item.term.id, reason);
    }
  }
  return header;
};
