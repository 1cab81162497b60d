import { type Arm, armsOf, learns, listOf } from './arms.js';
import { type Digests, fileInput } from './digests.js';
import { type Draft, newDraft, type Seed, type Setting } from './planning/draft.js';
import { materialOf } from './planning/material.js';
import { matched, predicted } from './planning/predictions.js';
import { type Compared, compared, type Measured, measured } from './planning/tests.js';
import { voted } from './planning/votes.js';
import type { DataSet, ExperimentFile } from './schema.js';
import type { Stage } from './stage.js';

export type { Seed } from './planning/draft.js';

/** One figure of the table: an arm (or an ensemble) on a data set under a seed. */
export interface Cell {
  readonly data: string;
  readonly arm: string;
  /** Absent where seeds and shots change nothing. */
  readonly shots?: number | undefined;
  readonly seed?: Seed | undefined;
  readonly score: Stage;
  /** The few-shot sample where the arm learns from one, and the stages that made sentences of it. */
  readonly few?: Stage | undefined;
  readonly made: readonly Stage[];
  /** The predictions. */
  readonly tagged: Stage;
}

/** What an experiment comes to. */
export interface Plan {
  /** Every stage once, each behind those that it reads. */
  readonly stages: readonly Stage[];
  /** Data set by data set, number of shots by number of shots, seed by seed. */
  readonly cells: readonly Cell[];
  /** Rows of the tables by more measures, where the file asks for them. */
  readonly measured: readonly Measured[];
  /** Arms of a table tested against each other, where the file asks for it. */
  readonly compared: readonly Compared[];
}

/** What a plan is made for. */
export function targetsOf({ cells, measured, compared }: Plan): Stage[] {
  return [...cells.map(({ score }) => score), ...[...measured, ...compared].map(({ stage }) => stage)];
}

/** The graph of an experiment's stages. The same contents and settings give the same keys, whatever the order of the file. */
export function planExperiment(file: ExperimentFile, digests: Digests): Plan {
  const draft = newDraft(file, digests);
  const arms = armsOf(file);
  const cells = Object.keys(file.data).flatMap((data) => cellsOf(draft, data, arms));
  const more = { measured: measured(draft, cells), compared: compared(draft, arms, cells) };
  return { stages: draft.stages(), cells, ...more };
}

function cellsOf(draft: Draft, data: string, arms: readonly Arm[]): Cell[] {
  const { file, digests } = draft;
  const gold = fileInput((file.data[data] as DataSet).test, digests);
  const scored = (cell: Omit<Cell, 'score' | 'data'>, place: readonly string[]): Cell => {
    const score = draft.add('score', place, {}, { tagged: [cell.tagged], gold: [gold] });
    return { data, ...cell, score };
  };
  const unlearnt = arms
    .filter((arm) => !learns(arm))
    .map((arm) => {
      const tagged = matched(draft, data, arm);
      return scored({ arm: arm.name, tagged, made: [] }, [data, arm.name]);
    });
  const learnt = settingsOf(file, data).flatMap((setting) => {
    const { shots, seed } = setting;
    const single = arms.filter(learns).map((arm) => {
      const { few: labelled, made } = materialOf(draft, setting, arm.source);
      const few = labelled.kind === 'file' ? undefined : labelled;
      const tagged = predicted(draft, setting, arm, 'test');
      const place = draft.place(setting, arm.name);
      return scored({ arm: arm.name, shots, seed, tagged, few, made }, place);
    });
    const together = Object.entries(file.ensembles).map(([name, settings]) => {
      const members = settings.members.map((member) => arms.find((arm) => arm.name === member) as Arm);
      const tagged = voted(draft, setting, name, settings, members);
      return scored({ arm: name, shots, seed, tagged, made: [] }, draft.place(setting, name));
    });
    return [...single, ...together];
  });
  return [...unlearnt, ...learnt];
}

function settingsOf({ sample, seeds }: ExperimentFile, data: string): Setting[] {
  const pairs: Seed[] = Array.isArray(seeds)
    ? seeds.map((seed) => ({ sample: seed, train: seed }))
    : seeds.sample.flatMap((own) => seeds.train.map((train) => ({ sample: own, train })));
  return listOf(sample.shots).flatMap((shots) => pairs.map((seed) => ({ data, shots, seed })));
}
