import { z } from 'zod';
import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import type { Sentence } from '../corpus/index.js';
import { pairSentences, traitsOf } from '../evaluate/index.js';
import {
  armsOf,
  type Cell,
  type ExperimentFile,
  learns,
  measuresOfRun,
  readStageCorpus,
  restsOn,
  resultsOf,
  type Stage,
  testsOfRun,
} from '../experiment/index.js';
import { examine, type Material, substitutesIn } from '../report/index.js';
import { knownNames } from './report-known.js';
import type { OpenedRun } from './report-open.js';

type Artifact = Stage['inputs'][string][number];

/** Reads a finished run, prediction by prediction. */
export async function readMaterial(run: OpenedRun, work: WorkOptions): Promise<Material> {
  const { file, plan, store, record, path } = run;
  const corpora = new Map<string, Promise<Sentence[]>>();
  const pathOf = (input: Artifact): string => (input.kind === 'file' ? input.path : store.outputOf(input));
  const shared = (input: Artifact): Promise<Sentence[]> => {
    const place = pathOf(input);
    const known = corpora.get(place) ?? readStageCorpus(place);
    corpora.set(place, known);
    return known;
  };
  const all = async (inputs: readonly Artifact[]): Promise<Sentence[]> =>
    (await Promise.all([...new Set(inputs)].map(shared))).flat();
  const goldOf = ({ score }: Cell): Promise<Sentence[]> => all(score.inputs.gold ?? []);

  const known = knownNames(plan.cells, pathOf);
  const cells: Material['cells'][number][] = [];
  const tests: Record<string, Material['tests'][string]> = {};
  let made: Material['made'];
  try {
    for (const [done, cell] of plan.cells.entries()) {
      work.onProgress?.({ done, total: plan.cells.length });
      throwIfAborted(work.signal);
      const gold = await goldOf(cell);
      const { isKnown, unknown } = known.of(cell.data);
      tests[cell.data] ??= { ...sizesOf(gold), unknown };
      const learnt = await all(learntFrom(cell));
      const train = learnt.length === 0 ? undefined : learnt;
      const traits = traitsOf(gold, { train, isKnown }).filter(({ name }) => name !== 'frequency');
      const result = resultsOf(cell, store);
      if (result === undefined) throw new Error(`${cell.score.id} has no scores`);
      const { data, arm, shots, seed, synthetic, seconds, scores } = result;
      const examined = examine(pairSentences(gold, await readStageCorpus(pathOf(cell.tagged))), traits);
      cells.push({ data, arm, shots, seed, made: synthetic, seconds, scores, examined });
    }
    made = await madeSentences();
  } finally {
    known.close();
  }
  return {
    ...{ record, file: path, tests, cells, arms: armsOfReport(file) },
    development: await developmentOf(),
    ...{ measured: measuresOfRun(run), compared: testsOfRun(run) },
    made,
    votes: await votes(),
  };

  async function developmentOf(): Promise<Material['development']> {
    const sets = new Map<string, Set<Artifact>>();
    for (const { data, score } of plan.cells) {
      const own = [...restsOn(score)].flatMap((stage) => stage.inputs.dev ?? []);
      if (own.length > 0) sets.set(data, new Set([...(sets.get(data) ?? []), ...own]));
    }
    const sizes: [string, number[]][] = [];
    for (const [data, own] of sets) {
      sizes.push([data, await Promise.all([...own].map(async (set) => (await shared(set)).length))]);
    }
    return sizes;
  }

  async function madeSentences(): Promise<Material['made']> {
    const found = new Map<string, Material['made'][number]>();
    const sources = new Map(armsOf(file).map((arm) => [arm.name, learns(arm) ? arm.source : arm.name]));
    for (const { data, shots = 0, seed, arm, made } of plan.cells) {
      for (const stage of made) {
        const source = sources.get(arm) ?? arm;
        const result = store.find(stage)?.result ?? {};
        const account = { ...noted.parse(result), raw: labelledRaw.safeParse(result).data };
        const sentences = await shared(stage);
        const few = await all(stage.inputs.few ?? []);
        found.set(`${source}\n${stage.key}`, {
          ...{ data, shots, source, account, seed: seed?.sample ?? 0 },
          kind: MADE_BY[stage.kind] ?? 'substitution',
          sentences,
          substitutes: substitutesIn(sentences, few, known.of(data).kb),
          seconds: store.find(stage)?.seconds ?? 0,
        });
      }
    }
    return [...found.values()];
  }

  async function votes(): Promise<Material['votes']> {
    const firsts = new Map<string, Cell>();
    for (const cell of plan.cells) {
      const place = JSON.stringify([cell.data, cell.shots, cell.arm]);
      if (cell.tagged.kind === 'ensemble' && !firsts.has(place)) firsts.set(place, cell);
    }
    return Promise.all(
      [...firsts.values()].map(async (cell): Promise<Material['votes'][number]> => {
        const { data, arm: name, shots = 0, seed = { sample: 0, train: 0 }, tagged } = cell;
        const { members } = named.parse(tagged.settings);
        const inputs = tagged.inputs.tagged ?? [];
        const voters = inputs.map(async (input, at) => ({
          name: members[at] ?? '',
          sentences: await shared(input),
        }));
        return {
          ...{ data, name, shots, seed, voters: await Promise.all(voters), gold: await goldOf(cell) },
          decided: await shared(tagged),
          chosen: chosen.parse(store.find(tagged)?.result),
        };
      }),
    );
  }
}

/** What stages of these kinds make; others substitute. */
const MADE_BY: Readonly<Record<string, Material['made'][number]['kind']>> = {
  write: 'language model',
  distant: 'raw text',
};

/** The few-shot samples, and what was made of them, of every training that a cell rests on. */
function learntFrom({ tagged }: Cell): Artifact[] {
  const trainings = [...restsOn(tagged)].filter(({ kind }) => kind === 'train');
  return trainings.flatMap(({ inputs }) => [...(inputs.few ?? []), ...(inputs.made ?? [])]);
}

function sizesOf(gold: readonly Sentence[]): Omit<Material['tests'][string], 'unknown'> {
  const isOfDocuments = gold.some(({ document }) => document !== undefined);
  return {
    sentences: gold.length,
    mentions: gold.reduce((sum, { spans }) => sum + spans.length, 0),
    units: new Set(gold.map(({ id, document }) => document?.id ?? id)).size,
    unit: isOfDocuments ? 'document' : 'sentence',
  };
}

function armsOfReport(file: ExperimentFile): Material['arms'] {
  const arms = armsOf(file).map((arm): Material['arms'][number] => {
    if (!learns(arm)) return { ...arm, kind: 'dictionary', isFewShotOnly: false };
    const source = file.sources[arm.source];
    const isFewShotOnly =
      source?.layers.length === 0 &&
      source.llm === false &&
      source.raw === false &&
      source.labelled === undefined;
    return { ...arm, kind: 'learner', isFewShotOnly };
  });
  const ensembles = Object.keys(file.ensembles).map(
    (name) => ({ name, kind: 'ensemble', isFewShotOnly: false }) as const,
  );
  return [...arms, ...ensembles];
}

const number = z.number();
const counts = z.record(z.string(), number);
const noted = z.object({
  mentions: number.optional(),
  known: number.optional(),
  wanted: number.optional(),
  drafts: number.optional(),
  layers: z
    .array(
      z.object({
        layer: z.string(),
        mentions: number,
        found: number,
        duplicates: number,
        outOfRange: number.optional(),
      }),
    )
    .optional(),
  unused: counts.optional(),
  rejected: counts.optional(),
  spent: z.object({ calls: number, kept: number, promptTokens: number, completionTokens: number }).optional(),
});

const labelledRaw = z.object({
  ...{ sentences: number, tokens: number, spanTokens: number, unknownTokens: number, candidates: number },
  ...{ spans: counts, unknown: counts },
  teachers: z.array(
    z.object({
      ...{ teacher: z.string(), claims: number, coverage: number, overlap: number, conflict: number },
      precision: number.optional(),
      shots: z.object({ claims: number, right: number, mentions: number }),
    }),
  ),
});

const named = z.object({ members: z.array(z.string()) });

const chosen = z.object({
  members: z.array(z.string()),
  rule: z.object({
    method: z.string(),
    unit: z.string(),
    threshold: number.optional(),
    agree: number.optional(),
  }),
  weights: z.array(z.object({ overall: number })),
  devF1: number.optional(),
  tried: number.optional(),
});
