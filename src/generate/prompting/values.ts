import type { Layer, Sentence, Span } from '../../corpus/sentence.js';
import { spansToTags } from '../../corpus/spans-to-tags.js';
import type { Drawn } from '../draw.js';
import { replaceMention } from '../replace-mention.js';
import type { TokenStyle } from '../token-style.js';
import type { Values } from './template.js';
import type { TypedKnowledgeBase, Unit } from './units.js';

/** What a labelled sentence gives to a template. */
export function sentenceValues(sentence: Sentence): Values {
  const { text, spans } = sentence;
  const mentions = spans.map(({ start, end, label }) => ({ text: text.slice(start, end), label }));
  return {
    text,
    mentions: JSON.stringify(mentions),
    marked: marked(sentence),
    // Only where it is asked for: mentions that overlap have no tags.
    iob: () => iobLines(sentence),
    entities: mentions.map((mention) => `“${mention.text}” (${mention.label})`).join(', '),
  };
}

/** A sentence as a list item: its own values, and its first mention of the label. */
export function shotValues(sentence: Sentence, label: string | undefined): Values {
  const span = sentence.spans.find((one) => one.label === label) ?? sentence.spans[0];
  return { ...sentenceValues(sentence), ...mentionValues(sentence, span) };
}

/** What a unit gives to a prompt, lists left out. */
export function unitValues({ source, span, label, layer, count, strategy }: Unit): Values {
  return {
    ...(source && sentenceValues(source)),
    ...(source && mentionValues(source, span)),
    label,
    strategy,
    relation: layer && relationOf(layer),
    count: String(count),
  };
}

/** What a neighbour gives. */
export function neighbourValues(
  { id, name, via }: Drawn,
  layer: Layer | undefined,
  kb: TypedKnowledgeBase | undefined,
): Values {
  const types = kb?.semanticTypes?.(id).filter((type) => type.id !== id) ?? [];
  return {
    name,
    definition: kb?.concept(id)?.definition,
    type: types.map((type) => type.name).join(', '),
    relation: layer && relationOf(layer),
    via: via.map((one) => kb?.concept(one)?.name ?? one).join(', '),
  };
}

/** The source sentence up to its mention, the neighbour's name in the mention's place: case, article and spaces fitted. */
export function begun({ source, span, neighbours: [neighbour] }: Unit, style: TokenStyle): string {
  if (source === undefined || span === undefined || neighbour === undefined) return '';
  const { id, name } = neighbour;
  const alone = { ...source, spans: [span] };
  const { text, spans } = replaceMention(alone, span, { name, concept: id, known: undefined }, style);
  return text.slice(0, spans[0]?.end);
}

function mentionValues({ text }: Sentence, span: Span | undefined): Values {
  return span === undefined ? {} : { mention: text.slice(span.start, span.end), label: span.label };
}

const RELATIONS: Readonly<Partial<Record<Layer, string>>> = {
  synonym: 'another name for',
  'semantic-type': 'of the same kind as',
  parent: 'broader than',
  child: 'narrower than',
  sibling: 'a sibling of',
};

function relationOf(layer: Layer): string {
  return RELATIONS[layer] ?? 'related to';
}

/** `[text|label]`; of overlapping spans the first and longest. */
function marked({ text, spans }: Sentence): string {
  let out = '';
  let at = 0;
  for (const { start, end, label } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    out += `${text.slice(at, start)}[${text.slice(start, end)}|${label}]`;
    at = end;
  }
  return out + text.slice(at);
}

function iobLines(sentence: Sentence): string {
  const { text, tokens } = sentence;
  const tags = spansToTags(sentence, 'iob2');
  return tokens.map(({ start, end }, at) => `${text.slice(start, end)} ${tags[at] ?? 'O'}`).join('\n');
}
