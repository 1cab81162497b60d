import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { assertReplaceable } from '../base/folders.js';
import { quantiseTagger } from '../tagger/transformer/quantise.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';

const output = z.object({
  model: z.string().describe('folder of the model with 8-bit weights'),
  source: z.string().describe('folder of the model that it was made from'),
  products: z.int().describe('matrix products that now have 8-bit weights'),
  tables: z.int().describe('tables whose rows now have 8 bits a number'),
  before: z.int().describe('bytes of model.onnx in the source'),
  after: z.int().describe('bytes of model.onnx now'),
});

type Report = z.infer<typeof output>;

interface Options {
  readonly out: string;
  readonly json?: boolean;
}

/** `hilgen quantize`: saves a tagger with 8-bit weights. */
export const quantize: CliCommand = { name: 'quantize', output, define };

function define(command: Command, context: CliContext): void {
  command
    .description('save a trained tagger with 8-bit weights: smaller, faster, not quite as exact')
    .argument('<model>', 'folder that `hilgen train` wrote')
    .requiredOption('--out <folder>', 'where the small model goes; `hilgen tag` takes it as any other')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('hilgen quantize model --out model8', 'hilgen tag model8 in.tsv --out out.tsv'),
    )
    .action(async (source: string, options: Options) => {
      const { out } = options;
      assertReplaceable(out);
      if (resolve(source) === resolve(out))
        throw new HilgenError('usage', { where: out, what: 'the result would overwrite its source' });
      const found = await quantiseTagger(source, out);
      printResult(context, options, { model: out, source, ...found }, render);
    });
}

function render({ model, products, tables, before, after }: Report): string {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  return `${model}: ${products} products and ${tables} tables with 8-bit weights, ${megabytes(after)} instead of ${megabytes(before)}\n`;
}
