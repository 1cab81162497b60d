import { fileInput } from '../digests.js';
import type { Artifact } from '../stage.js';
import { type Draft, dataSet } from './draft.js';

/** The knowledge base of a data set. */
export function knowledgeOf(draft: Draft, data: string): Artifact {
  const { file, digests } = draft;
  const name = dataSet(draft, data).knowledge as string;
  const settings = file.knowledge[name];
  if (settings === undefined) throw new Error(`no knowledge base ${name}`);
  if ('kb' in settings) return fileInput(settings.kb, digests);
  const { sources: files, 'term-types': termTypes, 'semantic-types': semanticTypes, ...rest } = settings;
  const formats = files.map(({ format }) => format);
  const inputs = { sources: files.map(({ path }) => fileInput(path, digests)) };
  return draft.add('knowledge', [name], { formats, termTypes, semanticTypes, ...rest }, inputs);
}
