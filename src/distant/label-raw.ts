import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import { type Document, documentOf, type Sentence } from '../corpus/index.js';
import { type Account, makeAccount } from './account.js';
import type { Thresholds } from './combine/settle.js';
import { type LabelSettings, labelBlock } from './label.js';
import { type Prepared, prepareLabels } from './prepare.js';
import { makeProposals, type Proposal } from './proposals.js';
import { type Dropped, rawSieve } from './raw/sieve.js';
import type { DictionaryTeacher } from './teachers/dictionary.js';
import type { Teacher } from './teachers/teacher.js';
import type { UnknownRuleName } from './unknown/index.js';

/** What raw text is labelled with. */
export interface RawLabelling {
  /** Opens the text; it is read twice. */
  readonly blocks: () => AsyncIterable<Sentence[]>;
  readonly teachers: readonly (Teacher | DictionaryTeacher)[];
  readonly shots: readonly Sentence[];
  /** Sentences of development and test: what is nearly one of them is dropped. */
  readonly heldOut: readonly Sentence[];
  readonly thresholds: Thresholds;
  readonly rules: readonly UnknownRuleName[];
  /** Sentences of the first reading. */
  readonly survey: number;
  /** The most that sentences with neither mention nor unknown may be of all; any number where absent. */
  readonly empty?: number | undefined;
  readonly work: (title: string) => WorkOptions;
}

/** Raw text as labelled sentences; the counts are whole once these were read to their end. */
export interface RawLabels {
  readonly prepared: Prepared;
  readonly documents: AsyncIterable<Document>;
  readonly dropped: Dropped;
  readonly account: () => Account;
  readonly proposals: () => readonly Proposal[];
}

/** Surveys raw text, then labels it sentence by sentence. */
export async function labelRaw(options: RawLabelling): Promise<RawLabels> {
  const { blocks, teachers, shots, heldOut, thresholds, rules, work } = options;
  const sieve = rawSieve(shots, heldOut);
  const open = () => sieve(blocks());
  const prepared = await prepareLabels(
    open().sentences,
    teachers,
    shots,
    options.survey,
    work('first reading'),
  );
  const { learnt, knowledge, terms, tailoring } = prepared;
  const account = makeAccount(teachers, learnt.shots);
  const labels = [...new Set(teachers.flatMap((teacher) => teacher.labels))];
  const knows = (name: string): boolean => teachers.some((teacher) => teacher.knows?.(name) === true);
  const proposals = makeProposals(knows, tailoring.company, labels);
  const { sentences, dropped } = open();
  const settings = { teachers, learnt, knowledge, terms, thresholds, rules };
  const taken = { account, proposals, dropped, empty: options.empty ?? 1 };
  return {
    ...{ prepared, dropped },
    documents: labelled(sentences, settings, taken, work('labelling')),
    account: () => account.account(),
    proposals: () => proposals.list(),
  };
}

/** Where sentences are counted as they go by. */
interface Taken {
  readonly account: ReturnType<typeof makeAccount>;
  readonly proposals: ReturnType<typeof makeProposals>;
  readonly dropped: Dropped;
  readonly empty: number;
}

async function* labelled(
  blocks: AsyncIterable<readonly Sentence[]>,
  settings: LabelSettings,
  { account, proposals, dropped, empty }: Taken,
  { onProgress, signal }: WorkOptions,
): AsyncGenerator<Document> {
  let [kept, emptyKept] = [0, 0];
  for await (const block of blocks) {
    throwIfAborted(signal);
    for (const one of await labelBlock(block, settings)) {
      const isEmpty = one.sentence.spans.length === 0 && one.sentence.unknown === undefined;
      if (isEmpty && emptyKept + 1 > empty * (kept + 1)) {
        dropped.empty++;
        continue;
      }
      kept++;
      if (isEmpty) emptyKept++;
      account.add(one);
      proposals.add(one);
      yield documentOf(one.sentence);
    }
    onProgress?.({ done: kept });
  }
}
