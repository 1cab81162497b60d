import { z } from 'zod';
import { asksKnowledge, presetNames, presetPath, readPreset } from '../generate/index.js';
import { type CliCommand, examples, printResult } from './command.js';
import { table } from './table.js';

const output = z.object({
  presets: z.array(
    z.object({
      name: z.string(),
      about: z.string(),
      unit: z.string().describe('what one request asks about'),
      steps: z.int().describe('requests one after another'),
      knowledgeBase: z.boolean().describe('whether it needs one'),
      file: z.string().describe('to copy and to change'),
    }),
  ),
});

type Report = z.infer<typeof output>;

/** `hilgen prompts list`. */
export const promptsList: CliCommand = {
  name: 'prompts list',
  output,
  define: (command, context) =>
    command
      .description('list the presets of prompts that come with hilgen')
      .option('--json', 'print JSON')
      .addHelpText('after', examples('hilgen prompts list'))
      .action(async (options: { json?: boolean }) => printResult(context, options, await run(), render)),
};

async function run(): Promise<Report> {
  const presets = await Promise.all(presetNames().map((name) => readPreset(name)));
  return {
    presets: presets.map((preset) => ({
      ...{ name: preset.name, about: preset.about, unit: preset.unit, steps: preset.steps.length },
      ...{ knowledgeBase: asksKnowledge(preset), file: presetPath(preset.name) },
    })),
  };
}

function render({ presets }: Report): string {
  const rows = presets.map(({ name, about }) => [name, about]);
  const [first] = presets;
  return `${table(['preset', 'what it asks for'], rows)}\nTo change one, copy its file: ${first?.file}\n`;
}
