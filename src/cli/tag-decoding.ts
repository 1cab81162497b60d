import { z } from 'zod';
import { readCorpora, readCorpus, type Sentence } from '../corpus/index.js';
import type { KnowledgeOptions } from '../tagger/knowledge-features/record.js';
import { DISTANCES } from '../tagger/nearest/distances.js';
import { transitionsOf } from '../tagger/nearest/support.js';
import { NearestTagger } from '../tagger/nearest/tagger.js';
import { TEMPERATURE } from '../tagger/nearest/tune.js';
import { VECTOR_KINDS } from '../tagger/nearest/word-vectors.js';
import type { TaggerModel } from '../tagger/tagger.js';
import { openTransformer, type TaggingSettings } from '../tagger/transformer/model.js';
import { openWordVectors } from '../tagger/transformer/vectors.js';
import type { CliContext } from './command.js';
import { withKnowledgeBase } from './kb-open.js';
import { DECODINGS, type DecodingChoice } from './tag-decoding-options.js';

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

/** Opens the tagger that was chosen. */
export async function openDecoding(
  model: string,
  options: DecodingChoice,
  context: CliContext,
): Promise<{
  readonly tagger: TaggerModel;
  readonly decoding: Decoding;
  readonly close: () => Promise<void>;
}> {
  if (options.decode === 'classifier') {
    const tagger = await withKb(options, context, (settings) => openTransformer(model, settings));
    return { tagger, decoding: { by: 'classifier' }, close: () => tagger.close() };
  }
  const support = await readCorpora(options.support ?? []);
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
export function withKb<T>(
  options: TaggingSettings & { readonly kb?: string },
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
  options: DecodingChoice,
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
