/** The nearest words found so far to one word; of equally near ones the first. */
export class Nearest {
  readonly word: string;
  readonly #count: number;
  readonly #words: string[] = [];
  readonly #cosines: number[] = [];

  constructor(word: string, count: number) {
    this.word = word;
    this.#count = count;
  }

  /** Takes those of some words that are nearer than what is there. */
  offer(words: readonly string[], cosines: Float32Array): void {
    for (let at = 0; at < cosines.length; at++) {
      const cosine = cosines[at] as number;
      const last = this.#cosines.length === this.#count ? this.#cosines.at(-1) : undefined;
      if (last !== undefined && cosine <= last) continue;
      const word = words[at] as string;
      if (word !== this.word) this.#insert(word, cosine);
    }
  }

  /** Nearest first. */
  words(): readonly string[] {
    return [...this.#words];
  }

  #insert(word: string, cosine: number): void {
    const before = this.#cosines.findIndex((other) => other < cosine);
    const place = before < 0 ? this.#cosines.length : before;
    this.#words.splice(place, 0, word);
    this.#cosines.splice(place, 0, cosine);
    this.#words.length = Math.min(this.#words.length, this.#count);
    this.#cosines.length = this.#words.length;
  }
}
