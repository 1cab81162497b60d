import { z } from 'zod';
import { formatForWriting, readCorpus, type Sentence, writeCorpus } from '../corpus/index.js';
import { openTransformer } from '../tagger/transformer/model.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';

const output = z.object({
  out: z.string().describe('file of the tagged sentences'),
  sentences: z.int(),
  spans: z.int().describe('mentions found'),
  labels: z.record(z.string(), z.int()).describe('mentions found, by label'),
});

type Report = z.infer<typeof output>;

interface Options {
  readonly out: string;
  readonly json?: boolean;
}

/** `hilgen tag`. */
export const tag: CliCommand = {
  name: 'tag',
  output,
  define: (command, context) =>
    command
      .description('find mentions with a trained tagger')
      .argument('<model>', 'folder that `hilgen train` wrote')
      .argument('<corpus>', 'sentences: IOB or JSON Lines; labels in it are not read')
      .requiredOption('--out <file>', 'where the tagged sentences go (.jsonl or .tsv)')
      .option('--json', 'print the report as JSON')
      .addHelpText('after', examples('hilgen tag model test.tsv --out predicted.jsonl'))
      .action((model: string, corpus: string, options: Options) => run(model, corpus, options, context)),
};

async function run(model: string, corpus: string, options: Options, context: CliContext): Promise<void> {
  formatForWriting(options.out);
  const tagger = await openTransformer(model);
  try {
    const sentences = await readCorpus(corpus);
    const tagged: Sentence[] = [];
    for await (const spans of tagger.tag(sentences, context.work('tagging'))) {
      tagged.push({ ...(sentences[tagged.length] as Sentence), spans });
    }
    await writeCorpus(options.out, tagged);
    printResult(context, options, reportOf(options.out, tagged), render);
  } finally {
    await tagger.close();
  }
}

function reportOf(out: string, tagged: readonly Sentence[]): Report {
  const labels: Record<string, number> = {};
  for (const { spans } of tagged) for (const { label } of spans) labels[label] = (labels[label] ?? 0) + 1;
  const spans = Object.values(labels).reduce((sum, count) => sum + count, 0);
  return { out, sentences: tagged.length, spans, labels };
}

function render({ out, sentences, spans, labels }: Report): string {
  const counts = Object.entries(labels).map(([label, count]) => `${count} ${label}`);
  return `${out}: ${spans} mentions in ${sentences} sentences${counts.length > 0 ? ` (${counts.join(', ')})` : ''}\n`;
}
