import type { Sentence } from '../corpus/index.js';
import type { Account as RawAccount } from '../distant/index.js';
import type { Voter } from '../ensemble/index.js';
import type { MeasureResult, RunRecord, Seed, TestResult } from '../experiment/index.js';
import type { Examined } from './examine.js';
import type { Substitute } from './substitutes.js';

/** All that a report is made of: a run's record, and what its predictions came to. */
export interface Material {
  readonly record: RunRecord;
  /** The experiment file that was run, where it is known. */
  readonly file?: string | undefined;
  readonly tests: Readonly<Record<string, TestSet>>;
  /** Sentences in the development sets of each data set: one number, or one for each sample. */
  readonly development: readonly (readonly [data: string, sentences: readonly number[]])[];
  /** Rows of the tables, in the order of the file. */
  readonly arms: readonly ReportArm[];
  /** In the order of the record's. */
  readonly cells: readonly ReportCell[];
  /** What arms score by the measures that the file names. */
  readonly measured: readonly MeasureResult[];
  /** The tests that the file asks for. */
  readonly compared: readonly TestResult[];
  readonly made: readonly MadeSentences[];
  readonly votes: readonly Votes[];
}

export interface TestSet {
  readonly sentences: number;
  readonly mentions: number;
  /** What is drawn anew and exchanged: documents, or sentences where no document is known. */
  readonly units: number;
  readonly unit: 'document' | 'sentence';
  /** Why mentions are not told apart by the knowledge base, where they are not. */
  readonly unknown?: string | undefined;
}

export interface ReportArm {
  readonly name: string;
  readonly kind: 'dictionary' | 'learner' | 'ensemble';
  /** Of a learner. */
  readonly tagger?: string | undefined;
  readonly source?: string | undefined;
  readonly decode?: string | undefined;
  /** Learns from the few-shot sample alone. */
  readonly isFewShotOnly: boolean;
}

/** One figure of the run with its predictions looked at. */
export interface ReportCell {
  readonly data: string;
  readonly arm: string;
  readonly shots?: number | undefined;
  readonly seed?: Seed | undefined;
  readonly made: number;
  readonly seconds: number;
  readonly scores: Scored;
  readonly examined: Examined;
}

export interface Fractions {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Scored {
  readonly strict: Fractions;
  readonly labels: Readonly<Record<string, Fractions>>;
}

/** What one stage made of one few-shot sample. */
export interface MadeSentences {
  readonly data: string;
  readonly shots: number;
  readonly seed: number;
  readonly source: string;
  readonly kind: 'substitution' | 'language model' | 'raw text';
  readonly sentences: readonly Sentence[];
  readonly substitutes: readonly Substitute[];
  readonly account: Account;
  readonly seconds: number;
}

/** What a stage noted of what it made and dropped. */
export interface Account {
  readonly mentions?: number | undefined;
  readonly known?: number | undefined;
  readonly wanted?: number | undefined;
  readonly drafts?: number | undefined;
  readonly layers?:
    | readonly {
        readonly layer: string;
        readonly mentions: number;
        readonly found: number;
        readonly duplicates: number;
        readonly outOfRange?: number | undefined;
      }[]
    | undefined;
  /** Mentions that nothing was made from, by reason. */
  readonly unused?: Readonly<Record<string, number>> | undefined;
  /** Sentences that were not let through, by check or filter. */
  readonly rejected?: Readonly<Record<string, number>> | undefined;
  /** Of raw text. */
  readonly raw?: RawAccount | undefined;
  readonly spent?:
    | {
        readonly calls: number;
        readonly kept: number;
        readonly promptTokens: number;
        readonly completionTokens: number;
      }
    | undefined;
}

/** One ensemble under its first seed. */
export interface Votes {
  readonly data: string;
  readonly shots: number;
  readonly seed: Seed;
  readonly name: string;
  readonly voters: readonly Voter[];
  readonly gold: readonly Sentence[];
  /** Its output, whose spans say who voted. */
  readonly decided: readonly Sentence[];
  /** What was chosen: members, rule, weights. */
  readonly chosen: Chosen;
}

export interface Chosen {
  readonly members: readonly string[];
  readonly rule: {
    readonly method: string;
    readonly unit: string;
    readonly threshold?: number | undefined;
    readonly agree?: number | undefined;
  };
  readonly weights: readonly { readonly overall: number }[];
  readonly devF1?: number | undefined;
  readonly tried?: number | undefined;
}

/** What is compared in one table: a data set, and shots where the arms learn. */
export interface Group {
  readonly data: string;
  readonly shots: number | undefined;
  readonly title: string;
  readonly rows: readonly { readonly arm: ReportArm; readonly cells: readonly ReportCell[] }[];
}

/** The tables of a report; arms that learn nothing stand in each of their data set's. */
export function groupsOf({ cells, arms }: Pick<Material, 'cells' | 'arms'>): Group[] {
  return [...new Set(cells.map(({ data }) => data))].flatMap((data) => {
    const own = cells.filter((cell) => cell.data === data);
    const counts = [...new Set(own.flatMap(({ shots }) => shots ?? []))];
    return (counts.length === 0 ? [undefined] : counts).map((shots) => ({
      ...{ data, shots },
      title: shots === undefined ? data : `${data}, ${shots} ${shots === 1 ? 'shot' : 'shots'}`,
      rows: arms.flatMap((arm) => {
        const found = own.filter(
          (cell) => cell.arm === arm.name && (cell.shots === undefined || cell.shots === shots),
        );
        return found.length === 0 ? [] : [{ arm, cells: found }];
      }),
    }));
  });
}
