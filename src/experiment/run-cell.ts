import type { WorkOptions } from '../base/progress.js';
import { type Sentence, sampleFewShot } from '../corpus/index.js';
import { type EncoderOptions, loadEncoder } from '../encoder/kinds.js';
import { pairSentences, scoreStrict } from '../evaluate/index.js';
import { substitute } from '../generate/index.js';
import { dictionaryTagger } from '../tagger/dictionary.js';
import type { TaggerModel } from '../tagger/tagger.js';
import { asTaggerModel } from '../tagger/transformer/model.js';
import { TRAIN_DEFAULTS, trainTransformer } from '../tagger/transformer/train.js';
import type { Cell, CellOutcome, Experiment, Written } from './experiment.js';

export interface CellOptions extends WorkOptions {
  /** Where encoders come from and are kept. */
  readonly encoder?: Omit<EncoderOptions, 'seed'>;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

interface Learned {
  readonly tagger: TaggerModel;
  readonly few: readonly Sentence[];
  readonly synthetic: readonly Sentence[];
  readonly written?: Written | undefined;
}

/** Runs one cell from sample to score. */
export async function runCell(
  experiment: Experiment,
  cell: Cell,
  options: CellOptions,
): Promise<CellOutcome> {
  const started = options.now();
  const { tagger, few, synthetic, written } = await learn(experiment, cell, options);
  try {
    const tagged = await tagAll(tagger, experiment.test, options);
    const scores = scoreStrict(pairSentences(experiment.test, tagged));
    const result = {
      arm: cell.arm.name,
      seed: cell.seed,
      shots: few.map(({ id }) => id),
      synthetic: synthetic.length,
      ...(written && { llm: { wanted: written.wanted, kept: written.sentences.length } }),
      scores,
      seconds: (options.now() - started) / 1000,
    };
    return { result, few, synthetic, tagged };
  } finally {
    await tagger.close();
  }
}

async function learn(
  experiment: Experiment,
  { arm, seed = 0 }: Cell,
  options: CellOptions,
): Promise<Learned> {
  const { settings, kb, pool } = experiment;
  if (arm.kind === 'dictionary') {
    const { labels } = settings;
    const options = arm.plain ? ({ labels, normalisations: 'none' } as const) : { labels };
    return { tagger: dictionaryTagger(kb, options), few: [], synthetic: [] };
  }
  const few = sampleFewShot(pool, { ...settings.sample, seed }).sentences;
  const { layers, llm } = arm;
  const made = await substitute(
    few,
    kb,
    { layers, perMention: settings.perMention, seed },
    { signal: options.signal },
  );
  const written = llm ? await experiment.write?.(few, seed, options) : undefined;
  const synthetic = [...made.sentences, ...(written?.sentences ?? [])];
  const loaded = await loadEncoder(settings.encoder, { ...options.encoder, seed });
  const { recommended } = loaded.encoder;
  const trained = await trainTransformer(
    [...few, ...synthetic],
    loaded,
    {
      ...TRAIN_DEFAULTS,
      steps: settings.steps ?? recommended.steps,
      learningRate: settings.learningRate ?? recommended.learningRate,
      batch: settings.batch ?? TRAIN_DEFAULTS.batch,
      seed,
    },
    options,
  );
  return { tagger: await asTaggerModel(trained), few, synthetic, written };
}

async function tagAll(
  tagger: TaggerModel,
  sentences: readonly Sentence[],
  { signal }: WorkOptions,
): Promise<Sentence[]> {
  const tagged: Sentence[] = [];
  for await (const spans of tagger.tag(sentences, { signal })) {
    tagged.push({ ...(sentences[tagged.length] as Sentence), spans });
  }
  return tagged;
}
