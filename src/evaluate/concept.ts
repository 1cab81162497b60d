import { conceptIds, type Span } from '../corpus/index.js';
import type { Pair } from './pair.js';
import { unitOf } from './score.js';
import { addTally, emptyTally, type Tally, tallyOf } from './tally.js';

/** Concepts found in documents, as the normalisation tasks of BioCreative V (Wei et al. 2015) score them. */
export interface ConceptCount {
  /** All documents together (micro average). */
  readonly total: Tally;
  /** Each label on its own. */
  readonly labels: ReadonlyMap<string, Tally>;
  /** One for each document, in order. */
  readonly documents: readonly Tally[];
}

/**
 * Compares the sets of concept ids of each document; how often and where a concept is mentioned is of no account. A
 * sentence that belongs to no document is one. Nothing where the gold mentions carry no ids, or mentions are
 * predicted but none with an id.
 */
export function countConcepts(pairs: readonly Pair[]): ConceptCount | undefined {
  const golds = new Map<string, Set<string>>();
  const guesses = new Map<string, Set<string>>();
  let predictedSpans = 0;
  for (const pair of pairs) {
    const unit = unitOf(pair);
    addIds(golds, unit, pair.gold.spans);
    addIds(guesses, unit, pair.predicted.spans);
    predictedSpans += pair.predicted.spans.length;
  }
  const isEmpty = (sets: Map<string, Set<string>>): boolean =>
    [...sets.values()].every(({ size }) => size === 0);
  if (isEmpty(golds) || (predictedSpans > 0 && isEmpty(guesses))) return undefined;
  return compare(golds, guesses);
}

function compare(
  golds: ReadonlyMap<string, ReadonlySet<string>>,
  guesses: ReadonlyMap<string, ReadonlySet<string>>,
): ConceptCount {
  const labels = new Map<string, Tally>();
  const documents = [...golds].map(([unit, gold]) => {
    const predicted = guesses.get(unit) ?? new Set();
    for (const label of new Set([...gold, ...predicted].map(labelIn))) {
      const tally = labels.get(label) ?? emptyTally();
      labels.set(label, tally);
      const own = (keys: ReadonlySet<string>): Set<string> =>
        new Set([...keys].filter((key) => labelIn(key) === label));
      addTally(tally, shared(own(gold), own(predicted)));
    }
    return shared(withoutLabels(gold), withoutLabels(predicted));
  });
  const total = emptyTally();
  for (const tally of documents) addTally(total, tally);
  return { total, labels: new Map([...labels].sort(([a], [b]) => (a < b ? -1 : 1))), documents };
}

function shared(gold: ReadonlySet<string>, predicted: ReadonlySet<string>): Tally {
  const correct = [...predicted].filter((key) => gold.has(key)).length;
  return tallyOf(gold.size, predicted.size, correct);
}

/** A label and an id, with a character between that neither has. */
const keyOf = (label: string, id: string): string => `${label}\n${id}`;
const labelIn = (key: string): string => key.slice(0, key.indexOf('\n'));
const withoutLabels = (keys: ReadonlySet<string>): Set<string> =>
  new Set([...keys].map((key) => key.slice(key.indexOf('\n') + 1)));

function addIds(sets: Map<string, Set<string>>, unit: string, spans: readonly Span[]): void {
  const set = sets.get(unit) ?? new Set<string>();
  sets.set(unit, set);
  for (const span of spans) for (const id of idsOf(span)) set.add(keyOf(span.label, id));
}

/** Without the prefix `MESH:`, which some files write and others do not. */
function idsOf(span: Span): string[] {
  return conceptIds(span).map((id) => id.replace(/^MESH:/i, ''));
}
