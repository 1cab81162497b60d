import type { Sentence } from '../../corpus/sentence.js';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.js';
import { nameKey } from '../../knowledge/normalise.js';
import { byVerdict, type Filter } from './filter.js';

/** What makes a mention known. */
export interface ConceptSettings {
  readonly kb: Pick<KnowledgeBase, 'lookup'> & {
    /** Names that begin alike. */
    similarNames?(name: string, limit: number): string[];
  };
  /** Their mentions are known, too. */
  readonly shots: readonly Sentence[];
}

const COMPARED = 20;

/** Takes out sentences with a mention that neither the knowledge base nor a shot has: the model may have made it up. */
export const dropUnknownConcepts: Filter<ConceptSettings> = (sentences, { kb, shots }) => {
  const shown = new Set(
    shots.flatMap(({ text, spans }) => spans.map(({ start, end }) => nameKey(text.slice(start, end)))),
  );
  const verdicts = new Map<string, string | undefined>();
  const judge = (mention: string): string | undefined => {
    if (shown.has(nameKey(mention)) || kb.lookup(mention).length > 0) return undefined;
    const nearest = nearestOf(mention, kb.similarNames?.(mention, COMPARED) ?? []);
    return `${JSON.stringify(mention)} is unknown${nearest === undefined ? '' : `; nearest: ${JSON.stringify(nearest)}`}`;
  };
  return byVerdict(sentences, ({ text, spans }) => {
    for (const { start, end } of spans) {
      const mention = text.slice(start, end);
      if (!verdicts.has(mention)) verdicts.set(mention, judge(mention));
      const verdict = verdicts.get(mention);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  });
};

function nearestOf(mention: string, names: readonly string[]): string | undefined {
  const wanted = mention.toLowerCase();
  const ranked = names.map((name) => ({ name, edits: edits(wanted, name.toLowerCase()) }));
  return ranked.sort((a, b) => a.edits - b.edits)[0]?.name;
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
