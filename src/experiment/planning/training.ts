import { TEMPERATURE } from '../../tagger/index.js';
import { type Arm, isTrained } from '../arms.js';
import { inputsNamed } from '../digests.js';
import type { TrainedTaggerSettings } from '../schema.js';
import type { Artifact, Inputs, Stage } from '../stage.js';
import { type Draft, dataSet, type Setting } from './draft.js';
import { knowledgeOf } from './knowledge.js';
import type { Material } from './material.js';

/** An arm that learns. */
export type Learning = Extract<Arm, { source: string }>;

/** What one training and its predictions are made of. */
export interface Lesson {
  readonly setting: Setting;
  readonly arm: Learning;
  readonly material: Material;
  /** What the weights to keep are chosen on. */
  readonly dev: Artifact | undefined;
  /** What structshot's temperature is chosen on. */
  readonly tuning: Artifact | undefined;
  /** Which part of the sample it is that is learnt from, where it is not the whole. */
  readonly fold?: string | undefined;
}

/** The tagger of a lesson. */
export function trained(draft: Draft, { setting, arm, material, dev, fold }: Lesson): Stage {
  const settings = settingsOf(draft, arm);
  const { kind, encoder, steps, epochs, batch, freeze, reinit, patience } = settings;
  const { mix, order, robust, confidence } = settings;
  const asksKnowledge = settings['knowledge-features'] === true;
  return draft.add(
    'train',
    draft.place(setting, arm.tagger, arm.source, ...(fold === undefined ? [] : [fold])),
    {
      tagger: kind,
      encoder: draft.digests.has(encoder) ? undefined : encoder,
      ...{ steps, epochs, batch, freeze, reinit, patience, mix, order, robust, confidence },
      selfTrain: settings['self-train'],
      learningRate: settings['learning-rate'],
      layerDecay: settings['layer-decay'],
      featureLayers: settings['feature-layers'],
      asPublished: settings['as-published'],
      knowledgeLearningRate: settings['knowledge-learning-rate'],
      labels: asksKnowledge ? dataSet(draft, setting.data).labels : undefined,
      seed: setting.seed.train,
    },
    {
      few: [material.few],
      made: material.made,
      encoder: inputsNamed(encoder, draft.digests),
      dev: dev === undefined ? [] : [dev],
      ...(asksKnowledge && { knowledge: [knowledgeOf(draft, setting.data)] }),
    },
  );
}

/** What the tagger of a lesson finds. */
export function taggedBy(draft: Draft, lesson: Lesson, corpus: Artifact, place: readonly string[]): Stage {
  const tagged = decided(draft, lesson, corpus, place);
  const spreads = settingsOf(draft, lesson.arm)['short-forms'] === true;
  return spreads ? draft.add('short-forms', place, {}, { tagged: [tagged] }) : tagged;
}

function decided(draft: Draft, lesson: Lesson, corpus: Artifact, place: readonly string[]): Stage {
  const { setting, arm, material, tuning } = lesson;
  const { decode } = arm;
  const settings = settingsOf(draft, arm);
  const { distance, vectors, temperature } = settings;
  const model = trained(draft, lesson);
  // Hidden states, the default, are the text's alone.
  const asksKnowledge =
    settings['knowledge-features'] && (decode === 'classifier' || vectors === 'log-probabilities');
  const inputs: Inputs = {
    model: [model],
    corpus: [corpus],
    ...(asksKnowledge && { knowledge: [knowledgeOf(draft, setting.data)] }),
  };
  if (decode === 'classifier') return draft.add('tag', place, { decode }, inputs);
  const neighbours = { ...inputs, few: [material.few], made: material.made };
  if (decode === 'nnshot') return draft.add('tag', place, { decode, distance, vectors }, neighbours);
  const isTuned = tuning !== undefined && temperature === undefined;
  const all = { ...neighbours, dev: isTuned ? [tuning] : [] };
  const fixed = isTuned ? undefined : (temperature ?? TEMPERATURE);
  return draft.add('tag', place, { decode, distance, vectors, temperature: fixed }, all);
}

function settingsOf({ file }: Draft, { tagger }: Learning): TrainedTaggerSettings {
  const settings = file.taggers[tagger];
  if (!isTrained(settings)) throw new Error(`${tagger} is not trained`);
  return settings;
}
