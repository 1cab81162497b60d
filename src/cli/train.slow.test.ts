import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { LESSONS } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { writeCorpus } from '../corpus/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

const kept = (out: string): number => {
  const path = at(`${out}.checkpoint/manifest.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).state?.step ?? 0) : 0;
};

/** Runs the command in a process of its own; `signal` is sent once a state of `step` steps or more is kept. */
async function hilgen(
  out: string,
  end?: { readonly signal: NodeJS.Signals; readonly step: number },
): Promise<Ended> {
  const args = ['train', at('few.jsonl'), '--encoder', at('bert'), '--steps', '400', '--batch', '4'];
  const rest = [
    '--dev',
    at('few.jsonl'),
    '--evaluate-every',
    '80',
    '--checkpoint-every',
    '7',
    '--out',
    at(out),
  ];
  const child = spawn(process.execPath, [at('dist/cli/main.js'), ...args, ...rest]);
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, errors }));
  });
  if (end !== undefined) {
    while (kept(out) < end.step && child.exitCode === null) await pause(2);
    child.kill(end.signal);
  }
  return ended;
}

beforeAll(async () => {
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', at('dist')], { cwd: ROOT });
  copyFileSync(join(ROOT, 'package.json'), at('package.json'));
  for (const name of ['node_modules', 'prompts']) symlinkSync(join(ROOT, name), at(name));
  mkdirSync(at('bert'));
  await writeTinyBert(at('bert'));
  await writeCorpus(at('few.jsonl'), LESSONS);
});

test('killed twice and interrupted once, the command ends with the bytes of an undisturbed one', async () => {
  const whole = await hilgen('whole');
  expect(whole.code, whole.errors).toBe(0);
  expect(await hilgen('broken', { signal: 'SIGKILL', step: 40 })).toMatchObject({ signal: 'SIGKILL' });
  const first = kept('broken');
  expect(first).toBeGreaterThanOrEqual(40);
  expect(await hilgen('broken', { signal: 'SIGINT', step: first + 40 })).toMatchObject({ code: 130 });
  const second = kept('broken');
  expect(second).toBeGreaterThanOrEqual(first + 40);
  expect(await hilgen('broken', { signal: 'SIGKILL', step: second + 40 })).toMatchObject({
    signal: 'SIGKILL',
  });
  expect(existsSync(at('broken'))).toBe(false);
  const last = await hilgen('broken');
  expect(last).toMatchObject({ code: 0, errors: expect.stringMatching(/goes on after step \d{3}/) });
  for (const name of ['model.safetensors', 'model.onnx', 'manifest.json']) {
    expect(readFileSync(at(`broken/${name}`)).equals(readFileSync(at(`whole/${name}`))), name).toBe(true);
  }
  expect(existsSync(at('broken.checkpoint'))).toBe(false);
});
