import { HilgenError } from '../base/errors.js';
import type { Scheme } from '../corpus/index.js';
import { belongsTo, OUTSIDE, parseRawTag, type RawTag } from './raw-tag.js';
import type { RowScanner } from './row-scanner.js';

interface Seen {
  readonly text: string;
  /** Where it stood first. */
  readonly line: number;
}

/** The tags of one file under numbers, and what their order tells of the scheme. */
export class TagNumbers {
  /** By number; 0 is `O`. */
  readonly all: RawTag[] = [OUTSIDE];
  private readonly numbers = new Map<string, number>([['O', 0]]);
  private readonly seen: Seen[] = [{ text: 'O', line: 0 }];
  private readonly texts: Buffer[] = [Buffer.from('O')];
  private readonly counts: number[] = [0];
  /** The number last found under each remainder of a hash. */
  private readonly slots = new Int32Array(1024);
  private startsWithI = false;
  private startsWithB = false;
  private leavesOpen = false;
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws HilgenError `input` for a text that is no tag of any scheme. */
  numberOf(bytes: Buffer, row: Pick<RowScanner, 'tagStart' | 'tagEnd' | 'tagHash'>, line: number): number {
    const { tagStart, tagEnd, tagHash } = row;
    const slot = tagHash & (this.slots.length - 1);
    const known = this.slots[slot] as number;
    if (isSame(this.texts[known] as Buffer, bytes, tagStart, tagEnd)) return known;
    const number = this.find(bytes.toString('utf8', tagStart, tagEnd), line);
    this.slots[slot] = number;
    return number;
  }

  private find(text: string, line: number): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const tag = parseRawTag(text);
    if (tag === undefined)
      throw this.noTag(text, line, 'no tag', 'Tags are O, B-LABEL, I-LABEL and the like.');
    this.numbers.set(text, this.all.length);
    this.seen.push({ text, line });
    this.texts.push(Buffer.from(text));
    this.counts.push(0);
    return this.all.push(tag) - 1;
  }

  /** Takes note of a tag and the one before it; 0 stands before and behind a sentence. */
  note(before: number, number: number): void {
    if (number === 0 && before === 0) return;
    this.counts[number] = (this.counts[number] ?? 0) + 1;
    const last = this.all[before] as RawTag;
    const tag = this.all[number] as RawTag;
    if (openLabel(last) !== innerLabel(tag)) this.leavesOpen = true;
    if (before !== 0 && last.label === tag.label) return;
    if (tag.prefix === 'I') this.startsWithI = true;
    else if (tag.prefix === 'B') this.startsWithB = true;
  }

  /**
   * The scheme whose closing tags occur, however malformed the file is; without any, IOB1 where mentions start with
   * `I-` and no `B-` stands where IOB1 needs none, else IOB2.
   */
  guess(): Scheme {
    const closing = { iobes: 0, bilou: 0 };
    this.all.forEach((tag, number) => {
      if (tag.closing !== undefined) closing[tag.closing] += this.counts[number] ?? 0;
    });
    if (closing.iobes + closing.bilou > 0) return closing.bilou > closing.iobes ? 'bilou' : 'iobes';
    return this.startsWithI && !this.startsWithB ? 'iob1' : 'iob2';
  }

  /** Whether every tag stands where the scheme lets it stand. */
  isWellFormed(scheme: Scheme): boolean {
    if (scheme === 'iob1') return !this.startsWithB;
    if (scheme === 'iob2') return !this.startsWithI;
    return scheme === 'io' || !this.leavesOpen;
  }

  /** @throws HilgenError `input` for the first tag that the scheme has not. */
  checkAll(scheme: Scheme): void {
    const at = this.all.findIndex((tag) => tag !== OUTSIDE && !belongsTo(tag, scheme));
    const foreign = this.seen[at];
    if (foreign === undefined) return;
    throw this.noTag(
      foreign.text,
      foreign.line,
      `no ${scheme.toUpperCase()} tag`,
      'Name the scheme of the file.',
    );
  }

  private noTag(text: string, line: number, what: string, hint: string): HilgenError {
    const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
    return new HilgenError('input', { where: `${this.path}:${line}`, what: `${shown} is ${what}`, hint });
  }
}

function isSame(text: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let at = from; at < to; at++) if (bytes[at] !== text[at - from]) return false;
  return true;
}

function openLabel({ prefix, label }: RawTag): string | undefined {
  return prefix === 'B' || prefix === 'I' ? label : undefined;
}

function innerLabel({ prefix, label }: RawTag): string | undefined {
  return prefix === 'I' || prefix === 'E' ? label : undefined;
}
