import type { Preset, UnitKind } from './preset.js';

const ALWAYS = ['labels', 'count'];
const SENTENCE = ['text', 'mentions', 'marked', 'iob', 'entities'];
const NEIGHBOUR = ['name', 'definition', 'type', 'relation', 'via'];

const BY_UNIT: Readonly<Record<UnitKind, readonly string[]>> = {
  sentence: SENTENCE,
  mention: [...SENTENCE, 'mention', 'label'],
  label: ['label'],
  neighbour: [...SENTENCE, 'mention', 'label', ...NEIGHBOUR, 'begun'],
  neighbours: [...SENTENCE, 'mention', 'label', 'relation', 'neighbours'],
  raw: ['text'],
};

/** The slots that may stand in a list item of a preset. */
export const ITEM_SLOTS = {
  shot: [...SENTENCE, 'mention', 'label'],
  neighbour: ['mention', 'label', ...NEIGHBOUR],
} as const;

/** The slots that may stand in a step's prompt. */
export function slotNames(preset: Preset, step: number): string[] {
  return [
    ...ALWAYS,
    ...BY_UNIT[preset.unit],
    ...(preset.items.shot === undefined ? [] : ['shots']),
    ...(preset.strategies === undefined ? [] : ['strategy']),
    ...(step === 0 ? [] : ['sentences']),
    ...(preset.steps[step]?.each === undefined ? [] : ['line']),
  ];
}
