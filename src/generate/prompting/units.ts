import { random } from '../../base/random.js';
import type { Layer, Sentence, Span } from '../../corpus/sentence.js';
import type { ConceptReference, KnowledgeBase } from '../../knowledge/knowledge-base.js';
import type { UnusedMention } from '../account.js';
import { conceptsOf, type Drawn, drawNeighbours } from '../draw.js';
import { DEFAULT_TYPE_MAP, fitting, mergeTypeMaps, type TypeMap } from '../type-map.js';
import type { Preset, UnitKind } from './preset.js';

/** What units are drawn from and by. */
export interface PlanSettings {
  readonly layers: readonly Layer[];
  /** Sentences asked for, for each mention, and layer or strategy. */
  readonly perMention: number;
  readonly seed: number;
  readonly typeDepth?: number | undefined;
  /** Which meanings of a name fit a label, over `DEFAULT_TYPE_MAP`. */
  readonly map?: TypeMap | undefined;
}

/** A knowledge base that can say what kind of thing a concept is. */
export interface TypedKnowledgeBase extends KnowledgeBase {
  semanticTypes?(id: string, typeDepth?: number): readonly ConceptReference[];
}

/** What one request, or one in each step, is about. */
export interface Unit {
  /** Tells it from all others of a plan; the draws of its prompt belong to it. */
  readonly id: string;
  /** Sentences asked for. */
  readonly count: number;
  /** Which of several answers to the same prompt. */
  readonly sample: number;
  readonly source?: Sentence | undefined;
  readonly span?: Span | undefined;
  readonly label?: string | undefined;
  readonly layer?: Layer | undefined;
  readonly strategy?: string | undefined;
  readonly neighbours: readonly Drawn[];
}

/** The units of a preset on labelled sentences, and the mentions that none is made of. */
export interface Plan {
  readonly units: readonly Unit[];
  readonly unused: readonly UnusedMention[];
}

type Planner = (
  preset: Preset,
  shots: readonly Sentence[],
  settings: PlanSettings,
  kb?: KnowledgeBase,
) => Plan;

/** Lays out what to ask; the same arguments give the same plan. */
export const planUnits: Planner = (preset, shots, settings, kb) =>
  PLANNERS[preset.unit](preset, shots, settings, kb);

const PLANNERS: Readonly<Record<UnitKind, Planner>> = {
  sentence: ofSentences,
  raw: ofSentences,
  mention: (preset, shots, settings) => withStrategies(preset, settings, mentionsOf(shots)),
  label: (preset, shots, settings) => withStrategies(preset, settings, onlyLabels(mentionsOf(shots))),
  neighbours: (preset, shots, settings, kb) =>
    withNeighbours(shots, settings, kb, preset.group ?? Number.POSITIVE_INFINITY),
  neighbour: (_, shots, settings, kb) => withNeighbours(shots, settings, kb, 1),
};

function ofSentences(preset: Preset, sentences: readonly Sentence[], settings: PlanSettings): Plan {
  return withStrategies(
    preset,
    settings,
    sentences.map((source) => ({ id: source.id, source })),
  );
}

type Stem = Pick<Unit, 'id' | 'source' | 'span' | 'label'> & { readonly sample?: number };

function mentionsOf(shots: readonly Sentence[]): (Stem & { source: Sentence; span: Span; label: string })[] {
  return shots.flatMap((source) =>
    source.spans.map((span) => ({ id: `${source.id}/${span.start}`, source, span, label: span.label })),
  );
}

/** One for each mention of a label, without the mention: samples of the same prompt. */
function onlyLabels(mentions: readonly { readonly label: string }[]): Stem[] {
  const counts = new Map<string, number>();
  return mentions.map(({ label }) => {
    const sample = counts.get(label) ?? 0;
    counts.set(label, sample + 1);
    return { id: `${label}/${sample}`, label, sample };
  });
}

function withStrategies(preset: Preset, { layers, perMention }: PlanSettings, stems: readonly Stem[]): Plan {
  const whole = stems.map((stem): Unit => ({ sample: 0, ...stem, count: perMention, neighbours: [] }));
  if (preset.strategies === undefined) return { units: whole, unused: [] };
  const chosen = Object.entries(preset.strategies).flatMap(([name, strategy]) => {
    const layer = strategy.layers.find((one) => layers.includes(one));
    return layer === undefined ? [] : [{ name, layer, text: strategy.text }];
  });
  const units = chosen.flatMap(({ name, layer, text }) =>
    whole.map((unit) => ({ ...unit, id: `${unit.id}/${name}`, layer, strategy: text })),
  );
  return { units, unused: [] };
}

function withNeighbours(
  shots: readonly Sentence[],
  settings: PlanSettings,
  kb: KnowledgeBase | undefined,
  group: number,
): Plan {
  const units: Unit[] = [];
  const unused: UnusedMention[] = [];
  if (kb === undefined) return { units, unused };
  const types = mergeTypeMaps(DEFAULT_TYPE_MAP, settings.map ?? {});
  for (const { source, span, label } of mentionsOf(shots)) {
    const all = conceptsOf(kb, source, span);
    const isMarked = span.concept !== undefined && all.length === 1;
    const concepts = isMarked ? all : fitting(all, label, types);
    if (concepts.length === 0) {
      const text = source.text.slice(span.start, span.end);
      const reason = all.length > 0 ? 'no concept of its type' : 'no concept';
      unused.push({ sentence: source.id, text, label, reason });
    }
    for (const layer of settings.layers) {
      const { taken } = drawNeighbours(kb, { sentence: source, span, concepts }, layer, settings);
      for (let from = 0; from < taken.length; from += group) {
        const neighbours = taken.slice(from, from + group);
        const id = `${source.id}/${span.start}/${layer}/${from}`;
        units.push({ id, source, span, label, layer, neighbours, count: neighbours.length, sample: 0 });
      }
    }
  }
  return { units, unused };
}

/** The labelled sentences shown in a unit's prompt. */
export function shownShots(
  { shots: choice }: Preset,
  { id, label }: Unit,
  shots: readonly Sentence[],
  seed: number,
): Sentence[] {
  if (choice === undefined) return [...shots];
  const fitting = shots.filter(
    ({ spans }) =>
      choice.which === 'all' || label === undefined || spans.some((span) => span.label === label),
  );
  const drawn = random(seed, 'shots', id).sample(fitting, choice.most);
  return choice.order === 'drawn' ? drawn : fitting.filter((shot) => drawn.includes(shot));
}
