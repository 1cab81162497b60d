import { type Arm, armsOf, learns, listOf } from './arms.js';
import { type Digests, fileInput } from './digests.js';
import { planner, type Setting } from './plan-stages.js';
import type { ExperimentFile } from './schema.js';
import type { Stage } from './stage.js';

/** The seeds of a run: `sample` of what is learnt from, `train` of how. */
export interface Seed {
  readonly sample: number;
  readonly train: number;
}

/** One figure of the table: an arm (or an ensemble) on a data set under a seed. */
export interface Cell {
  readonly data: string;
  readonly arm: string;
  /** Absent where seeds and shots change nothing. */
  readonly shots?: number | undefined;
  readonly seed?: Seed | undefined;
  readonly score: Stage;
  /** The few-shot sample, and the stages that made sentences of it. */
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
}

/** The graph of an experiment's stages. The same contents and settings give the same keys, whatever the order of the file. */
export function planExperiment(file: ExperimentFile, digests: Digests): Plan {
  const plan = planner(file, digests);
  const arms = armsOf(file);
  const cells: Cell[] = [];
  for (const [data, { test }] of Object.entries(file.data)) {
    const gold = fileInput(test, digests);
    const scored = (cell: Omit<Cell, 'score' | 'data'>, place: readonly string[]): void => {
      cells.push({
        data,
        ...cell,
        score: plan.add('score', place, {}, { tagged: [cell.tagged], gold: [gold] }),
      });
    };
    for (const arm of arms.filter((each) => !learns(each))) {
      const tagged = plan.matched(data, arm, 'test');
      scored({ arm: arm.name, tagged, made: [] }, [data, arm.name]);
    }
    for (const setting of settingsOf(file, data)) {
      for (const arm of arms.filter(learns)) {
        const { few, made } = plan.learntFrom(setting, arm.source);
        const tagged = plan.tagged(setting, arm, 'test');
        const { shots, seed } = setting;
        scored({ arm: arm.name, shots, seed, tagged, few, made }, plan.place(setting, arm.name));
      }
      for (const [name, settings] of Object.entries(file.ensembles)) {
        const members = settings.members.map((member) => arms.find((arm) => arm.name === member) as Arm);
        const tagged = plan.voted(setting, name, settings, members);
        const { shots, seed } = setting;
        scored({ arm: name, shots, seed, tagged, made: [] }, plan.place(setting, name));
      }
    }
  }
  return { stages: plan.stages(), cells };
}

function settingsOf({ sample, seeds }: ExperimentFile, data: string): Setting[] {
  const pairs: Seed[] = Array.isArray(seeds)
    ? seeds.map((seed) => ({ sample: seed, train: seed }))
    : seeds.sample.flatMap((own) => seeds.train.map((train) => ({ sample: own, train })));
  return listOf(sample.shots).flatMap((shots) => pairs.map((seed) => ({ data, shots, seed })));
}
