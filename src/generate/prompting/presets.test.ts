import { describe, expect, test } from 'vitest';
import { withTestKnowledgeBase } from '../../knowledge/testing.js';
import { prepareMarks } from './mark.js';
import { assertAsks, prepare } from './prepare.js';
import { marksRaw } from './preset.js';
import { parsePreset, presetNames, readPreset } from './read-preset.js';
import { EYE_OBO, labelled, SHOTS } from './testing.js';

const PLAN = { layers: ['sibling'], perMention: 3, seed: 1 } as const;

const preset = (user: string, more = ''): string =>
  `name: own\nabout: mine\nunit: mention\n${more}steps:\n  - answer: inline\n    user: "${user}"\n`;

test.each(presetNames())('%s: every prompt can be made', async (name) => {
  const read = await readPreset(name);
  expect(read.name).toBe(name);
  await withTestKnowledgeBase(EYE_OBO, (kb) => {
    const { requests, later } = marksRaw(read)
      ? prepareMarks(read, SHOTS, SHOTS)
      : prepare(read, SHOTS, PLAN, kb);
    expect(requests.length).toBeGreaterThan(0);
    expect(later.length > 0).toBe(read.steps.length > 1);
    expect(JSON.stringify([requests, later])).not.toContain('{{');
  });
});

describe('faults that come to light before a call', () => {
  test.each([
    ['an unknown placeholder', preset('{{mentoin}}'), 'own.yaml:6:11: unknown placeholder {{mentoin}}'],
    ['a placeholder of another unit', preset('{{name}}'), 'unknown placeholder {{name}}'],
    ['an unknown key', preset('x', 'shot: 1\n'), 'own.yaml:1:1: the preset: Unrecognized key'],
    ['a missing key', 'name: own\n', 'own.yaml:1:1: about'],
    ['YAML that is none', 'name: "own\n', 'own.yaml:2:1: not valid YAML'],
    [
      'a first step that gives no lines',
      preset('x').concat('  - answer: inline\n    user: x\n'),
      'answers in lines',
    ],
    [
      'mentions of a sentence that nobody gave',
      preset('x').replace('inline', 'mentions'),
      'own.yaml:5:13: mentions alone are an answer for the unit raw',
    ],
    [
      'raw text that is to be written',
      preset('x').replace('mention\n', 'raw\n').replace('inline', 'iob'),
      'the unit raw has one step',
    ],
    [
      'a placeholder that raw text has no value for',
      preset('{{entities}}').replace('mention\n', 'raw\n'),
      'Here can stand: labels, count, text.',
    ],
  ])('%s', (_, content, message) => {
    expect(() => parsePreset(content, 'own.yaml')).toThrow(message);
  });

  test('an empty slot, unless the preset says what stands there otherwise', () => {
    const items = (slot: string) => `items: { shot: "${slot} in {{text}}" }\n`;
    const read = (slot: string) => parsePreset(preset('{{shots}}', items(slot)), 'own.yaml');
    const blank = [labelled('few-1', '[ |D] is blank')];
    expect(() => prepare(read('{{mention|nothing}}'), blank, PLAN)).not.toThrow();
    const empty = [{ ...labelled('few-1', 'x [y|D]'), text: '' }];
    expect(() => prepare(read('{{mention}}'), empty, PLAN)).toThrow(
      'nothing to put in the place of {{mention}}',
    );
  });

  test('a shot without mentions', async () => {
    const shots = [...SHOTS, labelled('few-3', 'Nothing here.')];
    const read = await readPreset('context');
    expect(() => prepare(read, shots, PLAN)).toThrow('few-3: this labelled sentence has no mention');
  });

  test('no knowledge base', async () => {
    const read = await readPreset('grounded');
    expect(() => prepare(read, SHOTS, PLAN)).toThrow('no knowledge base is given');
  });

  test.each([
    ['knows none of the mentions', 'name: other', /nothing to ask\n.*"red eye"/u],
    ['knows one without neighbours', 'name: red eye', /nothing to ask\n.*has a neighbour/u],
  ])('a knowledge base that %s', async (_, name, message) => {
    const read = await readPreset('grounded');
    await withTestKnowledgeBase(`[Term]\nid: T:1\n${name}\n`, (kb) => {
      expect(() => assertAsks(prepare(read, SHOTS, PLAN, kb))).toThrow(message);
    });
  });

  test('a preset that is not there', async () => {
    await expect(readPreset('grouned')).rejects.toThrow(/no preset of this name.*\n.*grounded/u);
  });
});
