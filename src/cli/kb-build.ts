import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import {
  type BuildReport,
  type BuildSettings,
  buildKnowledgeBase,
  type SourceFile,
  UTS_BASE,
} from '../knowledge/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { totalsTable } from './kb-info.js';
import { countsTable, describeSource, describeWarnings, summaryShape } from './kb-source.js';

const output = summaryShape.extend({ out: z.string().describe('the knowledge base written') });

/** What can be built from: the option of each importer, and what its help says. */
const SOURCES = {
  rrf: 'UMLS releases: the META folder, or the zip it comes in',
  mesh: 'MeSH: descriptor XML (desc2024.xml, .gz), or a folder with its tables of terms and tree numbers',
  obo: 'OBO files (.obo, .obo.gz) and OBO Graphs (.json, .json.gz)',
  csv: 'lists of terms: CSV or TSV with columns id,name,synonyms,type,parents',
  sssom: 'mappings between ids of the sources: SSSOM TSV; exact ones join concepts',
} as const satisfies Partial<Record<SourceFile['format'], string>>;

interface Options extends BuildSettings {
  readonly out: string;
  readonly json?: boolean;
}

/** `hilgen kb build`: makes a knowledge base of terminology files. */
export const kbBuild: CliCommand = { name: 'kb build', output, define };

function define(command: Command, context: CliContext): void {
  command.description('build a knowledge base from terminology files; terms of several are joined by id');
  const sources = sourceOptions(command);
  command
    .requiredOption('--out <file>', 'where to write the knowledge base (one SQLite file)')
    .option('--languages <list>', 'UMLS: languages of names, for example ENG (default: all)', words)
    .option(
      '--vocabularies <list>',
      'UMLS: source vocabularies, for example SNOMEDCT_US,MSH (default: all)',
      words,
    )
    .option('--term-types <list>', 'UMLS: term types of names, for example PT,SY (default: all)', words)
    .option('--suppressed', 'UMLS: also rows that are suppressed or obsolete')
    .option(
      '--semantic-types <list>',
      'types (T047), groups (DISO), MeSH trees (C,F03) (default: all)',
      words,
    )
    .option(
      '--relationships <list>',
      'OBO: relations kept besides is_a, for example part_of; * for all',
      words,
    )
    .option('--subsets <list>', 'OBO: only terms of these subsets', words)
    .option('--namespaces <list>', 'OBO: only terms of these namespaces', words)
    .option('--strict', 'make an error of the first thing that would be put up with')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen kb build --obo doid.obo.gz --out do.kb',
        'hilgen kb build --mesh desc2024.xml --obo doid.obo --sssom mondo_doid.sssom.tsv mondo_mesh.sssom.tsv --out d.kb',
        'hilgen kb build --rrf 2024AB/META --languages ENG --vocabularies SNOMEDCT_US,MSH --out umls.kb',
      ),
    )
    .action(async ({ out, json = false, ...settings }: Options) => {
      checkAny(sources);
      const report = await buildKnowledgeBase(sources, out, context.work('reading'), settings);
      printResult(context, { json }, report, render);
    });
}

/** Adds an option for every format; the sources named come in the order in which they were typed. */
function sourceOptions(command: Command): readonly SourceFile[] {
  const sources: SourceFile[] = [];
  const uts = new Option('--uts [url]', 'the UMLS REST service, with UMLS_API_KEY: asked as questions come')
    .preset(UTS_BASE)
    .argParser((path: string) => sources.push({ format: 'uts', path }));
  command.addOption(uts);
  for (const format of Object.keys(SOURCES) as (keyof typeof SOURCES)[]) {
    command.option(`--${format} <paths...>`, SOURCES[format], (path: string) =>
      sources.push({ format, path }),
    );
  }
  return sources;
}

function checkAny(sources: readonly SourceFile[]): void {
  if (sources.length > 0) return;
  const flags = Object.keys(SOURCES).map((format) => `--${format}`);
  throw new HilgenError('usage', {
    what: 'nothing to build from',
    hint: `Name sources by ${flags.join(', ')}.`,
  });
}

/** Parses a comma-separated list. */
function words(text: string): string[] {
  const found = text.split(',').map((word) => word.trim());
  if (found.includes('')) throw new InvalidArgumentError('words with commas between them were expected.');
  return found;
}

function render(report: BuildReport): string {
  const { out, sources, warnings } = report;
  return [
    ...sources.map((source) => `${describeSource(source)}${countsTable(source)}\n`),
    `in all\n${totalsTable(report)}`,
    warnings.length === 0 ? '\nno warnings\n' : `\n${describeWarnings(warnings)}`,
    `\nwritten: ${out}\n`,
  ].join('');
}
