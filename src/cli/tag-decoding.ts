import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readCorpus, type Sentence } from '../corpus/index.js';
import type { KnowledgeOptions } from '../tagger/knowledge-features/record.js';
import { DISTANCES, type Distance } from '../tagger/nearest/distances.js';
import { transitionsOf } from '../tagger/nearest/support.js';
import { NearestTagger } from '../tagger/nearest/tagger.js';
import { VECTOR_KINDS, type VectorKind } from '../tagger/nearest/word-vectors.js';
import type { TaggerModel } from '../tagger/tagger.js';
import { openTransformer, type TaggingSettings } from '../tagger/transformer/model.js';
import { openWordVectors } from '../tagger/transformer/vectors.js';
import type { Provider } from '../tensor/provider.js';
import { oneOf, positiveNumber, wholeNumber } from './arguments.js';
import type { CliContext } from './command.js';
import { withKnowledgeBase } from './kb-open.js';
import { providerOption } from './provider-option.js';

const DECODINGS = ['classifier', 'nnshot', 'structshot'] as const;
const SOURCES = ['support', 'dev'] as const;

/** StructShot's temperature where none is named or tuned: that of its authors' `run_pred.sh`. */
const TEMPERATURE = 0.05;

/** How mentions were decided on, under `--json`. */
export const decodingShape = z.object({
  by: z.enum(DECODINGS),
  support: z.int().optional().describe('sentences among which neighbours were sought'),
  vectors: z.enum(VECTOR_KINDS).optional(),
  distance: z.enum(DISTANCES).optional(),
  temperature: z.number().optional().describe('of StructShot’s transitions'),
  devF1: z.number().optional().describe('F1 on the development set, by which the temperature was chosen'),
});

export type Decoding = z.infer<typeof decodingShape>;

/** What the options of decoding parse to. */
export interface DecodingOptions {
  readonly decode: (typeof DECODINGS)[number];
  readonly support?: readonly string[];
  readonly distance: Distance;
  readonly vectors: VectorKind;
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
      `what decides on a token: ${DECODINGS.join(', ')} (docs/tagging.md)`,
      oneOf(DECODINGS),
      'classifier' as const,
    )
    .option(
      '--support <files...>',
      'labelled sentences among whose tokens nnshot and structshot seek neighbours',
    )
    .option(
      '--distance <name>',
      `of neighbours: ${DISTANCES.join(', ')}`,
      oneOf(DISTANCES),
      'squared-euclidean' as const,
    )
    .option(
      '--vectors <kind>',
      `what is compared: ${VECTOR_KINDS.join(', ')}`,
      oneOf(VECTOR_KINDS),
      'hidden' as const,
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

/**
 * Opens the tagger that the options ask for.
 *
 * @throws HilgenError `usage` where options are missing or have nothing to do.
 */
export async function openDecoding(
  model: string,
  options: DecodingOptions,
  context: CliContext,
): Promise<{
  readonly tagger: TaggerModel;
  readonly decoding: Decoding;
  readonly close: () => Promise<void>;
}> {
  assertSense(options);
  if (options.decode === 'classifier') {
    const tagger = await withKb(options, context, (settings) => openTransformer(model, settings));
    return { tagger, decoding: { by: 'classifier' }, close: () => tagger.close() };
  }
  const support: Sentence[] = [];
  for (const file of options.support ?? []) support.push(...(await readCorpus(file)));
  const { distance, vectors, decode: by } = options;
  const words = await withKb(options, context, (settings) => openWordVectors(model, vectors, settings));
  let opened: Pick<TaggerModel, 'close'> = words;
  try {
    const tagger = await NearestTagger.over(words, support, distance, context.work('reading the support'));
    opened = tagger;
    const decoding: Decoding = { by, support: support.length, vectors, distance };
    if (by === 'nnshot') return { tagger, decoding, close: () => tagger.close() };
    return {
      ...(await structured(tagger, support, decoding, options, context)),
      close: () => tagger.close(),
    };
  } catch (cause) {
    await opened.close();
    throw cause;
  }
}

/** Opens a model with the knowledge base that is named, if one is. */
function withKb<T>(
  options: DecodingOptions,
  { remark }: CliContext,
  open: (settings: TaggingSettings & KnowledgeOptions) => Promise<T>,
): Promise<T> {
  const { kb: path, batchPieces, maxLength, provider } = options;
  const settings = { batchPieces, maxLength, provider };
  if (path === undefined) return open(settings);
  return withKnowledgeBase(path, (kb) => open({ ...settings, kb, remark }));
}

async function structured(
  tagger: NearestTagger,
  support: readonly Sentence[],
  decoding: Decoding,
  options: DecodingOptions,
  context: CliContext,
): Promise<{ tagger: TaggerModel; decoding: Decoding }> {
  const dev = options.dev === undefined ? undefined : await readCorpus(options.dev);
  const counts = transitionsOf(options.transitions === 'dev' && dev !== undefined ? dev : support);
  const tuned =
    dev === undefined || options.temperature !== undefined
      ? undefined
      : await tagger.tune(counts, dev, context.work('choosing the temperature'));
  const temperature = options.temperature ?? tuned?.temperature ?? TEMPERATURE;
  return {
    tagger: tagger.withTransitions(counts, temperature),
    decoding: { ...decoding, temperature, ...(tuned && { devF1: tuned.f1 }) },
  };
}

function assertSense({ decode, support, dev, transitions, temperature }: DecodingOptions): void {
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
