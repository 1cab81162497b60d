import type { WorkOptions } from '../base/progress.js';
import type { Layer, SampleMode, Sentence } from '../corpus/index.js';
import type { StrictScores } from '../evaluate/index.js';
import type { KnowledgeBase } from '../knowledge/index.js';
import type { LabelMapping } from '../tagger/dictionary.js';

/** One row of an experiment's table: a tagger and what it learns from. */
export type Arm =
  | {
      /** Matches the knowledge base's names; learns nothing, so seeds do not change it. */
      readonly kind: 'dictionary';
      readonly name: string;
      /** Names as they are written, without the matcher's normalisations and rules. */
      readonly plain?: boolean;
    }
  | {
      /** Learns from the few-shot sample and, through these layers, from sentences made of it. */
      readonly kind: 'tagger';
      readonly name: string;
      readonly layers: readonly Layer[];
      /** Learns from the language model's sentences too. */
      readonly llm?: boolean | undefined;
    };

/** What the language model gave for one few-shot sample. */
export interface Written {
  /** Sentences that were asked for. */
  readonly wanted: number;
  /** Those that passed every check and filter. */
  readonly sentences: readonly Sentence[];
}

/** Asks the language model for sentences around these; the same arguments give the same sentences. */
export type Writer = (few: readonly Sentence[], seed: number, work: WorkOptions) => Promise<Written>;

/** Settings that every arm of an experiment shares. */
export interface Settings {
  readonly sample: { readonly mode: SampleMode; readonly shots: number };
  /** Neighbours for each mention and layer. */
  readonly perMention: number;
  /** As `loadEncoder` takes it. */
  readonly encoder: string;
  /** What suits the encoder where absent. */
  readonly steps?: number | undefined;
  readonly batch?: number | undefined;
  readonly learningRate?: number | undefined;
  /** How the dictionary's concepts are labelled. */
  readonly labels: string | LabelMapping;
}

/** An experiment with everything it reads in memory. */
export interface Experiment {
  readonly settings: Settings;
  readonly arms: readonly Arm[];
  readonly seeds: readonly number[];
  /** Few-shot samples are drawn from here; no other label of it is read. */
  readonly pool: readonly Sentence[];
  /** Opened for scoring only: nothing is chosen on it. */
  readonly test: readonly Sentence[];
  readonly kb: KnowledgeBase;
  /** Present where an arm learns from a language model. */
  readonly write?: Writer | undefined;
}

/** One arm under one seed. A dictionary has no seed. */
export interface Cell {
  readonly arm: Arm;
  readonly seed: number | undefined;
}

/** What a cell gave. */
export interface CellResult {
  readonly arm: string;
  readonly seed: number | undefined;
  /** Ids of the few-shot sample. */
  readonly shots: readonly string[];
  readonly synthetic: number;
  /** Of an arm with a language model: sentences asked for, and those among the synthetic ones. */
  readonly llm?: { readonly wanted: number; readonly kept: number } | undefined;
  readonly scores: StrictScores;
  readonly seconds: number;
}

/** A result with the sentences behind it. */
export interface CellOutcome {
  readonly result: CellResult;
  readonly few: readonly Sentence[];
  readonly synthetic: readonly Sentence[];
  /** The test sentences as tagged. */
  readonly tagged: readonly Sentence[];
}

/** The cells of an experiment, seed by seed, so that every arm has its first figure early. */
export function cellsOf({ arms, seeds }: Pick<Experiment, 'arms' | 'seeds'>): Cell[] {
  const fixed = arms.filter(({ kind }) => kind === 'dictionary').map((arm) => ({ arm, seed: undefined }));
  const learned = arms.filter(({ kind }) => kind === 'tagger');
  return [...fixed, ...seeds.flatMap((seed) => learned.map((arm) => ({ arm, seed })))];
}

/** A cell in words: `+ synonym, seed 2`. */
export function describeCell({ arm, seed }: Cell): string {
  return seed === undefined ? arm.name : `${arm.name}, seed ${seed}`;
}
