import { armsOf, learns } from '../arms.js';
import { fileInput, inputsNamed } from '../digests.js';
import { rawText } from '../schema/sources.js';
import type { LanguageModelSettings, SourceSettings } from '../schema.js';
import type { Artifact, Stage } from '../stage.js';
import { deciding } from './development.js';
import { type Draft, dataSet, type Setting } from './draft.js';
import { knowledgeOf } from './knowledge.js';
import { type FurtherTeacher, labelled, markedByModel, sentencesOfRaw } from './raw-text.js';
import { sampled } from './sample.js';
import { taggedBy } from './training.js';

/** What an arm learns from: a few-shot sample (or all that is labelled), and sentences made of it. */
export interface Material {
  readonly few: Artifact;
  readonly made: readonly Stage[];
}

/** What a source gives in a setting. */
export function materialOf(draft: Draft, setting: Setting, source: string): Material {
  const { file } = draft;
  const {
    labelled: learnsFrom,
    layers,
    'per-mention': perMention,
    related,
    llm,
    raw,
  } = file.sources[source] as SourceSettings;
  const { train } = dataSet(draft, setting.data);
  const few = learnsFrom === 'all' ? fileInput(train, draft.digests) : sampled(draft, setting, 'train');
  const seed = setting.seed.sample;
  const made: Stage[] = [];
  const own = draft.drawn(setting, source);
  if (layers.length > 0) {
    const inputs = { few: [few], knowledge: [knowledgeOf(draft, setting.data)] };
    made.push(draft.add('substitute', own, { layers, perMention, related, seed }, inputs));
  }
  if (llm !== false) {
    const settings = { ...file.llm, ...(llm === true ? {} : llm) } as LanguageModelSettings;
    made.push(written(draft, setting, own, settings, few));
  }
  if (raw !== false) {
    const settings = raw === true ? rawText.parse({}) : raw;
    const arms = settings.teachers.map((arm) => taughtBy(draft, setting, arm));
    const further = [...arms, ...markedByModel(draft, setting, own, settings, few)];
    const place = arms.length === 0 ? own : draft.place(setting, source);
    made.push(labelled(draft, setting, place, settings, few, further));
  }
  return { few, made };
}

/** An arm as a teacher of raw text. */
function taughtBy(draft: Draft, setting: Setting, name: string): FurtherTeacher {
  const arm = armsOf(draft.file).find((one) => one.name === name);
  if (arm === undefined || !learns(arm)) throw new Error(`no arm ${name} that learns`);
  const [dev, tuning] = [deciding(draft, setting, 'weights'), deciding(draft, setting, 'temperature')];
  const lesson = { setting, arm, material: materialOf(draft, setting, arm.source), dev, tuning };
  const place = draft.place(setting, arm.tagger, arm.source, arm.decode, 'raw text');
  return { name, says: taggedBy(draft, lesson, sentencesOfRaw(draft, setting.data), place) };
}

function written(
  draft: Draft,
  { data, seed }: Setting,
  own: readonly string[],
  { source, model, preset, layers, 'per-mention': perMention }: LanguageModelSettings,
  few: Artifact,
): Stage {
  const { digests } = draft;
  const files = inputsNamed(source, digests);
  const settings = {
    source: files.length > 0 ? '' : source,
    ...{ model, layers, perMention, seed: seed.sample, labels: dataSet(draft, data).labels },
  };
  return draft.add('write', own, settings, {
    few: [few],
    knowledge: [knowledgeOf(draft, data)],
    preset: [fileInput(preset, digests)],
    model: files,
  });
}
