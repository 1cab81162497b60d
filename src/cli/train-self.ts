import { createHash } from 'node:crypto';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readJson, writeFileAtomic } from '../base/files.js';
import { writeFolderAtomic } from '../base/folders.js';
import type { Sentence } from '../corpus/index.js';
import { CONFIDENCE, chooseConfidence } from '../tagger/self-training/confidence.js';
import { relabelWith } from '../tagger/self-training/relabel-with.js';
import { selfTrain } from '../tagger/self-training/rounds.js';
import type { Development } from '../tagger/transformer/development.js';
import type { CliContext } from './command.js';
import { withKb } from './tag-decoding.js';
import type { TrainCliOptions } from './train-options.js';
import { type TrainReport, trainReport } from './train-report.js';

/** What one training learns from, and where it goes. */
export interface Lesson {
  readonly sentences: readonly Sentence[];
  readonly development: Development | undefined;
  readonly out: string;
}

type Learn = (lesson: Lesson, options: TrainCliOptions, context: CliContext) => Promise<TrainReport>;

/** A folder beside the model's, under its name. */
export function besideModel(out: string, extension: string): string {
  return `${out.replace(/[/\\]+$/, '')}.${extension}`;
}

/**
 * Rounds of teacher and student, each in a folder of its own until the last is done: an interrupted command goes on
 * with the first round that is not finished.
 *
 * @throws HilgenError `usage` where no sentence is raw text.
 */
export async function selfTrainTagger(
  { sentences, development }: Omit<Lesson, 'out'>,
  options: TrainCliOptions,
  context: CliContext,
  learn: Learn,
): Promise<TrainReport> {
  const raw = sentences.filter(({ origin }) => origin.kind === 'distant');
  if (raw.length === 0) {
    const hint = 'Label some with `hilgen generate --raw` and name the file too.';
    throw new HilgenError('usage', {
      where: '--self-train',
      what: 'needs raw text, and no sentence is any',
      hint,
    });
  }
  const folder = besideModel(options.out, 'rounds');
  const finished = new Map<string, TrainReport>();
  const { model, chosen, rounds } = await selfTrain({
    fixed: sentences.filter(({ origin }) => origin.kind !== 'distant'),
    raw,
    rounds: options.selfTrain ?? 1,
    learn: async (taught, round) => {
      const out = join(folder, `${round}`);
      const key = keyOf(taught, development?.sentences ?? [], options);
      const report =
        (await reportIn(out, key)) ??
        (await learn({ sentences: taught, development, out }, options, context));
      await writeFileAtomic(join(out, ROUND_FILE), JSON.stringify({ key, report }));
      finished.set(out, report);
      return { model: out, f1: report.development?.f1 };
    },
    relabel: async (teacher, round) => {
      const { confidence = await chosenConfidence(teacher, development, options, context) } = options;
      const settings = { confidence, teacher: `student of round ${round - 1}` };
      const work = context.work(`labelling for round ${round}`);
      const labelled = await withKb(options, context, (opening) =>
        relabelWith(teacher, raw, settings, opening, work),
      );
      return { sentences: labelled, confidence };
    },
  });
  await writeFolderAtomic(options.out, async (target) => {
    cpSync(model, target, { recursive: true });
    rmSync(join(target, ROUND_FILE));
  });
  rmSync(folder, { recursive: true });
  const report = finished.get(model) as TrainReport;
  return { ...report, model: options.out, selfTraining: { chosen, rounds: [...rounds] } };
}

const ROUND_FILE = 'round.json';
const roundFile = z.object({ key: z.string(), report: trainReport });

/** The report of a round that was finished before, on the same sentences with the same settings. */
async function reportIn(folder: string, key: string): Promise<TrainReport | undefined> {
  const path = join(folder, ROUND_FILE);
  if (!existsSync(path)) return undefined;
  const { data } = roundFile.safeParse(await readJson(path));
  return data?.key === key ? data.report : undefined;
}

function keyOf(taught: readonly Sentence[], chosenOn: readonly Sentence[], options: TrainCliOptions): string {
  const { out: _, json: __, selfTrain: ___, confidence: ____, checkpointEvery: _____, ...settings } = options;
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const { text, tokens, spans, unknown, origin } of [...taught, ...chosenOn])
    hash.update(JSON.stringify([text, tokens, spans, unknown, origin.kind]));
  return hash.digest('hex');
}

/** By the development sentences where there are any. */
async function chosenConfidence(
  teacher: string,
  development: Development | undefined,
  options: TrainCliOptions,
  context: CliContext,
): Promise<number> {
  if (development === undefined) return CONFIDENCE;
  const all = { confidence: Number.MIN_VALUE, teacher: '' };
  const work = context.work('choosing the confidence');
  const { sentences } = development;
  const found = await withKb(options, context, (opening) =>
    relabelWith(teacher, sentences, all, opening, work),
  );
  return chooseConfidence(
    sentences,
    found.map(({ spans }) => spans),
  );
}
