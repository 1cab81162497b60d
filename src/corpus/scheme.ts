/** Ways to write labelled spans as one tag a token. */
export const SCHEMES = ['io', 'iob1', 'iob2', 'iobes', 'bilou'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** A tag taken apart; BILOU's `L` and `U` are IOBES's `E` and `S`. */
export type Tag =
  | { readonly prefix: 'O' }
  | { readonly prefix: 'B' | 'I' | 'E' | 'S'; readonly label: string };

/** The tag of a token outside every mention. */
export const OUTSIDE: Tag = { prefix: 'O' };

/** The prefixes that each scheme writes, as they stand in a file. */
export const PREFIXES: Readonly<Record<Scheme, string>> = {
  io: 'I',
  iob1: 'BI',
  iob2: 'BI',
  iobes: 'BIES',
  bilou: 'BILU',
};

const MEANINGS = { B: 'B', I: 'I', E: 'E', S: 'S', L: 'E', U: 'S' } as const;
const TAG = /^([BIESLU])-(.+)$/s;

const MEMORY = 20_000;
const memory = new Map<Scheme, Map<string, Tag | undefined>>(SCHEMES.map((scheme) => [scheme, new Map()]));

/** The tag under this scheme, or nothing where the scheme has no such tag. */
export function parseTag(text: string, scheme: Scheme): Tag | undefined {
  if (text === 'O') return OUTSIDE;
  const known = memory.get(scheme) as Map<string, Tag | undefined>;
  const found = known.get(text);
  if (found !== undefined || known.has(text)) return found;
  if (known.size >= MEMORY) known.clear();
  const tag = takeApart(text, scheme);
  known.set(text, tag);
  return tag;
}

function takeApart(text: string, scheme: Scheme): Tag | undefined {
  const [, prefix, label] = TAG.exec(text) ?? [];
  if (prefix === undefined || label === undefined || !PREFIXES[scheme].includes(prefix)) return undefined;
  return { prefix: MEANINGS[prefix as keyof typeof MEANINGS], label };
}

/** Whether `tag` may belong to the same mention as the tag before it. */
export function joins(before: Tag, tag: Tag): boolean {
  return before.prefix !== 'O' && tag.prefix !== 'O' && before.label === tag.label;
}
