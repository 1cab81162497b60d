import { z } from 'zod';
import { LAYERS, type Layer, readCorpus } from '../corpus/index.js';
import { assertAsks, marksRaw, type Prepared, prepare, prepareMarks, readPreset } from '../generate/index.js';
import type { StoredKnowledgeBase } from '../knowledge/index.js';
import { listOf, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { promptText } from './generate-llm-prompt-text.js';
import { counted, withKnowledgeBase } from './kb-open.js';

const output = z.object({
  preset: z.string(),
  requests: z.int().describe('requests of the first step'),
  prompts: z.array(
    z.object({
      step: z
        .int()
        .describe('from 1; in a second step, sentences of the shots stand in for answers, and for raw text'),
      request: z.record(z.string(), z.unknown()).describe('as it is sent'),
    }),
  ),
});

interface Options {
  readonly few: string;
  readonly kb?: string;
  readonly layers?: readonly Layer[];
  readonly perMention: number;
  readonly typeDepth: number;
  readonly seed: number;
  readonly number: number;
  readonly json?: boolean;
}

/** `hilgen prompts show`. */
export const promptsShow: CliCommand = {
  name: 'prompts show',
  output,
  define: (command, context) =>
    command
      .description('print the exact messages that a preset sends; nothing is sent')
      .argument('<preset>', 'name of a preset, or a file')
      .requiredOption('--few <file>', 'the labelled sentences')
      .option('--kb <file>', 'a knowledge base made by `hilgen kb build`')
      .option('--number <n>', 'how many requests of each step', wholeNumber(1), 1)
      .option('--layers <list>', `comma-separated, out of ${LAYERS.join(',')} (default: all)`, listOf(LAYERS))
      .option('--per-mention <n>', 'as for generate', wholeNumber(1), 10)
      .option('--type-depth <n>', 'as for generate', wholeNumber(1), 2)
      .option('--seed <n>', 'as for generate', wholeNumber(0), 1)
      .option('--json', 'print JSON')
      .addHelpText('after', examples('hilgen prompts show grounded --few few.jsonl --kb do.kb'))
      .action((preset: string, options: Options) => run(preset, options, context)),
};

async function run(name: string, options: Options, context: CliContext): Promise<void> {
  const preset = await readPreset(name);
  const shots = await readCorpus(options.few);
  const settings = { ...options, layers: options.layers ?? LAYERS };
  const show = (kb?: StoredKnowledgeBase): void => {
    const prepared = marksRaw(preset)
      ? prepareMarks(preset, shots, structuredClone(shots))
      : prepare(preset, shots, settings, kb);
    assertAsks(prepared);
    printResult(context, options, reportOf(prepared, options.number), () => render(prepared, options.number));
  };
  return options.kb === undefined ? show() : withKnowledgeBase(options.kb, show);
}

function shown({ requests, later }: Prepared, number: number) {
  return [requests, later].flatMap((list, at) =>
    list.slice(0, number).map((request) => ({ step: at + 1, request })),
  );
}

function reportOf(prepared: Prepared, number: number): z.infer<typeof output> {
  const prompts = shown(prepared, number).map(({ step, request }) => ({ step, request: { ...request } }));
  return { preset: prepared.material.preset.name, requests: prepared.requests.length, prompts };
}

function render(prepared: Prepared, number: number): string {
  const prompts = shown(prepared, number).map(
    ({ step, request }) => `step ${step}\n${promptText(request)}\n`,
  );
  return `${prompts.join('')}${counted(prepared.requests.length, 'request')} in the first step\n`;
}
