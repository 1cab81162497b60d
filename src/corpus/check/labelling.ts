import type { Sentence } from '../sentence.js';
import type { Finding } from './finding.js';

/** Labels that occur once in all the sentences. */
export function findRareLabels(sentences: readonly Sentence[]): Finding[] {
  const seen = new Map<string, { count: number; where: string; surface: string }>();
  for (const { id, text, spans } of sentences) {
    for (const { label, start, end } of spans) {
      const entry = seen.get(label) ?? { count: 0, where: id, surface: text.slice(start, end) };
      entry.count++;
      seen.set(label, entry);
    }
  }
  return [...seen]
    .filter(([, { count }]) => count === 1)
    .map(([label, { where, surface }]) => ({
      kind: 'rare-label',
      where,
      what: `${label} occurs only here: “${surface}”`,
    }));
}

interface Uses {
  readonly labels: Map<string, number>;
  readonly first: string;
  bare: number;
}

/**
 * Strings that carry different labels, or that are a mention at least twice and stand unlabelled at least as often;
 * the worst come first.
 */
export function findInconsistent(sentences: readonly Sentence[]): Finding[] {
  const uses = labelledStrings(sentences);
  countBare(sentences, uses);
  const findings: { weight: number; finding: Finding }[] = [];
  for (const [surface, { labels, first, bare }] of uses) {
    const labelled = [...labels.values()].reduce((sum, count) => sum + count, 0);
    const isBare = labelled >= 2 && bare >= labelled && surface.length >= 3;
    if (labels.size < 2 && !isBare) continue;
    const parts = [...labels].sort((a, b) => b[1] - a[1]).map(([label, count]) => `${count} × ${label}`);
    if (bare > 0) parts.push(`${bare} × unlabelled`);
    const weight = labelled - Math.max(...labels.values()) + (isBare ? labelled : 0);
    findings.push({
      weight,
      finding: { kind: 'inconsistent', where: first, what: `“${surface}” is ${parts.join(', ')}` },
    });
  }
  return findings.sort((a, b) => b.weight - a.weight).map(({ finding }) => finding);
}

function labelledStrings(sentences: readonly Sentence[]): Map<string, Uses> {
  const uses = new Map<string, Uses>();
  for (const { id, text, spans } of sentences) {
    for (const { label, start, end } of spans) {
      const surface = text.slice(start, end);
      const entry = uses.get(surface) ?? { labels: new Map(), first: id, bare: 0 };
      entry.labels.set(label, (entry.labels.get(label) ?? 0) + 1);
      uses.set(surface, entry);
    }
  }
  return uses;
}

/** Counts where a labelled string stands as whole tokens outside every mention. */
function countBare(sentences: readonly Sentence[], uses: ReadonlyMap<string, Uses>): void {
  const longest = Math.max(0, ...Array.from(uses.keys(), (surface) => surface.length));
  for (const { text, tokens, spans } of sentences) {
    const covered = tokens.map(({ start, end }) =>
      spans.some((span) => span.start < end && start < span.end),
    );
    tokens.forEach(({ start }, first) => {
      for (let last = first; last < tokens.length && !covered[last]; last++) {
        const end = (tokens[last] as { end: number }).end;
        if (end - start > longest || last - first > 12) break;
        const entry = uses.get(text.slice(start, end));
        if (entry !== undefined) entry.bare++;
      }
    });
  }
}
