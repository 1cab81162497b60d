import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { type DistantOrigin, readCorpus, type Sentence } from '../corpus/index.js';
import { requestStore } from '../llm/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { promptText } from './generate-llm-prompt-text.js';
import { withKnowledgeBase } from './kb-open.js';
import { marked, quoted } from './marked.js';

const output = z.object({
  id: z.string(),
  marked: z.string().describe('the sentence, mentions as [text|label]'),
  origin: z.record(z.string(), z.unknown()).describe('as the corpus file has it'),
  way: z
    .array(z.string())
    .describe('from the concept of the mention to the one asked for, named where --kb is given'),
  source: z.string().nullable().describe('the labelled sentence it was made for, where --few is given'),
  requests: z
    .array(z.object({ key: z.string(), prompt: z.string(), answer: z.string(), model: z.string() }))
    .describe('what was asked and answered, the sentence first'),
});
type Story = z.infer<typeof output>;

interface Options {
  readonly in: string;
  readonly store?: string;
  readonly few?: string;
  readonly kb?: string;
  readonly json?: boolean;
}

/** `hilgen generate show`: the whole story of one synthetic sentence. */
export const generateShow: CliCommand = {
  name: 'generate show',
  output,
  define: (command, context) =>
    command
      .description(
        'one synthetic sentence: the shot, the way to the neighbour, prompt, answer, alignment, filters',
      )
      .argument('<id>', 'its id')
      .requiredOption('--in <file>', 'the file that `hilgen generate` wrote (.jsonl)')
      .option('--store <file>', 'the answers (default: requests.sqlite beside it)')
      .option('--few <file>', 'the labelled sentences, to show the shot')
      .option('--kb <file>', 'the knowledge base, to name the concepts on the way')
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        examples('hilgen generate show few-3/grounded-sibling/1 --in llm.jsonl --kb do.kb'),
      )
      .action((id: string, options: Options) => run(id, options, context)),
};

async function run(id: string, options: Options, context: CliContext): Promise<void> {
  const sentence = await sentenceOf(options.in, id);
  const { origin } = sentence;
  const source = 'source' in origin ? origin.source : undefined;
  const shot = options.few && source ? await sentenceOf(options.few, source) : undefined;
  const story: Story = {
    id,
    marked: marked(sentence),
    origin: { ...origin },
    way: await wayOf(sentence, options.kb),
    source: shot ? marked(shot) : null,
    requests: answersOf(sentence, options),
  };
  printResult(context, options, story, () => render(story, sentence));
}

async function sentenceOf(path: string, id: string): Promise<Sentence> {
  const sentence = (await readCorpus(path)).find((one) => one.id === id);
  if (sentence !== undefined) return sentence;
  throw new HilgenError('input', { where: path, what: `no sentence has the id ${JSON.stringify(id)}` });
}

async function wayOf({ origin }: Sentence, kb: string | undefined): Promise<string[]> {
  if (!('to' in origin) || origin.to === undefined || origin.from === undefined) return [];
  const ids = [origin.from, ...(origin.via ?? []), origin.to];
  if (kb === undefined) return ids;
  return withKnowledgeBase(kb, (open) =>
    ids.map((concept) => [concept, open.concept(concept)?.name].filter(Boolean).join(' ')),
  );
}

function answersOf({ origin }: Sentence, { store: path, in: file }: Options): Story['requests'] {
  if (origin.kind !== 'generated') return [];
  const stored = path ?? join(dirname(file), 'requests.sqlite');
  // To look is not to make a store where there is none.
  const store = existsSync(stored) ? requestStore(stored) : undefined;
  try {
    return origin.requests.map((key) => {
      const found = store?.find(key);
      const prompt =
        found === undefined ? `(${stored} does not hold the request)\n` : promptText(found.request);
      return {
        key,
        prompt,
        answer: found?.completion.text ?? '',
        model: found?.completion.model ?? origin.model,
      };
    });
  } finally {
    store?.close();
  }
}

function render({ marked: text, way, source, requests }: Story, sentence: Sentence): string {
  const { id, origin } = sentence;
  const asked = requests.map(
    ({ key, model, prompt, answer }) =>
      `\nasked of ${model}, request ${key.slice(0, 12)}\n${prompt}--- answer\n${answer}\n`,
  );
  return [
    `${id}\n${text}\n`,
    'source' in origin && origin.source ? `\nmade for ${origin.source}${mentionIn(sentence)}\n` : '',
    source === null ? '' : `${source}\n`,
    way.length > 0 && 'layer' in origin ? `${origin.layer}: ${way.join(' → ')}\n` : '',
    ...asked,
    judgement(sentence),
  ].join('');
}

function mentionIn({ origin }: Sentence): string {
  if (!('span' in origin) || origin.span === undefined) return '';
  return `, the mention at ${origin.span.start}–${origin.span.end} (${origin.span.label})`;
}

function votesOf(sentence: Sentence, { file, line, teachers, votes }: DistantOrigin): string {
  const lines = votes.map(
    ({ teachers: own, probability, ...place }) =>
      `  ${quoted(sentence, place)}: ${own.join(', ')}, ${(100 * probability).toFixed(1)} %\n`,
  );
  return `\nraw text of ${file}:${line}, labelled by ${teachers.join(', ')}\n${lines.join('')}`;
}

function judgement(sentence: Sentence): string {
  const { origin, spans } = sentence;
  if (origin.kind === 'distant') return votesOf(sentence, origin);
  if (origin.kind !== 'generated') return '';
  const lines = origin.alignment.map(({ start, end, status, claimed }) => {
    const span = spans.find((one) => one.start === start && one.end === end);
    const as = claimed === undefined ? '' : `, claimed as ${JSON.stringify(claimed)}`;
    return `  ${span ? quoted(sentence, span) : `${start}–${end}`}: ${status}${as}\n`;
  });
  return `\nmentions\n${lines.join('')}\npassed: ${origin.passed.join(', ')}\n`;
}
