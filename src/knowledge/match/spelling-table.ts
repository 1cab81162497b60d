const S = 's'.charCodeAt(0);
const FREE = -1;

/**
 * Numbers by spelling: a hash table in typed arrays. It is asked by place, so that the words of a text need
 * not be cut out of it; a possessive's `s` counts as one letter more.
 */
export function spellingTable() {
  let hashes = new Int32Array(1024);
  let numbers = new Int32Array(1024);
  let starts = new Int32Array(1024).fill(FREE);
  let lengths = new Uint16Array(1024);
  let letters = new Uint16Array(8192);
  let used = 0;
  let size = 0;

  const slotOf = (hash: number, text: string, start: number, end: number, isPossessive: boolean): number => {
    const mask = hashes.length - 1;
    const length = end - start + (isPossessive ? 1 : 0);
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const from = starts[at] as number;
      if (from === FREE) return at;
      if (hashes[at] !== hash || lengths[at] !== length) continue;
      let same = 0;
      while (same < end - start && letters[from + same] === text.charCodeAt(start + same)) same++;
      if (same === end - start && (!isPossessive || letters[from + same] === S)) return at;
    }
  };
  const grow = (): void => {
    const before = { hashes, numbers, starts, lengths };
    const slots = before.hashes.length * 2;
    hashes = new Int32Array(slots);
    numbers = new Int32Array(slots);
    starts = new Int32Array(slots).fill(FREE);
    lengths = new Uint16Array(slots);
    before.starts.forEach((from, old) => {
      if (from === FREE) return;
      const hash = before.hashes[old] as number;
      let at = hash & (slots - 1);
      while (starts[at] !== FREE) at = (at + 1) & (slots - 1);
      hashes[at] = hash;
      numbers[at] = before.numbers[old] as number;
      starts[at] = from;
      lengths[at] = before.lengths[old] as number;
    });
  };
  return {
    get(text: string, start: number, end: number, isPossessive: boolean): number | undefined {
      const at = slotOf(hashOf(text, start, end, isPossessive), text, start, end, isPossessive);
      return starts[at] === FREE ? undefined : numbers[at];
    },
    /** Words of more than 65,535 letters are left out. */
    add(word: string, number: number): void {
      if (word.length > 0xffff) return;
      if (size * 2 > hashes.length) grow();
      if (used + word.length > letters.length) letters = larger(letters, used + word.length);
      const hash = hashOf(word, 0, word.length, false);
      const at = slotOf(hash, word, 0, word.length, false);
      hashes[at] = hash;
      numbers[at] = number;
      starts[at] = used;
      lengths[at] = word.length;
      for (let index = 0; index < word.length; index++) letters[used++] = word.charCodeAt(index);
      size++;
    },
    get size() {
      return size;
    },
  };
}

function larger(letters: Uint16Array, least: number): Uint16Array<ArrayBuffer> {
  const more = new Uint16Array(Math.max(least, letters.length * 2));
  more.set(letters);
  return more;
}

function hashOf(text: string, start: number, end: number, isPossessive: boolean): number {
  let value = 0;
  for (let at = start; at < end; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) | 0;
  if (isPossessive) value = (Math.imul(value, 31) + S) | 0;
  return value ^ (value >>> 15);
}
