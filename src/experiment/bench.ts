import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../base/folders.js';
import { readCorpus, type Sentence } from '../corpus/index.js';
import type { EncoderOptions } from '../encoder/index.js';
import { openKnowledgeBase, type StoredKnowledgeBase } from '../knowledge/index.js';
import type { ModelOptions } from '../llm/index.js';

/** What stages are done with. */
export interface BenchOptions {
  /** The folder in which a language model's answers are kept. */
  readonly answers: string;
  /** How language models are opened. */
  readonly models?: ModelOptions | undefined;
  /** Where encoders come from and are kept. */
  readonly encoder?: Omit<EncoderOptions, 'seed'> | undefined;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly remark?: ((text: string) => void) | undefined;
}

/** Corpora read lately are kept in memory: one test split is asked for by every arm. */
const CORPORA = 8;

/** Reads a corpus; what a stage wrote may be empty: a language model of which nothing was kept, a fold without sentences. */
export async function readStageCorpus(path: string): Promise<Sentence[]> {
  const isOfStage = existsSync(join(dirname(path), MANIFEST));
  return isOfStage && statSync(path).size === 0 ? [] : readCorpus(path);
}

/** What the stages of a run share: each file is opened once. */
export class Bench {
  readonly answers: string;
  readonly models: ModelOptions;
  readonly encoder: Omit<EncoderOptions, 'seed'>;
  readonly now: () => number;
  readonly remark: (text: string) => void;
  readonly #corpora = new Map<string, Promise<readonly Sentence[]>>();
  readonly #bases = new Map<string, StoredKnowledgeBase>();

  constructor({ answers, models = {}, encoder = {}, now, remark = () => {} }: BenchOptions) {
    this.answers = answers;
    this.models = models;
    this.encoder = encoder;
    this.now = now;
    this.remark = remark;
  }

  /** The sentences of a file. */
  corpus(path: string): Promise<readonly Sentence[]> {
    const known = this.#corpora.get(path) ?? readStageCorpus(path);
    this.#corpora.delete(path);
    this.#corpora.set(path, known);
    const [oldest] = this.#corpora.keys();
    if (this.#corpora.size > CORPORA && oldest !== undefined) this.#corpora.delete(oldest);
    return known;
  }

  /** The sentences of several files, one after the other. */
  async corpora(paths: readonly string[]): Promise<Sentence[]> {
    const all: (readonly Sentence[])[] = [];
    for (const path of paths) all.push(await this.corpus(path));
    return all.flat();
  }

  knowledgeBase(path: string): StoredKnowledgeBase {
    const known = this.#bases.get(path) ?? openKnowledgeBase(path);
    this.#bases.set(path, known);
    return known;
  }

  close(): void {
    for (const kb of this.#bases.values()) kb.close();
    this.#bases.clear();
  }
}
