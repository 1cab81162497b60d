import { HilgenError } from '../../base/errors.js';
import type { Relation } from '../document.js';
import type { SpanClaim } from '../place-claims.js';
import type { Attributes, Token } from '../sentence.js';

/** What an `.ann` file says. */
export interface Annotations {
  readonly claims: readonly SpanClaim[];
  readonly relations: readonly Relation[];
  /** Events, equivalences, notes, and whatever belongs to them: as they stand. */
  readonly rest: readonly string[];
}

/** Ids of concepts by mention, and under which name the attribute keeps the words beside them. */
const NAME = 'name';

/**
 * Reads the lines of BRAT standoff: mentions (`T`), their attributes (`A`, `M`) and concepts (`N`), relations (`R`);
 * other lines are kept as they are.
 *
 * @throws HilgenError `input` with `file:line` at the first malformed line.
 */
export function parseAnnotations(lines: readonly string[], path: string): Annotations {
  const state: State = { mentions: new Map(), relations: [], rest: [] };
  const later: { line: string; number: number }[] = [];
  lines.forEach((line, index) => {
    const number = index + 1;
    if (line.trim() === '') return;
    if (line.startsWith('T')) addMention(state, line, failAt(path, number), number);
    else later.push({ line, number });
  });
  // Lines may refer to mentions further down.
  for (const { line, number } of later) addOther(state, line, failAt(path, number));
  const claims = Array.from(state.mentions.values(), ({ claim, concepts, attributes }) => ({
    ...claim,
    span: {
      ...claim.span,
      ...(concepts.length > 0 && { concept: concepts.join('|') }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
    },
  }));
  return { claims, relations: state.relations, rest: state.rest };
}

interface State {
  readonly mentions: Map<string, OpenMention>;
  readonly relations: Relation[];
  readonly rest: string[];
}

interface OpenMention {
  readonly claim: SpanClaim;
  readonly concepts: string[];
  readonly attributes: Record<string, string>;
}

type Fail = (what: string) => never;

function failAt(path: string, line: number): Fail {
  return (what) => {
    throw new HilgenError('input', {
      where: `${path}:${line}`,
      what,
      hint: 'BRAT standoff: an id, a tab, a type with its places or arguments, a tab, the text.',
    });
  };
}

function addMention({ mentions }: State, line: string, fail: Fail, number: number): void {
  const [id = '', body = '', ...surface] = line.split('\t');
  const [, label, places] = /^(\S+) (-?\d+ -?\d+(?:;-?\d+ -?\d+)*)$/.exec(body) ?? [];
  if (label === undefined || places === undefined) fail(`${show(body)} is no type with its offsets`);
  if (mentions.has(id)) fail(`the id ${id} stands there already`);
  const pieces: Token[] = places.split(';').map((place) => {
    const [start, end] = place.split(' ').map(Number) as [number, number];
    return { start, end };
  });
  const claim = {
    ...{ line: number, pieces, span: { id, label } },
    ...(surface.length > 0 && { surface: surface.join('\t') }),
  };
  mentions.set(id, { claim, concepts: [], attributes: {} });
}

function addOther({ mentions, relations, rest }: State, line: string, fail: Fail): void {
  const [id = '', body, ...more] = line.split('\t');
  if (!/^[A-Z*#]/.test(line) || body === undefined) fail(`${show(line)} is no line of BRAT standoff`);
  const [label = '', target = '', ...values] = body.split(' ');
  const mention = mentions.get(target);
  const kind = line[0] as string;
  if ((kind === 'A' || kind === 'M') && mention !== undefined && mention.attributes[label] === undefined) {
    mention.attributes[label] = values.join(' ');
  } else if (
    kind === 'N' &&
    mention !== undefined &&
    label === 'Reference' &&
    values.length === 1 &&
    isPlain(mention, more)
  ) {
    mention.concepts.push(values[0] as string);
    if (more.length > 0) mention.attributes[NAME] = more.join('\t');
  } else if (kind === 'R' && more.every((cell) => cell === '')) {
    relations.push(relationOf(id, label, [target, ...values], fail));
  } else rest.push(line);
}

/** Only the first concept of a mention can have its name kept beside it. */
function isPlain({ concepts, attributes }: OpenMention, name: readonly string[]): boolean {
  return concepts.length === 0 ? true : name.length === 0 && attributes[NAME] === undefined;
}

function relationOf(id: string, label: string, ends: readonly string[], fail: Fail): Relation {
  const args = ends.map((end) => {
    const cut = end.indexOf(':');
    if (cut < 1) return fail(`${show(end)} is no argument: a role, a colon and an id were expected`);
    return { role: end.slice(0, cut), span: end.slice(cut + 1) };
  });
  return { id, label, arguments: args };
}

/** The attributes of a mention less the name of its concept, and that name. */
export function withoutName(attributes: Attributes = {}): {
  name: string | undefined;
  others: [string, string][];
} {
  const others = Object.entries(attributes).filter(([key]) => key !== NAME);
  return { name: attributes[NAME], others };
}

const show = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
