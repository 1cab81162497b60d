import { HilgenError } from '../base/errors.js';
import { type Arm, isTrained, learns, listOf } from './arms.js';
import { type Digests, encoderInputs, fileInput } from './digests.js';
import type { Seed } from './plan.js';
import type {
  DataSet,
  EnsembleSettings,
  ExperimentFile,
  LanguageModelSettings,
  SourceSettings,
} from './schema.js';
import { type Artifact, type Inputs, type Stage, stageOf } from './stage.js';
import type { KindName, SettingsOf } from './stages/index.js';

/** Where in an experiment something is learnt: on which data, from how many shots, under which seed. */
export interface Setting {
  readonly data: string;
  readonly shots: number;
  readonly seed: Seed;
}

type Learning = Extract<Arm, { source: string }>;

/** Which part of a data set is tagged. */
type Part = 'test' | 'dev';

/** What an arm learns from. */
interface Learnt {
  readonly few: Stage;
  readonly made: readonly Stage[];
}

/** Makes stages; those of the same key are one. */
export function planner(file: ExperimentFile, digests: Digests) {
  const stages = new Map<string, Stage>();
  const { sample, sources, taggers } = file;
  const dataSet = (name: string): DataSet => file.data[name] as DataSet;
  const shotsVary = listOf(sample.shots).length > 1;
  const trainingsVary = !Array.isArray(file.seeds);

  const add = <K extends KindName>(
    kind: K,
    place: readonly string[],
    settings: SettingsOf<K>,
    inputs: Inputs,
  ): Stage => {
    const stage = stageOf(kind, place, settings, inputs);
    const known = stages.get(stage.key) ?? stage;
    stages.set(stage.key, known);
    return known;
  };

  const drawn = ({ data, shots, seed }: Setting): string[] => [
    data,
    ...(shotsVary ? [`${shots} shots`] : []),
    `seed ${seed.sample}`,
  ];
  const place = (setting: Setting, ...names: string[]): string[] => [
    ...drawn(setting),
    ...(trainingsVary ? [`training ${setting.seed.train}`] : []),
    ...names,
  ];

  const knowledge = (data: string): Artifact => {
    const name = dataSet(data).knowledge as string;
    const settings = file.knowledge[name];
    if (settings === undefined) throw new Error(`no knowledge base ${name}`);
    if ('kb' in settings) return fileInput(settings.kb, digests);
    const { sources: files, 'term-types': termTypes, 'semantic-types': semanticTypes, ...rest } = settings;
    const formats = files.map(({ format }) => format);
    const inputs = { sources: files.map(({ path }) => fileInput(path, digests)) };
    return add('knowledge', [name], { formats, termTypes, semanticTypes, ...rest }, inputs);
  };

  const sampled = (setting: Setting, part: 'train' | 'dev'): Stage => {
    const { shots, seed, data } = setting;
    const pool = fileInput(dataSet(data)[part] as string, digests);
    const own = part === 'train' ? drawn(setting) : [...drawn(setting), 'development'];
    return add('sample', own, { mode: sample.mode, shots, seed: seed.sample }, { pool: [pool] });
  };

  const learntFrom = (setting: Setting, source: string): Learnt => {
    const few = sampled(setting, 'train');
    const { layers, 'per-mention': perMention, llm } = sources[source] as SourceSettings;
    const seed = setting.seed.sample;
    const made: Stage[] = [];
    const own = [...drawn(setting), source];
    if (layers.length > 0) {
      const inputs = { few: [few], knowledge: [knowledge(setting.data)] };
      made.push(add('substitute', own, { layers, perMention, seed }, inputs));
    }
    if (llm !== false) {
      const settings = { ...file.llm, ...(llm === true ? {} : llm) } as LanguageModelSettings;
      made.push(written(own, settings, seed, few, setting.data));
    }
    return { few, made };
  };

  const written = (
    own: readonly string[],
    { source, model, preset, layers, 'per-mention': perMention }: LanguageModelSettings,
    seed: number,
    few: Stage,
    data: string,
  ): Stage => {
    const isFile = digests.has(source);
    const settings = {
      source: isFile ? '' : source,
      ...{ model, layers, perMention, seed, labels: dataSet(data).labels },
    };
    return add('write', own, settings, {
      few: [few],
      knowledge: [knowledge(data)],
      preset: [fileInput(preset, digests)],
      model: isFile ? [fileInput(source, digests)] : [],
    });
  };

  /** The development set, as large as the file says. */
  const development = (setting: Setting): Artifact | undefined => {
    if (file.development === 'none') return undefined;
    if (file.development === 'shots') return sampled(setting, 'dev');
    return fileInput(dataSet(setting.data).dev as string, digests);
  };

  const trained = (setting: Setting, { tagger: name, source }: Learning): Stage => {
    const settings = taggers[name];
    if (!isTrained(settings)) throw new Error(`${name} is not trained`);
    const { few, made } = learntFrom(setting, source);
    const dev = development(setting);
    const { kind, encoder, steps, epochs, batch, freeze, reinit, patience } = settings;
    return add(
      'train',
      place(setting, name, source),
      {
        tagger: kind,
        encoder: digests.has(encoder) ? undefined : encoder,
        ...{ steps, epochs, batch, freeze, reinit, patience },
        learningRate: settings['learning-rate'],
        layerDecay: settings['layer-decay'],
        featureLayers: settings['feature-layers'],
        asPublished: settings['as-published'],
        seed: setting.seed.train,
      },
      { few: [few], made, encoder: encoderInputs(encoder, digests), dev: dev === undefined ? [] : [dev] },
    );
  };

  /** What is tagged: the test split, or the development set of the setting. */
  const corpus = (setting: Setting, part: Part): Artifact =>
    part === 'test'
      ? fileInput(dataSet(setting.data).test, digests)
      : (development(setting) ?? noDevelopment());

  const tagged = (setting: Setting, arm: Learning, part: Part): Stage => {
    const settings = taggers[arm.tagger];
    if (!isTrained(settings)) throw new Error(`${arm.tagger} is not trained`);
    const { few, made } = learntFrom(setting, arm.source);
    const { decode } = arm;
    const dev = development(setting);
    const model = trained(setting, arm);
    const own = place(setting, arm.tagger, arm.source, decode, ...(part === 'dev' ? ['development'] : []));
    const inputs = { model: [model], corpus: [corpus(setting, part)] };
    if (decode === 'classifier') return add('tag', own, { decode }, inputs);
    const { distance, vectors, temperature } = settings;
    const neighbours = { ...inputs, few: [few], made };
    if (decode === 'nnshot') return add('tag', own, { decode, distance, vectors }, neighbours);
    const isTuned = dev !== undefined && temperature === undefined;
    const all = { ...neighbours, dev: isTuned ? [dev] : [] };
    return add('tag', own, { decode, distance, vectors, temperature }, all);
  };

  const matched = (data: string, arm: Arm, part: Part, setting?: Setting): Stage => {
    const settings = taggers[arm.tagger];
    const { labels = '' } = dataSet(data);
    const match = settings?.kind === 'dictionary' ? settings.match : 'all';
    const text =
      part === 'dev' && setting !== undefined
        ? corpus(setting, 'dev')
        : fileInput(dataSet(data).test, digests);
    const own = part === 'dev' && setting !== undefined ? [...drawn(setting), 'development'] : [data];
    return add(
      'match',
      [...own, arm.tagger],
      { labels, match },
      { knowledge: [knowledge(data)], corpus: [text] },
    );
  };

  const voted = (
    setting: Setting,
    name: string,
    settings: EnsembleSettings,
    members: readonly Arm[],
  ): Stage => {
    const dev = development(setting);
    const { method, unit, threshold, agree } = settings;
    const weights = settings.weights ?? (dev === undefined ? 'uniform' : 'dev-f1');
    const of = (arm: Arm, part: Part): Stage =>
      learns(arm) ? tagged(setting, arm, part) : matched(setting.data, arm, part, setting);
    const needsDev = method === 'best' || weights !== 'uniform';
    return add(
      'ensemble',
      place(setting, name),
      { members: members.map((arm) => arm.name), method, unit, threshold, agree, weights },
      {
        tagged: members.map((arm) => of(arm, 'test')),
        taggedDev: needsDev ? members.map((arm) => of(arm, 'dev')) : [],
        dev: needsDev && dev !== undefined ? [dev] : [],
      },
    );
  };

  return { add, place, learntFrom, tagged, matched, voted, stages: () => [...stages.values()] };
}

function noDevelopment(): never {
  throw new HilgenError('input', {
    what: 'there is no development set to choose on',
    hint: 'Say how large it is: `development: shots` or `development: whole`.',
  });
}
