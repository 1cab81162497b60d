import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { ModelRequest } from '../language-model.js';
import { openAiModel } from '../openai/model.js';
import { requestStore } from '../store/open-store.js';
import { loopbackServer } from '../testing/loopback-server.js';
import { chatRequest } from '../testing/requests.js';
import { runRequests } from './run-requests.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const CALLS = 4000;

/** Made one at a time, so that what grows is the runner's. */
function* requests(): Generator<ModelRequest> {
  for (let at = 0; at < CALLS; at++) yield chatRequest(`sentence ${at} ${'with shots '.repeat(300)}`);
}

it('holds no more memory after thousands of calls than after hundreds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilgen-steady-'));
  const server = await loopbackServer(() => ({ kind: 'answer', text: 'x'.repeat(1500), delayMs: 2 }));
  const store = requestStore(join(folder, 'requests.sqlite'));
  const used: number[] = [];
  const report = await runRequests(requests(), {
    model: openAiModel(server.url, 'tiny', { environment: {} }),
    store,
    onProgress: ({ done }) => {
      if (done % 500 !== 0) return;
      collectGarbage();
      used.push(process.memoryUsage().heapUsed / 1e6);
    },
  });
  expect(report).toMatchObject({ asked: CALLS, left: 0 });
  console.log(`heap after each 500 calls, MB: ${used.map((megabytes) => megabytes.toFixed(0)).join(' ')}`);
  // The texts of all requests and answers are 20 MB.
  expect(Math.max(...used.slice(1))).toBeLessThan((used[0] ?? 0) + 5);
  store.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
