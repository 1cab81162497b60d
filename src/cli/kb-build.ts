import type { Command } from 'commander';
import { z } from 'zod';
import { type BuildReport, buildKnowledgeBase } from '../knowledge/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { counted } from './kb-open.js';
import { describeSource, describeWarnings, sourceShape, warningShape } from './kb-source.js';
import { table } from './table.js';

const output = z.object({
  out: z.string().describe('the knowledge base written'),
  sources: z.array(sourceShape).describe('what was read, in the order given'),
  relations: z.int().describe('is_a relations kept, over all sources'),
  warnings: z.array(warningShape).describe('what was put up with, by kind'),
});

interface Options {
  readonly obo: readonly string[];
  readonly out: string;
  readonly json?: boolean;
}

/** `hilgen kb build`: makes a knowledge base of terminology files. */
export const kbBuild: CliCommand = { name: 'kb build', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description('build a knowledge base from terminology files')
    .requiredOption('--obo <files...>', 'OBO files (.obo, .obo.gz); terms of several files are joined by id')
    .requiredOption('--out <file>', 'where to write the knowledge base (one SQLite file)')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen kb build --obo doid.obo.gz --out do.kb',
        'hilgen kb build --obo doid.obo hp.obo chebi.obo.gz --out all.kb',
      ),
    )
    .action(async ({ obo, out, json = false }: Options) => {
      const sources = obo.map((path) => ({ format: 'obo' as const, path }));
      printResult(context, { json }, await buildKnowledgeBase(sources, out, context.work('reading')), render);
    });
}

function render({ out, sources, relations, warnings }: BuildReport): string {
  const read = sources.reduce((sum, { counts }) => sum + counts.liveRelations, 0);
  const relationRow = row('is_a', read, relations);
  const isOne = sources.length === 1;
  return [
    ...sources.map((source) => `${renderSource(source, isOne ? [relationRow] : [])}\n`),
    isOne ? '' : `all files\n${table(COLUMNS, [relationRow])}\n`,
    warnings.length === 0 ? 'no warnings\n' : describeWarnings(warnings),
    `\nwritten: ${out}\n`,
  ].join('');
}

function renderSource(source: BuildReport['sources'][number], more: readonly string[][]): string {
  const { terms, obsolete, names } = source.counts;
  const rows = [row('terms', terms.read, terms.kept), row('names', names.read, names.kept), ...more];
  const note = obsolete === 0 ? '' : `${counted(obsolete, 'obsolete term')}, known by id only\n`;
  return `${describeSource(source)}\n${table(COLUMNS, rows)}${note}`;
}

const COLUMNS = ['', 'read', 'kept', 'dropped'];

function row(what: string, read: number, kept: number): string[] {
  return [what, String(read), String(kept), String(read - kept)];
}
