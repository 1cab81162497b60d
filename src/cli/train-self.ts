import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFolderAtomic } from '../base/folders.js';
import type { Sentence } from '../corpus/index.js';
import { ROUND_FILE, selfTrainInFolders } from '../tagger/self-training/in-folders.js';
import type { Development } from '../tagger/transformer/development.js';
import type { CliContext } from './command.js';
import { withKb } from './tag-decoding.js';
import type { TrainCliOptions } from './train-options.js';
import type { TrainReport } from './train-report.js';

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

/** Rounds of teacher and student; each is kept beside the model until the last is done. */
export async function selfTrainTagger(
  { sentences, development }: Omit<Lesson, 'out'>,
  options: TrainCliOptions,
  context: CliContext,
  learn: Learn,
): Promise<TrainReport> {
  const { selfTrain: rounds = 1, confidence } = options;
  const elsewhere = { out: undefined, json: undefined, checkpointEvery: undefined };
  const settings = { ...options, ...elsewhere, selfTrain: undefined, confidence: undefined };
  const folder = besideModel(options.out, 'rounds');
  const { model, lesson, ...found } = await withKb(options, context, (opening) =>
    selfTrainInFolders({
      ...{ sentences, development, rounds, confidence, folder, settings, opening, work: context.work },
      learn: async (taught, out) => {
        const report = await learn({ sentences: taught, development, out }, options, context);
        return { report, f1: report.development?.f1 };
      },
    }),
  );
  await writeFolderAtomic(options.out, async (target) => {
    cpSync(model, target, { recursive: true });
    rmSync(join(target, ROUND_FILE));
  });
  rmSync(folder, { recursive: true });
  return { ...lesson.report, model: options.out, selfTraining: { ...found, rounds: [...found.rounds] } };
}
