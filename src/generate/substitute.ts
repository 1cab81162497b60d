import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import type { Layer, Sentence, Span } from '../corpus/sentence.js';
import type { KnowledgeBase } from '../knowledge/knowledge-base.js';
import { type LayerCounts, noLayerCounts, type UnusedMention } from './account.js';
import { conceptsOf, type DrawSettings } from './draw.js';
import type { Marked } from './edit.js';
import { overlaps } from './replace-mention.js';
import { tokenStyles } from './token-style.js';
import { DEFAULT_TYPE_MAP, fitting, mergeTypeMaps, type TypeMap } from './type-map.js';
import { type Mention, type Variants, variants } from './variants.js';

/** Settings of a substitution. */
export interface SubstitutionSettings extends Partial<DrawSettings> {
  readonly layers: readonly Layer[];
  /** Which meanings of a name fit a label, over `DEFAULT_TYPE_MAP`. */
  readonly typeMap?: TypeMap | undefined;
}

/** Sentences made by substitution, and an account of them. */
export interface Substitution {
  /** In order of source sentence, span, layer, draw. */
  readonly sentences: readonly Sentence[];
  /** Labelled mentions in the source, and those with a concept. */
  readonly mentions: number;
  readonly known: number;
  readonly layers: readonly LayerCounts[];
  /** Mentions that nothing was made from, and why. */
  readonly unused: readonly UnusedMention[];
}

const YIELD_EVERY = 32;

/**
 * Makes new sentences by putting, for one mention at a time, the names of its neighbours in the
 * knowledge base in its place (HILGEN, arXiv 2503.04930, the UMLS pipeline). At most `perMention`
 * (10) for each mention and layer; the same arguments give the same sentences. A sentence that is
 * among the source sentences or was made before is dropped and counted.
 *
 * @example
 * const { sentences } = await substitute(fewShot, kb, { layers: ['synonym', 'sibling'], seed: 1 });
 */
export async function substitute(
  source: readonly Sentence[],
  kb: KnowledgeBase,
  { layers, perMention = 10, seed = 1, scopes, typeDepth, related, typeMap = {} }: SubstitutionSettings,
  { onProgress, signal }: WorkOptions = {},
): Promise<Substitution> {
  const settings: DrawSettings = { perMention, seed, scopes, typeDepth, related };
  const types = mergeTypeMaps(DEFAULT_TYPE_MAP, typeMap);
  const styleOf = tokenStyles(source);
  const counts = [...new Set(layers)].map(noLayerCounts);
  const unused: UnusedMention[] = [];
  const collection = collect(source);
  let known = 0;
  for (const [done, sentence] of source.entries()) {
    onProgress?.({ done, total: source.length });
    for (const span of sentence.spans) {
      const mention = understand(kb, sentence, span, types);
      if ('reason' in mention) unused.push(mention);
      else {
        known++;
        for (const count of counts) {
          const given = variants(kb, mention, count.layer, styleOf(sentence), settings);
          collection.add(mention, given, count);
        }
      }
    }
    if (done % YIELD_EVERY === 0) await setImmediate();
    throwIfAborted(signal);
  }
  return { sentences: collection.sentences, mentions: known + unused.length, known, layers: counts, unused };
}

function understand(
  kb: KnowledgeBase,
  sentence: Sentence,
  span: Span,
  types: TypeMap,
): Mention | UnusedMention {
  const isCrossed = sentence.spans.some((other) => other !== span && overlaps(other, span));
  const isInPieces = span.fragments !== undefined && span.fragments.length > 1;
  const all = isCrossed || isInPieces ? [] : conceptsOf(kb, sentence, span);
  const isMarked = span.concept !== undefined && all.length === 1;
  const concepts = isMarked ? all : fitting(all, span.label, types);
  if (concepts.length > 0) return { sentence, span, concepts };
  const why = all.length > 0 ? 'no concept of its type' : 'no concept';
  const reason = isCrossed ? 'overlaps another mention' : isInPieces ? 'in several pieces' : why;
  const text = sentence.text.slice(span.start, span.end);
  return { sentence: sentence.id, text, label: span.label, reason };
}

/** Takes variants in as sentences, the same text with the same spans once. */
function collect(source: readonly Sentence[]) {
  const seen = new Set(source.map(fingerprint));
  const sentences: Sentence[] = [];
  const numbers = new Map<string, number>();

  const add = ({ sentence }: Mention, { found, outOfRange }: Variants, count: LayerCounts): void => {
    count.mentions++;
    count.outOfRange += outOfRange;
    if (found.length > 0) count.found++;
    for (const { marked, origin } of found) {
      const print = fingerprint(marked);
      if (seen.has(print)) {
        count.duplicates++;
        continue;
      }
      seen.add(print);
      count.sentences++;
      const stem = `${sentence.id}/${count.layer}`;
      const number = (numbers.get(stem) ?? 0) + 1;
      numbers.set(stem, number);
      const { text, tokens, spans } = marked;
      sentences.push({ id: `${stem}/${number}`, text, tokens, spans, origin });
    }
  };
  return { sentences, add };
}

function fingerprint({ text, spans }: Marked): string {
  return JSON.stringify([text, spans.map(({ start, end, label }) => [start, end, label])]);
}
