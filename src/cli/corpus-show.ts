import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { type Document, type Span, surfaceOf } from '../corpus/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { marked } from './marked.js';
import { addInputOptions, describeRemarks, type InputOptions, openInput } from './shared/corpus-input.js';

const attributes = z.record(z.string(), z.string()).optional();

const output = z.object({
  documents: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      spans: z.array(
        z.object({
          start: z.int().describe('UTF-16 code units, as every offset here'),
          end: z.int(),
          label: z.string(),
          text: z.string(),
          concept: z.string().optional(),
          fragments: z.array(z.object({ start: z.int(), end: z.int() })).optional(),
          attributes,
        }),
      ),
      unknown: z
        .array(z.object({ start: z.int(), end: z.int(), text: z.string() }))
        .optional()
        .describe('stretches of which nobody knows whether they hold mentions'),
      relations: z.array(
        z.object({
          label: z.string(),
          arguments: z.array(
            z.object({ role: z.string(), span: z.string().optional(), concept: z.string().optional() }),
          ),
        }),
      ),
    }),
  ),
});
type Report = z.infer<typeof output>;

interface Options extends InputOptions {
  readonly id?: string;
  readonly label?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `hilgen corpus show`: prints documents with their mentions. */
export const corpusShow: CliCommand = { name: 'corpus show', output, define };

function define(command: Command, context: CliContext): void {
  addInputOptions(
    command.description('print documents with their mentions marked').argument('<corpus>', 'file or folder'),
  )
    .option('--id <id>', 'only the document of this id')
    .option('--label <label>', 'only documents with a mention of this label')
    .option('--limit <n>', 'documents printed', wholeNumber(1), 3)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'hilgen corpus show train.pubtator.txt --id 10192393',
        'hilgen corpus show train.tsv --label Chemical --limit 10',
      ),
    )
    .action((path: string, options: Options) => run(path, options, context));
}

async function run(path: string, options: Options, context: CliContext): Promise<void> {
  const { documents, remarks } = await openInput(path, options, context);
  const chosen: Document[] = [];
  for await (const document of documents) {
    if (options.id !== undefined && document.id !== options.id) continue;
    if (options.label !== undefined && !document.spans.some(({ label }) => label === options.label)) continue;
    chosen.push(document);
    if (chosen.length >= options.limit) break;
  }
  context.remark(describeRemarks(remarks));
  if (chosen.length === 0) {
    throw new HilgenError('missing', {
      where: path,
      what: 'no such document',
      hint: 'List ids with: hilgen corpus show FILE --limit 50',
    });
  }
  const report: Report = { documents: chosen.map(shown) };
  printResult(context, options, report, () => chosen.map(render).join('\n'));
}

function shown({ id, text, spans, unknown, relations = [] }: Document): Report['documents'][number] {
  return {
    ...{ id, text },
    spans: spans.map(({ start, end, label, concept, fragments, attributes }, index) => ({
      ...{ start, end, label, text: surfaceOf(text, spans[index] as Span), concept, attributes },
      fragments: fragments && [...fragments],
    })),
    unknown: unknown?.map(({ start, end }) => ({ start, end, text: text.slice(start, end) })),
    relations: relations.map(({ label, arguments: ends }) => ({ label, arguments: [...ends] })),
  };
}

function render(document: Document): string {
  const { id, text, spans, unknown = [], relations = [], origin } = document;
  const place =
    origin.kind === 'gold' || origin.kind === 'distant' ? `  (${origin.file}:${origin.line})` : '';
  const lines = [`${id}${place}`, marked(document), ''];
  for (const span of spans) {
    const concept = span.concept === undefined ? '' : `  ${span.concept}`;
    const pieces = span.fragments === undefined ? '' : '  in several pieces';
    lines.push(`  ${span.start}–${span.end}  ${span.label}  “${surfaceOf(text, span)}”${concept}${pieces}`);
  }
  for (const { start, end } of unknown) lines.push(`  ${start}–${end}  unknown  “${text.slice(start, end)}”`);
  for (const { label, arguments: ends } of relations) {
    lines.push(
      `  ${label}(${ends.map(({ role, span, concept }) => `${role}: ${concept ?? span}`).join(', ')})`,
    );
  }
  return `${lines.join('\n')}\n`;
}
