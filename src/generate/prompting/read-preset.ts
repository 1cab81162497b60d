import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { HilgenError } from '../../base/errors.js';
import { readText } from '../../base/files.js';
import { ANSWER_FORMS, marksRaw, type Preset, presetSchema, templatesOf } from './preset.js';
import { ITEM_SLOTS, slotNames } from './slots.js';
import { slotsOf } from './template.js';

const FOLDER = fileURLToPath(new URL('../../../prompts/', import.meta.url));

/** The names of the presets that come with hilgen. */
export function presetNames(folder: string = FOLDER): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** Where a preset lies: one of ours by its name, else a file. */
export function presetPath(nameOrPath: string, folder: string = FOLDER): string {
  const own = join(folder, `${nameOrPath}.yaml`);
  if (!/[/\\]/.test(nameOrPath) && existsSync(own)) return own;
  if (existsSync(nameOrPath)) return nameOrPath;
  throw new HilgenError('usage', {
    where: nameOrPath,
    what: 'no preset of this name, and no such file',
    hint: `Presets: ${presetNames(folder).join(', ')}. To change one, copy its file from ${folder} and give its path.`,
  });
}

/**
 * Reads a preset and checks it whole: shape, placeholders, steps.
 *
 * @throws HilgenError `input` with `file:line:column` of the first fault.
 */
export async function readPreset(nameOrPath: string): Promise<Preset> {
  const path = presetPath(nameOrPath);
  return parsePreset(await readText(path), path);
}

/** `readPreset` for a text; `path` is for errors. */
export function parsePreset(content: string, path: string): Preset {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const fail = (keys: readonly PropertyKey[], what: string, hint?: string): never => {
    const { line, col } = lines.linePos(offsetOf(document, keys));
    throw new HilgenError('input', { where: `${path}:${line}:${col}`, what, hint });
  };
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new HilgenError('input', {
      where: `${path}:${line}:${col}`,
      what: `not valid YAML (${fault.code})`,
    });
  }
  const parsed = presetSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const keys = issue?.path ?? [];
    return fail(keys, `${keys.join('.') || 'the preset'}: ${issue?.message ?? 'does not fit'}`, SHAPE);
  }
  checkSlots(parsed.data, fail);
  checkSteps(parsed.data, fail);
  return parsed.data;
}

const SHAPE = 'docs/prompting.md shows every key; `hilgen prompts show NAME` prints what a preset sends.';

type Fail = (keys: readonly PropertyKey[], what: string, hint?: string) => never;

function checkSlots(preset: Preset, fail: Fail): void {
  const check = (keys: readonly PropertyKey[], template: string, known: readonly string[]): void => {
    const unknown = slotsOf(template).find(({ name }) => !known.includes(name));
    if (unknown === undefined) return;
    fail(keys, `unknown placeholder {{${unknown.name}}}`, `Here can stand: ${known.join(', ')}.`);
  };
  for (const [name, template] of Object.entries(preset.items)) {
    if (template !== undefined) check(['items', name], template, ITEM_SLOTS[name as keyof typeof ITEM_SLOTS]);
  }
  preset.steps.forEach((step, at) => {
    for (const key of ['system', 'user', 'text', 'begin'] as const) {
      const template = (step as Readonly<Partial<Record<typeof key, string>>>)[key];
      if (template !== undefined) check(['steps', at, key], template, slotNames(preset, at));
    }
  });
}

function checkSteps(preset: Preset, fail: Fail): void {
  const { steps, items, unit, strategies } = preset;
  const used = new Set(
    steps.flatMap(templatesOf).flatMap((template) => slotsOf(template).map(({ name }) => name)),
  );
  if (used.has('neighbours') && items.neighbour === undefined) {
    fail(['steps'], '{{neighbours}} stands here, but items.neighbour does not say how one is written');
  }
  if (strategies !== undefined && (unit.startsWith('neighbour') || marksRaw(preset))) {
    fail(['strategies'], 'strategies are for the units sentence, mention and label');
  }
  const [first, second] = steps;
  if (first?.each !== undefined) fail(['steps', 0, 'each'], 'no step goes before the first');
  if (second !== undefined && first?.answer !== 'lines') {
    fail(['steps', 0, 'answer'], 'a step that another one follows answers in lines');
  }
  if (marksRaw(preset)) {
    if (steps.length > 1 || !['mentions', 'inline'].includes(first?.answer ?? ''))
      fail(['steps', 0, 'answer'], 'the unit raw has one step, which answers in mentions or inline');
  } else {
    const at = steps.findIndex(({ answer }) => answer === 'mentions');
    if (at >= 0)
      fail(
        ['steps', at, 'answer'],
        'mentions alone are an answer for the unit raw: who writes the sentence?',
      );
  }
  if (steps.at(-1)?.answer === 'lines' && unit !== 'mention') {
    const marked = ANSWER_FORMS.filter((form) => form !== 'lines' && form !== 'mentions').join(', ');
    fail(['steps', steps.length - 1, 'answer'], `lines say nothing of mentions: choose from ${marked}`);
  }
}

/** Where the nearest node to a path stands in the file. */
function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  for (let depth = keys.length; depth >= 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
