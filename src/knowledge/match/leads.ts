import { NOWHERE, ROOT, type Trie } from './trie.js';

/** Whether some name begins with a word, ends with another, and is a name without its first word too. */
export type Leads = (first: number, last: number) => boolean;

/**
 * Which words lead names on: where `renal` stands before `… carcinoma` in some name whose rest is a name,
 * a `renal` before another name that ends in `carcinoma` probably belongs to it.
 */
export function findLeads(trie: Trie, isEnd: (node: number) => boolean, words: number): Leads {
  const pairs = new Set<number>();
  const { parents, labels } = trie.edges();
  // The node of the same path without its first word. Parents come before their children.
  const tails = new Int32Array(trie.size).fill(NOWHERE);
  const firsts = new Int32Array(trie.size).fill(NOWHERE);
  for (let node = 1; node < trie.size; node++) {
    const parent = parents[node] as number;
    const label = labels[node] as number;
    const tail = tails[parent] as number;
    firsts[node] = parent === ROOT ? label : (firsts[parent] as number);
    if (parent === ROOT) tails[node] = ROOT;
    else if (tail !== NOWHERE) tails[node] = trie.next(tail, label);
    const rest = tails[node] as number;
    if (rest > ROOT && isEnd(rest) && isEnd(node)) pairs.add((firsts[node] as number) * words + label);
  }
  return (first, last) => pairs.has(first * words + last);
}
