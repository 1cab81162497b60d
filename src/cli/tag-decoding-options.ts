import { join } from 'node:path';
import type { Command } from 'commander';
import { HilgenError } from '../base/errors.js';
import { DISTANCES, type Distance } from '../tagger/nearest/distances.js';
import { TEMPERATURE } from '../tagger/nearest/tune.js';
import { VECTOR_KINDS, type VectorKind } from '../tagger/nearest/word-vectors.js';
import { readManifest } from '../tagger/transformer/files.js';
import type { Provider } from '../tensor/provider.js';
import { oneOf, positiveNumber, wholeNumber } from './arguments.js';
import { providerOption } from './provider-option.js';

export const DECODINGS = ['classifier', 'nnshot', 'structshot'] as const;
const SOURCES = ['support', 'dev'] as const;

/** What the options of decoding parse to. */
export interface DecodingOptions {
  readonly decode?: (typeof DECODINGS)[number];
  readonly support?: readonly string[];
  readonly distance?: Distance;
  readonly vectors?: VectorKind;
  readonly dev?: string;
  readonly transitions: (typeof SOURCES)[number];
  readonly temperature?: number;
  readonly batchPieces?: number;
  readonly kb?: string;
  readonly maxLength?: number;
  readonly provider?: Provider;
}

/** Adds the options that say how mentions are decided on. */
export function addDecodingOptions(command: Command): Command {
  return command
    .option(
      '--batch-pieces <n>',
      'word pieces run together; more needs more memory (default: 512)',
      wholeNumber(1),
    )
    .option('--max-length <n>', 'word pieces a window (default: the encoder’s limit)', wholeNumber(3))
    .addOption(providerOption())
    .option('--kb <file>', 'the knowledge base, for a model that was trained with one')
    .option(
      '--decode <way>',
      `what decides on a token: ${DECODINGS.join(', ')} (docs/tagging.md; default: nnshot with a model of kind dann, else classifier)`,
      oneOf(DECODINGS),
    )
    .option(
      '--support <files...>',
      'labelled sentences among whose tokens nnshot and structshot seek neighbours (default: those that a model of kind dann keeps)',
    )
    .option(
      '--distance <name>',
      `of neighbours: ${DISTANCES.join(', ')} (default: the model’s, else squared-euclidean)`,
      oneOf(DISTANCES),
    )
    .option(
      '--vectors <kind>',
      `what is compared: ${VECTOR_KINDS.join(', ')} (default: the model’s, else hidden)`,
      oneOf(VECTOR_KINDS),
    )
    .option('--dev <file>', 'labelled sentences on which structshot’s temperature is chosen')
    .option(
      '--transitions <source>',
      `where structshot counts them: ${SOURCES.join(', ')}`,
      oneOf(SOURCES),
      'support' as const,
    )
    .option(
      '--temperature <t>',
      `of structshot’s transitions (default: chosen on --dev, else ${TEMPERATURE})`,
      positiveNumber,
    );
}

/** The options of decoding with what the model says where they are silent. */
export interface DecodingChoice extends DecodingOptions {
  readonly decode: (typeof DECODINGS)[number];
  readonly distance: Distance;
  readonly vectors: VectorKind;
}

/**
 * How a model is to be used: as the options say, where they are silent as it was trained for.
 *
 * @throws HilgenError `usage` where options are missing or have nothing to do; `input` where the folder holds no model.
 */
export async function chooseDecoding(model: string, options: DecodingOptions): Promise<DecodingChoice> {
  const { neighbours } = await readManifest(model);
  const { distance = 'squared-euclidean', vectors = 'hidden' } = neighbours ?? {};
  const { decode = neighbours === undefined ? 'classifier' : 'nnshot' } = options;
  const own =
    neighbours === undefined || decode === 'classifier' ? {} : { support: [join(model, neighbours.support)] };
  const choice = { distance, vectors, ...own, ...options, decode };
  assertSense(choice);
  return choice;
}

function assertSense({ decode, support, dev, transitions, temperature }: DecodingChoice): void {
  const fail = (where: string, what: string, hint: string): never => {
    throw new HilgenError('usage', { where, what, hint });
  };
  const isStructured = decode === 'structshot';
  if (decode !== 'classifier' && support === undefined)
    fail(`--decode ${decode}`, 'needs labelled sentences', 'Add --support few.jsonl.');
  if (decode === 'classifier' && support !== undefined)
    fail('--support', 'is for neighbours', 'Add --decode nnshot or --decode structshot.');
  if (!isStructured && (dev !== undefined || temperature !== undefined || transitions === 'dev'))
    fail('--dev, --temperature, --transitions', 'are for structshot', 'Add --decode structshot.');
  if (transitions === 'dev' && dev === undefined)
    fail('--transitions dev', 'needs a development set', 'Add --dev dev.tsv.');
}
