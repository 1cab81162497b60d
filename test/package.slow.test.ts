import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'hilgen-package-'));

function npm(args: readonly string[], cwd: string): string {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  return execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  const [packed] = JSON.parse(npm(['pack', '--json', '--pack-destination', project], ROOT)) as [
    { filename: string },
  ];
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'empty', private: true, type: 'module' }),
  );
  npm(['install', `./${packed.filename}`, 'typescript@7', '@types/node@20'], project);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

it('type-checks an import from the installed package', () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { HilgenError, readCorpus, type Sentence, sampleFewShot } from 'hilgen';
     const sentences: Sentence[] = await readCorpus('few.jsonl');
     const few = sampleFewShot(sentences, { mode: 'sentences-per-type', shots: 5, seed: 1 });
     if (few.sentences.length === 0) throw new HilgenError('input', { what: 'nothing' });\n`,
  );
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  expect(npm(['exec', '--', 'tsc', ...options, 'use.ts'], project)).toBe('');
});

it('runs the demo from an empty project', () => {
  const report = JSON.parse(npm(['exec', '--', 'hilgen', 'demo', '--json'], project)) as {
    arms: { arm: string; f1: { values: number[] } }[];
  };
  expect(report.arms.map(({ arm }) => arm)).toEqual([
    'dictionary',
    'few-shot only',
    '+ synonym',
    '+ semantic-type',
    '+ parent',
    '+ child',
    '+ sibling',
    '+ all layers',
    '+ LLM (replayed)',
  ]);
  expect(report.arms.map(({ f1 }) => f1.values.length)).toEqual([1, 3, 3, 3, 3, 3, 3, 3, 3]);
});
