import type { Command } from 'commander';
import { z } from 'zod';
import type { Document } from '../corpus/index.js';
import { withShortForms } from '../tagger/short-forms.js';
import { tagDocuments } from '../tagger/tag-documents.js';
import type { TaggerModel } from '../tagger/tagger.js';
import { oneOf, probability } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import {
  addInputOptions,
  describeRemarks,
  FORMAT_NAMES,
  type InputOptions,
  openInput,
} from './shared/corpus-input.js';
import { describeLosses, remarkShape } from './shared/losses.js';
import { decodingShape, openDecoding } from './tag-decoding.js';
import { addDecodingOptions, chooseDecoding, type DecodingOptions } from './tag-decoding-options.js';
import { countsShape, type TagCounts } from './tag-partial.js';
import { tagTarget } from './tag-target.js';
import { taskOf } from './tag-task.js';
import { type Tagging, writeTagged } from './tag-write.js';

const output = countsShape.extend({
  out: z.string().describe('file of the tagged documents'),
  to: z.string().describe('its format'),
  resumed: z.int().describe('documents that an earlier run, cut off, had done'),
  spans: z.int().describe('mentions found'),
  decoding: decodingShape,
  remarks: z.array(remarkShape).describe('what the reader of the input put up with'),
});

type Report = z.infer<typeof output>;

interface Options extends InputOptions, DecodingOptions {
  readonly out: string;
  readonly to?: string;
  readonly minScore?: number;
  readonly shortForms?: boolean;
  readonly json?: boolean;
}

/** `hilgen tag`. */
export const tag: CliCommand = { name: 'tag', output, define };

function define(command: Command, context: CliContext): void {
  const described = command
    .description('find mentions with a trained tagger; a run that is cut off goes on with the same command')
    .argument('<model>', 'folder that `hilgen train` wrote')
    .argument('<corpus>', 'documents or sentences in any format; mentions in it are not read')
    .requiredOption('--out <file>', 'where the tagged documents go')
    .option(
      '--to <format>',
      `format to write: ${FORMAT_NAMES.join(', ')} (default: the input’s if --out is named like it, else by the name of --out)`,
      oneOf(FORMAT_NAMES),
    )
    .option('--min-score <p>', 'leave out mentions of a lower probability', probability)
    .option('--short-forms', 'explained short forms are what their long forms were found to be');
  addInputOptions(addDecodingOptions(described))
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen tag model test.tsv --out predicted.jsonl',
        'hilgen tag model abstracts.pubtator --out tagged.pubtator --min-score 0.5 --short-forms',
        'hilgen tag model abstracts.jsonl.gz --out tagged.jsonl.gz',
        'hilgen tag model articles.xml --from bioc-xml --to brat --out standoff',
        'hilgen tag model test.tsv --out near.jsonl --decode nnshot --support few.jsonl synthetic.jsonl',
        'hilgen tag dann-model test.tsv --out near.jsonl --decode structshot --dev dev.tsv',
        'hilgen tag model test.tsv --out near.jsonl --decode structshot --support few.jsonl --dev dev.tsv',
      ),
    )
    .action((model: string, corpus: string, options: Options) => run(model, corpus, options, context));
}

async function run(model: string, corpus: string, options: Options, context: CliContext): Promise<void> {
  const { out } = options;
  const quiet = { ...context, work: (title: string) => ({ signal: context.work(title).signal }) };
  const input = await openInput(corpus, options, quiet);
  const format = tagTarget({ path: corpus, format: input.format }, out, options.to);
  const choice = await chooseDecoding(model, options);
  const { tagger, decoding, close } = await openDecoding(model, choice, context);
  try {
    const task = taskOf({ model, corpus, to: format.name, options: { ...options, ...choice } }, input);
    const spreading = options.shortForms ? withShortForms(tagger) : tagger;
    const tagging = taggingOf(spreading, input.documents, options, context);
    const { counts, resumed } = await writeTagged({ out, format, task }, tagging);
    context.remark(describeRemarks(input.remarks));
    context.remark(describeLosses(counts.losses, format.name) + describeSetAside(counts));
    const spans = Object.values(counts.labels).reduce((sum, count) => sum + count, 0);
    const report = { out, to: format.name, decoding, resumed, spans, ...counts, remarks: [...input.remarks] };
    printResult(context, options, report, render);
  } finally {
    await close();
  }
}

function taggingOf(
  tagger: TaggerModel,
  documents: AsyncIterable<Document>,
  { minScore }: Options,
  context: CliContext,
): Tagging {
  return (skip, setAside) => {
    const { signal, onProgress } = context.work('tagging');
    if (skip > 0) context.remark(`${skip} documents are done already: going on behind them\n`);
    const report = onProgress && (({ done }: { readonly done: number }) => onProgress({ done: skip + done }));
    const rest = behind(documents, skip, setAside);
    return tagDocuments(tagger, rest, { minScore, signal, onProgress: report });
  };
}

async function* behind(
  documents: AsyncIterable<Document>,
  skip: number,
  setAside: TagCounts['setAside'],
): AsyncGenerator<Document> {
  let number = 0;
  for await (const document of documents) {
    if (number++ < skip) continue;
    setAside.mentions += document.spans.length;
    setAside.relations += document.relations?.length ?? 0;
    for (const lines of Object.values(document.rest ?? {})) setAside.lines += lines.length;
    yield document;
  }
}

function describeSetAside({ setAside: { mentions, relations, lines } }: TagCounts): string {
  if (mentions + relations + lines === 0) return '';
  return `set aside: ${mentions} mentions, ${relations} relations and ${lines} other lines that the input holds itself\n`;
}

function render({ out, documents, sentences, spans, labels }: Report): string {
  const counts = Object.entries(labels).map(([label, count]) => `${count} ${label}`);
  const of = documents === sentences ? '' : ` of ${documents} documents`;
  const by = counts.length > 0 ? ` (${counts.join(', ')})` : '';
  return `${out}: ${spans} mentions in ${sentences} sentences${of}${by}\n`;
}
