/** Names of one length by number, ascending. */
export interface Section {
  /** Words of each of the names, `MOST_WORDS` for those of more. */
  readonly length: number;
  readonly names: readonly number[];
}

/** Names of more words than this are held as if they had this many. */
export const MOST_WORDS = 8;

/** Sections as bytes: the length, how many bytes follow, then the numbers as differences, seven bits a byte. */
export function encodeSections(sections: readonly Section[]): Uint8Array {
  const out: number[] = [];
  for (const { length, names } of sections) {
    const body: number[] = [];
    let last = 0;
    for (const name of names) {
      pushNumber(body, name - last);
      last = name;
    }
    out.push(length);
    pushNumber(out, body.length);
    for (const byte of body) out.push(byte);
  }
  return Uint8Array.from(out);
}

/** The numbers of one section, appended to `into`; other sections are passed over unread. */
export function decodeSection(bytes: Uint8Array, length: number, into: number[]): void {
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const here = bytes[at++];
    const end = next() + at;
    if (here !== length) {
      at = end;
      continue;
    }
    let name = 0;
    while (at < end) {
      name += next();
      into.push(name);
    }
    return;
  }
}

function pushNumber(out: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
  out.push(rest);
}

/** The numbers that stand in all lists; the lists ascend. */
export function intersect(lists: readonly (readonly number[])[]): readonly number[] {
  const [first = [], ...rest] = lists.toSorted((a, b) => a.length - b.length);
  return rest.reduce(common, first);
}

function common(few: readonly number[], many: readonly number[]): number[] {
  const out: number[] = [];
  let from = 0;
  for (const number of few) {
    from = firstFrom(many, number, from);
    if (many[from] === number) out.push(number);
  }
  return out;
}

/** The first place at or behind `from` whose number is not less. */
function firstFrom(list: readonly number[], number: number, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < list.length && (list[low + step] as number) < number) {
    low += step;
    step *= 2;
  }
  let high = Math.min(list.length, low + step + 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
