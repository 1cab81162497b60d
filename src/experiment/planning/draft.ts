import { listOf } from '../arms.js';
import type { Digests } from '../digests.js';
import type { ExperimentFile } from '../schema.js';
import { type Inputs, type Stage, stageOf } from '../stage.js';
import type { KindName, SettingsOf } from '../stages/index.js';

/** The seeds of a run: `sample` of what is learnt from, `train` of how. */
export interface Seed {
  readonly sample: number;
  readonly train: number;
}

/** Where in an experiment something is learnt: on which data, from how many shots, under which seed. */
export interface Setting {
  readonly data: string;
  readonly shots: number;
  readonly seed: Seed;
}

/** Which part of a data set is tagged: the test split, or what settings are chosen on. */
export type Part = 'test' | 'dev';

/** A plan in the making. */
export interface Draft {
  readonly file: ExperimentFile;
  readonly digests: Digests;
  /** Makes a stage; those of the same key are one. */
  add<K extends KindName>(kind: K, place: readonly string[], settings: SettingsOf<K>, inputs: Inputs): Stage;
  /** Names of what is drawn in a setting: data, shots where they vary, the sample's seed. */
  drawn(setting: Setting, ...names: string[]): string[];
  /** Names of what is trained in a setting. */
  place(setting: Setting, ...names: string[]): string[];
  /** In the order in which they were made: each behind those that it reads. */
  stages(): Stage[];
}

/** A plan without stages. */
export function newDraft(file: ExperimentFile, digests: Digests): Draft {
  const stages = new Map<string, Stage>();
  const shotsVary = listOf(file.sample.shots).length > 1;
  const trainingsVary = !Array.isArray(file.seeds);
  const drawn: Draft['drawn'] = ({ data, shots, seed }, ...names) => [
    data,
    ...(shotsVary ? [`${shots} shots`] : []),
    `seed ${seed.sample}`,
    ...names,
  ];
  return {
    file,
    digests,
    add: (kind, place, settings, inputs) => {
      const stage = stageOf(kind, place, settings, inputs);
      const known = stages.get(stage.key) ?? stage;
      stages.set(stage.key, known);
      return known;
    },
    drawn,
    place: (setting, ...names) => [
      ...drawn(setting),
      ...(trainingsVary ? [`training ${setting.seed.train}`] : []),
      ...names,
    ],
    stages: () => [...stages.values()],
  };
}

/** A data set of the file. */
export function dataSet({ file }: Draft, name: string): ExperimentFile['data'][string] {
  const found = file.data[name];
  if (found === undefined) throw new Error(`no data set ${name}`);
  return found;
}
