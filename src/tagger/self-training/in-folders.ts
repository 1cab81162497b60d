import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import { readJson, writeFileAtomic } from '../../base/files.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import type { KnowledgeOptions } from '../knowledge-features/record.js';
import type { Development } from '../transformer/development.js';
import { openTransformer, type TaggingSettings } from '../transformer/model.js';
import { CONFIDENCE, chooseConfidence } from './confidence.js';
import { relabelWith } from './relabel-with.js';
import { type RoundReport, selfTrain } from './rounds.js';

/** What a training came to, as JSON. */
export interface Lesson {
  /** On the development sentences, where there are any. */
  readonly f1?: number | undefined;
}

export interface FolderSelfTraining<L extends Lesson> {
  /** Those of raw text are labelled anew, the others stay as they are. */
  readonly sentences: readonly Sentence[];
  readonly development?: Development | undefined;
  /** Rounds behind the first. */
  readonly rounds: number;
  /** Below which a tagger's word is not taught; chosen on the development sentences where absent, else `CONFIDENCE`. */
  readonly confidence?: number | undefined;
  /** Holds a folder for each round until the caller removes it. */
  readonly folder: string;
  /** What decides on a training besides its sentences: a finished round of other settings is no use. */
  readonly settings: unknown;
  /** Trains a tagger from the start and saves it. */
  readonly learn: (sentences: readonly Sentence[], out: string) => Promise<L>;
  readonly opening?: TaggingSettings & KnowledgeOptions;
  readonly work: (title: string) => WorkOptions;
}

export interface SelfTaught<L> {
  /** The folder of the tagger that was kept, with what `learn` said of it. */
  readonly model: string;
  readonly lesson: L;
  readonly chosen: number;
  readonly rounds: readonly RoundReport[];
}

/** A round's folder holds this file, written last, which is no part of the model. */
export const ROUND_FILE = 'round.json';

/**
 * Self-training (`selfTrain`) whose rounds are folders: done again after an interruption it goes on with the first
 * round that is not finished.
 *
 * @throws HilgenError `input` where no sentence is raw text.
 */
export async function selfTrainInFolders<L extends Lesson>(
  options: FolderSelfTraining<L>,
): Promise<SelfTaught<L>> {
  const { sentences, development, folder, learn, work } = options;
  const raw = sentences.filter(({ origin }) => origin.kind === 'distant');
  if (raw.length === 0) {
    const hint = 'Label some with `hilgen generate --raw` and learn from it too.';
    throw new HilgenError('input', {
      where: 'self-training',
      what: 'needs raw text, and no sentence is any',
      hint,
    });
  }
  const lessons = new Map<string, L>();
  const found = await selfTrain({
    fixed: sentences.filter(({ origin }) => origin.kind !== 'distant'),
    raw,
    rounds: options.rounds,
    learn: async (taught, round) => {
      const out = join(folder, `${round}`);
      const key = keyOf(taught, development?.sentences ?? [], options.settings);
      const lesson = (await finishedLesson<L>(out, key)) ?? (await learn(taught, out));
      await writeFileAtomic(join(out, ROUND_FILE), JSON.stringify({ key, lesson }));
      lessons.set(out, lesson);
      return { model: out, f1: lesson.f1 };
    },
    relabel: async (teacher, round) => {
      const { confidence = await chosenConfidence(teacher, options) } = options;
      const settings = { confidence, teacher: `student of round ${round - 1}` };
      const labelled = await relabelWith(
        teacher,
        raw,
        settings,
        options.opening,
        work(`labelling for round ${round}`),
      );
      return { sentences: labelled, confidence };
    },
  });
  return { ...found, lesson: lessons.get(found.model) as L };
}

/** What was said of a round that was finished before, on the same sentences with the same settings. */
async function finishedLesson<L>(folder: string, key: string): Promise<L | undefined> {
  const path = join(folder, ROUND_FILE);
  if (!existsSync(path)) return undefined;
  const found = (await readJson(path)) as { readonly key: string; readonly lesson: L };
  return found.key === key ? found.lesson : undefined;
}

function keyOf(taught: readonly Sentence[], chosenOn: readonly Sentence[], settings: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const { text, tokens, spans, unknown, origin } of [...taught, ...chosenOn])
    hash.update(JSON.stringify([text, tokens, spans, unknown, origin.kind]));
  return hash.digest('hex');
}

async function chosenConfidence(
  teacher: string,
  { development, opening, work }: Pick<FolderSelfTraining<Lesson>, 'development' | 'opening' | 'work'>,
): Promise<number> {
  if (development === undefined) return CONFIDENCE;
  const model = await openTransformer(teacher, opening);
  try {
    const found: (readonly Span[])[] = [];
    for await (const spans of model.tag(development.sentences, work('choosing the confidence')))
      found.push(spans);
    return chooseConfidence(development.sentences, found);
  } finally {
    await model.close();
  }
}
