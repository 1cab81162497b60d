// Measures the runner against a server of its own, and a model file against node-llama-cpp called bare.
//
//   npm run build && node bench/llm.mjs run [CALLS]
//   npm run build && node bench/llm.mjs store [ANSWERS]
//   npm run build && HILGEN_LLAMA=.cache/llama node bench/llm.mjs local MODEL.gguf [THREADS]
//
// Another build: HILGEN_BUILD=path/to/build (default dist).
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const build = resolve(process.env.HILGEN_BUILD ?? 'dist');
const load = (path) => import(pathToFileURL(join(build, path)).href);
const DELAY_MS = 50;
const CONCURRENCY = 16;

const [mode = 'run', ...rest] = process.argv.slice(2);
const MODES = { run, store, local, serve };
await MODES[mode](...rest);

/** Wall time against the ideal, and memory, over so many calls of 50 ms, 16 at once. */
async function run(count = '2000') {
  const calls = Number(count);
  const { openLanguageModel, requestStore, runRequests } = await load('llm/index.js');
  const { child, url } = await startServer();
  const model = await openLanguageModel({ source: url, name: 'tiny' });
  await inFolder(async (folder) => {
    const requests = await requestsOf(calls);
    const warm = requestStore(join(folder, 'warm.sqlite'));
    await runRequests(requests.slice(0, 64), { model, store: warm, limits: { concurrency: CONCURRENCY } });
    warm.close();
    const store = requestStore(join(folder, 'requests.sqlite'));
    const heap = [];
    const every = Math.max(1, Math.floor(calls / 8));
    const onProgress = ({ done }) => {
      if (done % every === 0) heap.push(Math.round(process.memoryUsage().rss / 1e6));
    };
    const cpu = process.cpuUsage();
    const report = await runRequests(requests, {
      model,
      store,
      limits: { concurrency: CONCURRENCY },
      onProgress,
    });
    const { user, system } = process.cpuUsage(cpu);
    const ideal = (calls / CONCURRENCY) * (DELAY_MS / 1000);
    print({
      calls: report.calls,
      answered: report.asked,
      'wall seconds': report.seconds,
      'ideal seconds': ideal,
      'share of ideal': ideal / report.seconds,
      'own CPU ms a call': (user + system) / 1000 / calls,
      'memory MB': heap.join(' '),
    });
    const bare = await bareSeconds(url, requests);
    print({ 'plain fetch, wall seconds': bare, 'its share of ideal': ideal / bare });
    const again = await runRequests(requests, { model, store });
    print({ 'kept ms a request': (again.seconds * 1000) / calls, calls: again.calls });
    store.close();
  });
  child.kill();
}

/** The same calls by plain `fetch`, with nothing kept: what the machine allows at this moment. */
async function bareSeconds(url, requests) {
  const list = requests.values();
  const begun = performance.now();
  const work = async () => {
    for (const { prompt } of list) {
      const body = JSON.stringify({ model: 'tiny', messages: prompt.messages, max_tokens: 20 });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/chat/completions`, { method: 'POST', headers, body });
      JSON.parse(await response.text());
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return (performance.now() - begun) / 1000;
}

/** What the store costs a call: writing, and waiting for the disk beside other work. */
async function store(count = '2000') {
  const answers = Number(count);
  const { requestKey, requestStore } = await load('llm/index.js');
  await inFolder(async (folder) => {
    const requests = await requestsOf(answers);
    const kept = requestStore(join(folder, 'requests.sqlite'));
    const completion = {
      text: 'x'.repeat(1500),
      usage: { promptTokens: 900, completionTokens: 300 },
      model: 'tiny',
      finish: 'stop',
    };
    let busy = 0;
    const begun = performance.now();
    const saves = [];
    for (const request of requests) {
      const from = performance.now();
      const key = requestKey('bench', request);
      if (kept.answer(key) === undefined) {
        saves.push(kept.save({ key, modelId: 'bench', request, completion, at: Date.now() }));
      }
      busy += performance.now() - from;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(saves);
    print({
      answers,
      'busy ms a call': busy / answers,
      'wall ms a call, on the disk': (performance.now() - begun) / answers,
    });
    kept.close();
  });
}

/** Tokens a second through our interface against node-llama-cpp called bare, in turns. */
async function local(path, threadsWanted) {
  const threads = Number(threadsWanted ?? availableParallelism());
  const { openLanguageModel } = await load('llm/index.js');
  const { loadRuntime } = await load('llm/gguf/runtime.js');
  const runtime = await loadRuntime(process.env.HILGEN_LLAMA);
  const llama = await runtime.getLlama({ build: 'never', skipDownload: true, logLevel: 'error' });
  const loaded = await llama.loadModel({ modelPath: path });
  const sequence = (await loaded.createContext({ contextSize: 1024, threads })).getSequence();
  const bare = new runtime.LlamaCompletion({ contextSequence: sequence });
  const ours = await openLanguageModel({ source: path }, { contextTokens: 1024, threads });
  const text =
    'Disease: ovarian cancer\nSentence: Women with ovarian cancer were treated.\nDisease: gout\nSentence:';
  const maxTokens = 48;
  const speeds = { ours: [], bare: [] };
  for (let seed = 0; seed < 9; seed++) {
    const settings = { maxTokens, temperature: 0.8, seed, repeatPenalty: false };
    await timed(speeds.bare, async () => {
      const before = sequence.tokenMeter.usedOutputTokens;
      await bare.generateCompletionWithMeta(text, settings);
      return sequence.tokenMeter.usedOutputTokens - before;
    });
    const request = {
      prompt: { kind: 'text', text },
      parameters: { maxTokens, temperature: 0.8, seed },
      sample: 0,
    };
    await timed(speeds.ours, async () => {
      const { usage } = await ours.complete(request, new AbortController().signal);
      return usage.completionTokens;
    });
  }
  const [mine, theirs] = [median(speeds.ours), median(speeds.bare)];
  print({ threads, 'ours tokens/s': mine, 'bare tokens/s': theirs, ratio: mine / theirs });
  await ours.close();
  process.exit();
}

async function timed(speeds, work) {
  const begun = performance.now();
  const tokens = await work();
  speeds.push(tokens / ((performance.now() - begun) / 1000));
}

/** The server, in a process of its own. */
async function serve() {
  const { loopbackServer } = await load('llm/testing/loopback-server.js');
  const server = await loopbackServer(() => ({ kind: 'answer', text: 'x'.repeat(1500), delayMs: DELAY_MS }));
  process.send({ url: server.url });
}

function startServer() {
  const child = fork(process.argv[1], ['serve'], { stdio: 'inherit' });
  return new Promise((done) => child.once('message', ({ url }) => done({ child, url })));
}

async function requestsOf(count) {
  const { manyRequests } = await load('llm/testing/requests.js');
  return manyRequests(count, 'A shot: women with ovarian cancer were treated. '.repeat(60));
}

async function inFolder(work) {
  const folder = mkdtempSync(join(process.env.HILGEN_BENCH_FOLDER ?? tmpdir(), 'hilgen-bench-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function print(figures) {
  const shown = (value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(30)} ${shown(value)}`);
}
