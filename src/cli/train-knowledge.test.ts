import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { beforeAll, expect, test } from 'vitest';
import { LESSONS } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { writeCorpus } from '../corpus/index.js';
import { buildKnowledgeBase } from '../knowledge/index.js';
import type { CliCommand } from './command.js';
import { tag } from './tag.js';
import { train } from './train.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const term = (id: string, name: string): string => `[Term]\nid: ${id}\nname: ${name}\n`;

async function run({ define }: CliCommand, args: readonly string[]): Promise<string> {
  let remarks = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  define(command, { print: () => {}, remark: (text) => (remarks += text), work: () => ({}) });
  await command.parseAsync([...args], { from: 'user' });
  return remarks;
}

const training = (out: string, ...more: string[]): string[] => [
  ...[at('few.jsonl'), '--encoder', at('bert'), '--out', at(out), '--steps', '3', '--batch', '4'],
  ...more,
];

beforeAll(async () => {
  await writeTinyBert(at('bert'));
  await writeCorpus(at('few.jsonl'), LESSONS);
  const terms = { do: term('DOID:1', 'fever') + term('DOID:2', 'rash'), chebi: term('CHEBI:1', 'aspirin') };
  for (const [name, text] of Object.entries(terms)) {
    writeFileSync(at(`${name}.obo`), `format-version: 1.2\n\n${text}`);
    await buildKnowledgeBase([{ path: at(`${name}.obo`), format: 'obo' }], at(`${name}.kb`), {});
  }
  await run(train, training('model', '--kb', at('do.kb'), '--kb-labels', 'Disease=DOID:', 'Other=X:,Y:'));
});

test('a model trained with a knowledge base is tagged with it, and says which one it wants', async () => {
  const tagging = [at('model'), at('few.jsonl'), '--out', at('out.jsonl')];
  expect(await run(tag, [...tagging, '--kb', at('do.kb')])).not.toContain('another knowledge base');
  expect(await run(tag, [...tagging, '--kb', at('chebi.kb')])).toContain('another knowledge base: do.obo');
  await expect(run(tag, [at('model'), at('few.jsonl'), '--out', at('no.jsonl')])).rejects.toThrow(
    'needs the knowledge base that it was trained with (do.obo)\n  Name it: --kb FILE.',
  );
  expect(existsSync(at('no.jsonl'))).toBe(false);
});

test.each([
  [['--kb-labels', 'Disease'], 'LABEL=PREFIX,PREFIX was expected'],
  [['--kb-labels', 'Disease=DOID:,'], 'LABEL=PREFIX,PREFIX was expected'],
  [['--kb-labels', 'Disease=DOID:'], '--kb-labels: is of features that come from a knowledge base'],
  [['--kb-learning-rate', '0.1'], '--kb-learning-rate: is of features that come from a knowledge base'],
  [['--crf-learning-rate', '0.1'], '--crf-learning-rate: is of a crf’s transitions, but there is none'],
  [['--kb', 'nowhere.kb'], 'nowhere.kb: no such file'],
])('%j is refused', async (more, message) => {
  await expect(run(train, training('refused', ...more))).rejects.toThrow(message);
  expect(existsSync(at('refused'))).toBe(false);
});
