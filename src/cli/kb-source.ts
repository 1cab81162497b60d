import { z } from 'zod';
import type { SourceSummary, WarningSummary } from '../knowledge/index.js';
import { counted } from './kb-open.js';

/** The JSON shape of a source. */
export const sourceShape = z.object({
  format: z.string().describe('format of the file'),
  file: z.string().describe('file name'),
  sha256: z.string().describe('SHA-256 of the file'),
  name: z.string().optional().describe('name of the terminology, by its own header'),
  version: z.string().optional().describe('release, by its own header'),
  licence: z.string().optional().describe('licence, by its own header'),
  counts: z.object({
    terms: z.object({
      read: z.int().describe('terms in the file'),
      kept: z.int().describe('concepts made; the rest were merged into a concept of the same id'),
    }),
    obsolete: z.int().describe('of the concepts: obsolete, kept by id but out of look-ups and layers'),
    names: z.object({
      read: z.int().describe('preferred names and synonyms in the file'),
      kept: z.int().describe('names kept; the rest stood twice on one concept'),
    }),
    synonyms: z.int().describe('synonyms in the file on terms that are not obsolete'),
    relations: z.int().describe('is_a lines in the file'),
    liveRelations: z.int().describe('is_a lines in the file on terms that are not obsolete'),
  }),
});

/** The JSON shape of the warnings of one kind. */
export const warningShape = z.object({
  kind: z.string().describe('what was wrong'),
  count: z.int().describe('how often'),
  examples: z.array(z.string()).describe('the first ten, as file:line: what'),
});

/** `doid releases/2024-01-31 (doid.obo.gz)` and its licence on a line of its own. */
export function describeSource({ name, version, file, licence }: SourceSummary): string {
  const title = [name, version].filter((part) => part !== undefined).join(' ');
  const first = title === '' ? file : `${title} (${file})`;
  return licence === undefined ? `${first}\n` : `${first}\n  licence: ${licence}\n`;
}

/** Every kind of warning with its first examples. */
export function describeWarnings(warnings: readonly WarningSummary[]): string {
  const blocks = warnings.map(({ kind, count, examples }) => {
    const more = count > examples.length ? ['…'] : [];
    return `${counted(count, 'warning')}: ${kind}\n${[...examples, ...more].map((line) => `  ${line}\n`).join('')}`;
  });
  return blocks.join('');
}
