import { HilgenError } from '../../base/errors.js';
import type { Sentence } from '../../corpus/sentence.js';
import { tokenise } from '../../corpus/tokenise.js';
import type { JsonSchema, ModelRequest, Parameters, Prompt } from '../../llm/index.js';
import { tokenStyles } from '../token-style.js';
import type { Preset, PresetStep } from './preset.js';
import { fillTemplate, type Values } from './template.js';
import { shownShots, type TypedKnowledgeBase, type Unit } from './units.js';
import { begun, neighbourValues, shotValues, unitValues } from './values.js';

/** What every prompt of a run is made from. */
export interface PromptMaterial {
  readonly preset: Preset;
  readonly shots: readonly Sentence[];
  readonly labels: readonly string[];
  readonly seed: number;
  readonly kb?: TypedKnowledgeBase | undefined;
}

/**
 * The requests of a step on a unit: one, or one for each line of the step before.
 *
 * @param lines sentences or names that the step before gave.
 * @throws HilgenError `input` for a placeholder that nothing fills.
 */
export function requestsFor(
  material: PromptMaterial,
  unit: Unit,
  step: number,
  lines: readonly string[] = [],
): { readonly request: ModelRequest; readonly line?: string }[] {
  const { preset, labels } = material;
  const one = preset.steps[step] as PresetStep;
  const values = valuesOf(material, unit, lines);
  const schema = answerSchema(one, labels);
  const ask = (line?: string): ModelRequest => ({
    prompt: promptOf(one, { ...values, line }, preset, unit),
    parameters: parametersOf(one, material.seed),
    ...(schema && { schema }),
    sample: unit.sample,
  });
  if (one.each === undefined) return [{ request: ask() }];
  return [...new Set(lines)].map((line) => ({ request: ask(line), line }));
}

/** What the sentence of an answer begins with, which the prompt has said already. */
export function beginningOf(material: PromptMaterial, unit: Unit, step: number): string {
  const one = material.preset.steps[step];
  if (one === undefined || !('text' in one) || one.begin === undefined) return '';
  return fillTemplate(one.begin, valuesOf(material, unit, []), emptyIn(material.preset, unit));
}

function valuesOf(material: PromptMaterial, unit: Unit, lines: readonly string[]): Values {
  const { preset, shots, labels, seed, kb } = material;
  const { shot, neighbour } = preset.items;
  const empty = emptyIn(preset, unit);
  const own = unitValues(unit);
  const item = (template: string, values: Values): string => fillTemplate(template, values, empty);
  const shown = shot === undefined ? [] : shownShots(preset, unit, shots, seed);
  const neighbours = unit.neighbours.map((one) => neighbourValues(one, unit.layer, kb));
  return {
    ...own,
    ...(unit.neighbours.length === 1 && neighbours[0]),
    begun: () => (unit.source === undefined ? '' : begun(unit, tokenStyles(shots)(unit.source))),
    labels: labels.join(', '),
    shots: shown.map((one) => item(shot ?? '', shotValues(one, unit.label))).join(BETWEEN),
    neighbours: () => neighbours.map((values) => item(neighbour ?? '', { ...own, ...values })).join('\n'),
    sentences: lines.map((line, at) => `${at + 1}. ${spaced(line)}`).join('\n'),
  };
}

const BETWEEN = '\n\n';

/** One space between every two tokens. */
function spaced(text: string): string {
  return tokenise(text)
    .map(({ start, end }) => text.slice(start, end))
    .join(' ');
}

function promptOf(step: PresetStep, values: Values, preset: Preset, unit: Unit): Prompt {
  const fill = (template: string): string => fillTemplate(template, values, emptyIn(preset, unit));
  if ('text' in step) {
    const begin = step.begin === undefined ? '' : ` ${fill(step.begin)}`;
    return { kind: 'text', text: fill(step.text) + begin };
  }
  const system = step.system === undefined ? [] : [{ role: 'system', content: fill(step.system) } as const];
  return { kind: 'chat', messages: [...system, { role: 'user', content: fill(step.user) }] };
}

function emptyIn(preset: Preset, unit: Unit): (name: string) => never {
  return (name) => {
    throw new HilgenError('input', {
      where: `preset ${preset.name}, ${unit.id}`,
      what: `nothing to put in the place of {{${name}}}`,
      hint: `Say in the preset what stands there otherwise: {{${name}|…}}.`,
    });
  };
}

function parametersOf(step: PresetStep, seed: number): Parameters {
  const { temperature, 'top-p': topP, 'max-tokens': maxTokens, stop } = step;
  return { temperature, topP, maxTokens, stop, seed };
}

/** The shape of an answer in JSON, for models that can keep to one. */
function answerSchema(step: PresetStep, labels: readonly string[]): JsonSchema | undefined {
  const shape = (properties: Record<string, JsonSchema>): JsonSchema => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  });
  const text = { type: 'string' };
  const mention = shape({ text, label: { type: 'string', enum: labels } });
  const mentions = { type: 'array', items: mention };
  // A base model carries on the examples, and shows by where it stops that it has understood them.
  if (step.answer === 'mentions') return 'text' in step ? undefined : shape({ mentions });
  if (step.answer !== 'json') return undefined;
  return shape({ sentences: { type: 'array', items: shape({ name: text, sentence: text, mentions }) } });
}
