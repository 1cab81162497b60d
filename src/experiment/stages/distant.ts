import { join } from 'node:path';
import { formatNamed, writeDocuments } from '../../corpus/index.js';
import {
  DISTANT_DEFAULTS,
  dictionaryTeacher,
  labelRaw,
  rawBlocks,
  type Teacher,
  tellingTeacher,
  type UnknownRuleName,
} from '../../distant/index.js';
import { parseSwitches } from '../../knowledge/index.js';
import { byConcept, type Labels } from '../../tagger/index.js';
import { onlyPath, type StageKind, type Task } from './kind.js';

export interface Settings {
  readonly labels: Labels;
  /** As `parseSwitches` takes them. */
  readonly match: string;
  readonly upper: number;
  readonly lower: number;
  readonly unknown: readonly UnknownRuleName[];
  readonly empty?: number | undefined;
  /** Whose sentences the inputs `said` are, besides the names. */
  readonly teachers?: readonly string[] | undefined;
}

/**
 * Raw text, a knowledge base and a few-shot sample → sentences labelled by the names in them and by what else is `said`
 * of them, without what is nearly a sentence of `heldOut`. Labels of the raw files are not looked at.
 */
export const distant: StageKind<Settings> = {
  version: 2,
  output: 'sentences.jsonl',
  run: async ({ labels, match, upper, lower, unknown, empty, teachers: further = [] }, task) => {
    const { bench, work } = task;
    const kb = bench.knowledgeBase(onlyPath(task, 'knowledge'));
    const settings = { labels: byConcept(kb, labels), normalisations: parseSwitches(match) };
    const names = await dictionaryTeacher('dictionary', kb, settings, work);
    const said = await tellingTeachers(further, task);
    const found = await labelRaw({
      teachers: [names, ...said],
      shots: await bench.corpus(onlyPath(task, 'few')),
      heldOut: await bench.corpora(task.paths('heldOut')),
      thresholds: { upper, lower },
      rules: unknown,
      ...{ empty, survey: DISTANT_DEFAULTS.survey },
      blocks: () => rawBlocks(task.paths('raw')),
      work: () => work,
    });
    const out = join(task.folder, 'sentences.jsonl');
    await writeDocuments(out, found.documents, { format: formatNamed('jsonl') });
    const { heldOut, shots, empty: over } = found.dropped;
    const rejected = { 'nearly a development or test sentence': heldOut, 'a shot': shots, empty: over };
    return { ...found.account(), rejected };
  },
};

/** A teacher for each name, that repeats what its file says. */
async function tellingTeachers(names: readonly string[], task: Task): Promise<Teacher[]> {
  const paths = task.paths('said');
  return Promise.all(
    names.map(async (name, at) => {
      const teacher = tellingTeacher(name);
      for (const sentence of await task.bench.corpus(paths[at] as string)) teacher.tell(sentence);
      return teacher;
    }),
  );
}
