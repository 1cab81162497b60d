/**
 * What a character does to mentions. `word`: a letter or digit; two of them side by side are one
 * word. `free`: of a script that sets no spaces between words, or a sign: a mention may begin and
 * end at it. `gap`: a space or hyphen. `invisible`: a joiner, a soft hyphen, a mark of direction.
 */
export type Kind = 'word' | 'free' | 'gap' | 'invisible';

/** A character with the marks that belong to it. */
export interface Cluster {
  readonly kind: Kind;
  readonly folded: string;
}

// Hangul syllables may come in pieces; half-width katakana carries its voice marks behind it.
const CLUSTER = /[\u1100-\u11ff]+|.[\p{M}\uff9e\uff9f]*/suy;

/** Where the character ends that begins at `start`, its combining marks included. */
export function clusterEnd(text: string, start: number): number {
  const isPlain = text.charCodeAt(start) < 0x80 && !(text.charCodeAt(start + 1) >= 0x300);
  if (isPlain) return start + 1;
  CLUSTER.lastIndex = start;
  return CLUSTER.test(text) ? CLUSTER.lastIndex : start + 1;
}

export type Describe = (written: string) => Cluster;

/** Describes characters; each different one costs once, so one describer serves many texts. */
export function describer(): Describe {
  const known = new Map<string, Cluster>();
  return (written) => {
    let found = known.get(written);
    if (found === undefined) {
      const kind = kindOf(written);
      found = { kind, folded: kind === 'gap' || kind === 'invisible' ? '' : foldCharacter(written) };
      known.set(written, found);
    }
    return found;
  };
}

const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function kindOf(written: string): Kind {
  if (/^[\s\p{Pd}\u2212]/u.test(written)) return 'gap';
  if (/^\p{Cf}/u.test(written)) return 'invisible';
  return /^[\p{L}\p{N}\p{M}]/u.test(written) && !UNSPACED.test(written) ? 'word' : 'free';
}

const QUOTES: Readonly<Record<string, string>> = { '‘': "'", '’': "'", ʼ: "'", '′': "'", '“': '"', '”': '"' };

/** By capitals, so that `ß` is `ss` and both small sigmas are one. */
function foldCharacter(written: string): string {
  const composed = (QUOTES[written] ?? written).normalize('NFKC');
  return composed.toUpperCase().toLowerCase().normalize('NFKC').replace(/\s/gu, '');
}
