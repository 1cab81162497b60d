import type { WorkOptions } from '../../base/progress.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import { spansOf } from '../crf/spans.js';
import { freeTransitions, type Transitions } from '../crf/transitions.js';
import type { TaggerModel } from '../tagger.js';
import { type AbstractTransitions, projectTransitions } from './abstract-transitions.js';
import type { Distance } from './distances.js';
import { openSearch, type Search } from './search.js';
import { normaliseRows, supportOf } from './support.js';
import { bestTemperature } from './tune.js';
import type { WordVectors } from './word-vectors.js';

/** Tokens whose neighbours are sought together. */
const QUERIES = 1024;

/**
 * Tags by the nearest neighbours of each token among all tokens of labelled sentences (Yang and Katiyar 2020): alone
 * (NNShot), or after `withTransitions` as the best sequence under transitions (StructShot).
 */
export class NearestTagger implements TaggerModel {
  readonly labels: readonly string[];
  readonly #vectors: WordVectors;
  readonly #search: Search;
  readonly #transitions: Transitions;

  private constructor(
    vectors: WordVectors,
    search: Search,
    labels: readonly string[],
    transitions: Transitions,
  ) {
    this.#vectors = vectors;
    this.#search = search;
    this.labels = labels;
    this.#transitions = transitions;
  }

  /** NNShot over the support; `vectors` are closed with the tagger. */
  static async over(
    vectors: WordVectors,
    support: readonly Sentence[],
    distance: Distance,
    work?: WorkOptions,
  ): Promise<NearestTagger> {
    const rows: Float32Array[] = [];
    for await (const own of vectors.vectorsOf(support, work)) rows.push(own);
    const found = supportOf(support, rows, vectors.width);
    const search = await openSearch(found, distance);
    return new NearestTagger(vectors, search, found.labels, freeTransitions(found.labels.length + 1));
  }

  /** StructShot: the same neighbours, under transitions counted elsewhere. It is closed with the one that it comes from. */
  withTransitions(counts: AbstractTransitions, temperature: number): NearestTagger {
    const transitions = projectTransitions(counts, this.labels.length, temperature);
    return new NearestTagger(this.#vectors, this.#search, this.labels, transitions);
  }

  /** The temperature that does best on a development set. */
  async tune(
    counts: AbstractTransitions,
    dev: readonly Sentence[],
    work?: WorkOptions,
  ): Promise<{ readonly temperature: number; readonly f1: number }> {
    const scores: Float64Array[] = [];
    for await (const own of this.#scores(dev, work)) scores.push(own);
    return bestTemperature(
      dev.map(({ spans }) => spans),
      (temperature) => {
        const tagger = this.withTransitions(counts, temperature);
        return dev.map((sentence, at) => tagger.#decode(sentence, scores[at] as Float64Array));
      },
    );
  }

  async *tag(sentences: readonly Sentence[], work?: WorkOptions): AsyncGenerator<readonly Span[]> {
    let at = 0;
    for await (const scores of this.#scores(sentences, work))
      yield this.#decode(sentences[at++] as Sentence, scores);
  }

  async close(): Promise<void> {
    await this.#search.close();
    await this.#vectors.close();
  }

  #decode({ tokens }: Sentence, scores: Float64Array): readonly Span[] {
    const tags = ['O', ...this.labels.map((label) => `I-${label}`)];
    return spansOf(tokens, scores, { tags, scheme: 'io', transitions: this.#transitions });
  }

  /** Of each sentence, tokens×classes: how near each class is, as the distance below 0. */
  async *#scores(sentences: readonly Sentence[], work?: WorkOptions): AsyncGenerator<Float64Array> {
    let waiting: Float32Array[] = [];
    let count = 0;
    for await (const rows of this.#vectors.vectorsOf(sentences, work)) {
      waiting.push(rows);
      count += rows.length / this.#vectors.width;
      if (count < QUERIES) continue;
      yield* this.#nearness(waiting);
      waiting = [];
      count = 0;
    }
    yield* this.#nearness(waiting);
  }

  async *#nearness(rows: readonly Float32Array[]): AsyncGenerator<Float64Array> {
    const { width } = this.#vectors;
    const classes = this.labels.length + 1;
    const queries = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
    let to = 0;
    for (const own of rows) {
      queries.set(own, to);
      to += own.length;
    }
    const distances = await this.#search.nearest(normaliseRows(queries, width));
    let from = 0;
    for (const own of rows) {
      const next = from + (own.length / width) * classes;
      yield distances.slice(from, next).map((distance) => -distance);
      from = next;
    }
  }
}
