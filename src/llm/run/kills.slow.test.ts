import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { random } from '../../base/random.js';
import { requestStore } from '../store/open-store.js';
import { type LoopbackServer, loopbackServer } from '../testing/loopback-server.js';
import { textOf } from '../testing/requests.js';

const KILLS = 50;
const CALLS = 2000;
const CONCURRENCY = 16;
const DELAY_MS = 50;
/** Lives are counted in calls, so that a busy machine kills at the same moments: fifty of half this length do not finish the run. */
const LONGEST_LIFE_CALLS = 70;

const folder = mkdtempSync(join(tmpdir(), 'hilgen-kills-'));
const build = resolve('.cache/build-kills');
const path = join(folder, 'requests.sqlite');
const received = new Map<string, number>();
let onCall: () => void = () => {};
let server: LoopbackServer;

beforeAll(async () => {
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json', '--outDir', build]);
  server = await loopbackServer(({ body }) => {
    const text = textOf(body);
    received.set(text, (received.get(text) ?? 0) + 1);
    onCall();
    return { kind: 'answer', text: `re: ${text}`, delayMs: DELAY_MS };
  });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a run; `given` collects the keys of the answers that it was given. */
function start(given: Set<string>): ChildProcess {
  const child = spawn(process.execPath, [
    'src/llm/testing/run-child.mjs',
    build,
    server.url,
    path,
    `${CALLS}`,
  ]);
  let rest = '';
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const key of lines) given.add(key);
  });
  child.stderr.pipe(process.stderr);
  return child;
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => child.once('close', (code) => done(code)));

/** The texts that the store has answers to, and the keys. */
function kept(): { readonly texts: Set<string>; readonly keys: Set<string> } {
  const store = requestStore(path);
  const answers = [...store.answers()];
  store.close();
  const texts = answers.map(({ completion }) => completion.text.slice('re: '.length));
  return { texts: new Set(texts), keys: new Set(answers.map(({ key }) => key)) };
}

it(`${KILLS} kills lose no answer and repeat no calls but those in flight`, async () => {
  const given = new Set<string>();
  const generator = random(1, 'kills');
  let owed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const lifetime = generator.int(LONGEST_LIFE_CALLS) + 1;
    const reached = new Promise<void>((done) => {
      let calls = 0;
      onCall = () => {
        if (++calls === lifetime) done();
      };
    });
    const child = start(given);
    const end = ended(child);
    await Promise.race([reached, end]);
    await new Promise((done) => setTimeout(done, generator.float() * DELAY_MS));
    child.kill('SIGKILL');
    await end;
    const { texts, keys } = kept();
    for (const key of given) expect(keys.has(key)).toBe(true);
    const calls = [...received.values()].reduce((sum, times) => sum + times, 0);
    const inFlight = calls - texts.size - owed;
    expect(inFlight).toBeGreaterThanOrEqual(0);
    expect(inFlight).toBeLessThanOrEqual(CONCURRENCY);
    owed += inFlight;
  }
  const before = kept().texts.size;
  expect(await ended(start(given))).toBe(0);
  expect(kept().texts.size).toBe(CALLS);
  expect(kept().keys).toEqual(new Set([...given, ...kept().keys]));
  const calls = [...received.values()].reduce((sum, times) => sum + times, 0);
  console.log(
    `killed ${KILLS} times, ${before} answers before the last life; ${calls} calls for ${CALLS} answers, ${owed} were in flight`,
  );
  expect(calls).toBe(CALLS + owed);
});
