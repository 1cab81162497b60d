import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import {
  type Document,
  formatForWriting,
  formatNamed,
  mergeCorpora,
  REPEAT_POLICIES,
  type RepeatPolicy,
  writeDocuments,
} from '../corpus/index.js';
import { oneOf } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import {
  addInputOptions,
  describeRemarks,
  FORMAT_NAMES,
  type Input,
  type InputOptions,
  openInput,
} from './shared/corpus-input.js';
import { describeLosses, lossShape } from './shared/losses.js';

const output = z.object({
  out: z.string(),
  to: z.string(),
  documents: z.int(),
  mentions: z.int(),
  renamed: z.int().describe('documents whose id was there already'),
  skipped: z.int().describe('documents left out because id and text were there already'),
  losses: z.array(lossShape),
});
type Report = z.infer<typeof output>;

interface Options extends InputOptions {
  readonly out: string;
  readonly to?: string;
  readonly repeats: RepeatPolicy;
  readonly json?: boolean;
}

/** `hilgen corpus merge`: several corpora as one. */
export const corpusMerge: CliCommand = { name: 'corpus merge', output, define };

function define(command: Command, context: CliContext): void {
  addInputOptions(
    command
      .description('put several corpora together, each in its own format')
      .argument('<corpora...>', 'files or folders')
      .requiredOption('--out <path>', 'where the whole goes')
      .option('--to <format>', 'its format (default: by the name of --out)', oneOf(FORMAT_NAMES)),
  )
    .option(
      '--repeats <policy>',
      `documents whose id was there already: ${REPEAT_POLICIES.join(', ')}`,
      oneOf(REPEAT_POLICIES),
      'error' as const,
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen corpus merge train.tsv dev.tsv --out all.jsonl',
        'hilgen corpus merge a.xml b.pubtator.txt --repeats skip --out all.xml',
      ),
    )
    .action((paths: string[], options: Options) => run(paths, options, context));
}

async function run(paths: readonly string[], options: Options, context: CliContext): Promise<void> {
  const { out, to, repeats } = options;
  if (paths.some((path) => resolve(path) === resolve(out))) {
    throw new HilgenError('usage', { where: out, what: 'the result would overwrite one of its sources' });
  }
  const format = to === undefined ? formatForWriting(out) : formatNamed(to);
  const inputs: Input[] = [];
  for (const path of paths) inputs.push(await openInput(path, options, context));
  const counts = { documents: 0, mentions: 0, renamed: 0, skipped: 0 };
  async function* all(): AsyncGenerator<Document> {
    for await (const document of mergeCorpora(
      inputs.map(({ documents }) => documents),
      repeats,
      counts,
    )) {
      counts.documents++;
      counts.mentions += document.spans.length;
      yield document;
    }
  }
  const losses = await writeDocuments(out, all(), { format });
  context.remark(
    describeRemarks(inputs.flatMap(({ remarks }) => remarks)) + describeLosses(losses, format.name),
  );
  printResult(context, options, { out, to: format.name, ...counts, losses }, render);
}

function render({ out, to, documents, mentions, renamed, skipped }: Report): string {
  const repeats = renamed + skipped === 0 ? '' : ` (${renamed} renamed, ${skipped} left out)`;
  return `${out}: ${mentions} mentions in ${documents} documents, written as ${to}${repeats}\n`;
}
