import { z } from 'zod';
import type { SourceSummary, WarningSummary } from '../knowledge/index.js';
import { counted } from './kb-open.js';
import { table } from './table.js';

/** The JSON shape of a source. */
export const sourceShape = z.object({
  format: z.string().describe('format of the file'),
  file: z.string().describe('name of the file, folder or archive'),
  sha256: z.string().describe('SHA-256 of the file; of a folder: of what `sha256sum *` prints in it'),
  name: z.string().optional().describe('name of the terminology, by its own header'),
  version: z.string().optional().describe('release, by its own header'),
  licence: z.string().optional().describe('licence, by its own header'),
  counts: z.object({
    terms: z.object({
      read: z.int().describe('terms in the file; for UMLS: concepts with a usable name'),
      kept: z.int().describe('concepts made; the rest were merged into a concept of the same id'),
    }),
    obsolete: z.int().describe('of the concepts: obsolete, kept by id but out of look-ups and layers'),
    names: z.object({
      read: z.int().describe('preferred names and synonyms in the file; for UMLS: rows of MRCONSO'),
      kept: z.int().describe('names kept; those not left out for a reason stood twice on one concept'),
    }),
    synonyms: z.int().describe('synonyms in the file on terms that are not obsolete'),
    relations: z.int().describe('is_a lines in the file; for UMLS: rows of MRREL'),
    liveRelations: z.int().describe('is_a lines in the file on terms that are not obsolete'),
    types: z.int().describe("rows that give a concept's semantic type"),
    definitions: z.int().describe('rows of definitions (MRDEF)'),
    matches: z.int().describe('mappings in the file (SSSOM)'),
    left: z
      .array(
        z.object({
          what: z.string().describe('what the rows hold'),
          why: z.string().describe('why they were left out'),
          count: z.int().describe('how many'),
        }),
      )
      .describe('rows left out on purpose'),
  }),
});

/** The JSON shape of the warnings of one kind. */
export const warningShape = z.object({
  kind: z.string().describe('what was wrong'),
  count: z.int().describe('how often'),
  examples: z.array(z.string()).describe('the first ten, as file:line: what'),
});

/** The JSON shape of what a knowledge base holds, and of what it was built from. */
export const summaryShape = z.object({
  concepts: z.int().describe('concepts that are not obsolete'),
  obsolete: z.int().describe('obsolete concepts: known by id only'),
  untyped: z.int().describe('of the concepts: without a semantic type'),
  names: z.int().describe('names that look-ups and dictionaries can meet'),
  relations: z.int().describe('is_a relations: pairs of concepts'),
  otherRelations: z.int().describe('relations of other types'),
  joined: z.int().describe('concepts joined to one of another source by mappings'),
  unusedMatches: z.int().describe('mappings whose ids lead to nothing in the sources'),
  sources: z.array(sourceShape).describe('what it was built from, in the order given'),
  warnings: z.array(warningShape).describe('what the build put up with, by kind'),
});

/** `doid releases/2024-01-31 (doid.obo.gz)` and its licence on a line of its own. */
export function describeSource({ name, version, file, licence }: SourceSummary): string {
  const title = [name, version].filter((part) => part !== undefined).join(' ');
  const first = title === '' ? file : `${title} (${file})`;
  return licence === undefined ? `${first}\n` : `${first}\n  licence: ${licence}\n`;
}

/** What was read of a source, kept, left out and why, as a table. */
export function countsTable({ counts }: SourceSummary): string {
  const { terms, obsolete, names, relations, types, definitions, matches, left } = counts;
  const read = { relations, types, definitions, mappings: matches };
  const rows = [
    ['terms', String(terms.read), String(terms.kept), String(terms.read - terms.kept)],
    ['names', String(names.read), String(names.kept), String(names.read - names.kept)],
    ...Object.entries(read).flatMap(([what, count]) => (count === 0 ? [] : [readRow(what, count, left)])),
  ];
  const reasons = left.map(({ what, why, count }) => [`${what}: ${why}`, String(count)]);
  const why = reasons.length === 0 ? '' : `\n${table(['left out', 'rows'], reasons)}`;
  const note = obsolete === 0 ? '' : `${counted(obsolete, 'obsolete term')}, known by id only\n`;
  return `${table(['', 'read', 'kept', 'dropped'], rows)}${note}${why}`;
}

function readRow(what: string, read: number, left: SourceSummary['counts']['left']): string[] {
  const dropped = left.reduce((sum, one) => sum + (one.what === what ? one.count : 0), 0);
  return [what, String(read), String(read - dropped), String(dropped)];
}

/** Every kind of warning with its first examples. */
export function describeWarnings(warnings: readonly WarningSummary[]): string {
  const blocks = warnings.map(({ kind, count, examples }) => {
    const more = count > examples.length ? ['…'] : [];
    return `${counted(count, 'warning')}: ${kind}\n${[...examples, ...more].map((line) => `  ${line}\n`).join('')}`;
  });
  return blocks.join('');
}
