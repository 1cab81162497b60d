/** Sequences of word numbers as paths from `ROOT`, in a hash table of typed arrays: 12 bytes a slot, no objects. */
export interface Trie {
  /** The node behind a word, made where there is none. */
  add(node: number, word: number): number;
  /** The node behind a word, `NOWHERE` where there is none. */
  next(node: number, word: number): number;
  /** Of every node, the one before it and the word between; parents have smaller numbers than their children. */
  edges(): { readonly parents: Int32Array; readonly labels: Int32Array };
  /** Nodes in use, the root among them. */
  readonly size: number;
  readonly bytes: number;
}

export const ROOT = 0;
export const NOWHERE = -1;

/** A trie of the root alone. */
export function makeTrie(): Trie {
  let bits = 10;
  let nodes = new Int32Array(1 << bits).fill(NOWHERE);
  let words = new Int32Array(1 << bits);
  let children = new Int32Array(1 << bits);
  let size = 1;

  const slotOf = (node: number, word: number): number => {
    const mask = nodes.length - 1;
    let at = hash(node, word) >>> (32 - bits);
    while (nodes[at] !== NOWHERE && (nodes[at] !== node || words[at] !== word)) at = (at + 1) & mask;
    return at;
  };

  const grow = (): void => {
    const before = { nodes, words, children };
    bits++;
    nodes = new Int32Array(1 << bits).fill(NOWHERE);
    words = new Int32Array(1 << bits);
    children = new Int32Array(1 << bits);
    before.nodes.forEach((node, at) => {
      if (node !== NOWHERE) set(node, before.words[at] as number, before.children[at] as number);
    });
  };

  const set = (node: number, word: number, child: number): void => {
    const at = slotOf(node, word);
    nodes[at] = node;
    words[at] = word;
    children[at] = child;
  };

  const next = (node: number, word: number): number => {
    const at = slotOf(node, word);
    return nodes[at] === NOWHERE ? NOWHERE : (children[at] as number);
  };

  return {
    next,
    add(node, word) {
      const known = next(node, word);
      if (known !== NOWHERE) return known;
      if (size * 10 > nodes.length * 7) grow();
      set(node, word, size);
      return size++;
    },
    edges() {
      const parents = new Int32Array(size);
      const labels = new Int32Array(size);
      nodes.forEach((node, at) => {
        if (node === NOWHERE) return;
        parents[children[at] as number] = node;
        labels[children[at] as number] = words[at] as number;
      });
      return { parents, labels };
    },
    get size() {
      return size;
    },
    get bytes() {
      return nodes.length * 12;
    },
  };
}

function hash(node: number, word: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(word + 1, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
}
