import { toFile } from 'openai';
import type { BatchEndpoint, BatchResult, KeyedRequest } from '../language-model.js';
import { readBatchLine } from './batch-line.js';
import type { Server } from './model.js';
import { bodyOf, type Dialect, pathOf } from './request-body.js';

/** Under this name a batch carries our tag. */
const TAG = 'hilgen';
const ENDED = new Set(['completed', 'expired', 'cancelled']);

/** OpenAI's Batch API: a file of requests in, within a day a file of answers out. */
export function batchEndpoint(server: Server, dialect: () => Dialect): BatchEndpoint {
  const { client } = server;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw server.failure(error);
    }
  };
  return {
    submit: (requests, tag, signal) => guarded(() => submit(server, requests, dialect(), tag, signal)),
    find: (tag, signal) =>
      guarded(async () => {
        for await (const batch of client.batches.list({ limit: 100 }, { signal })) {
          if (batch.metadata?.[TAG] === tag) return batch.id;
        }
        return undefined;
      }),
    status: (id, signal) =>
      guarded(async () => {
        const batch = await client.batches.retrieve(id, { signal });
        const { completed: done = 0, total = 0 } = batch.request_counts ?? {};
        const reason = batch.errors?.data?.[0]?.message;
        const ended = ENDED.has(batch.status);
        const state = ended ? 'ended' : batch.status === 'failed' ? 'failed' : 'working';
        return { state, done, total, ...(reason && { reason: server.redact(reason) }) };
      }),
    results: (id, signal) => results(server, id, signal),
  };
}

async function submit(
  { client, name, announce }: Server,
  requests: readonly KeyedRequest[],
  dialect: Dialect,
  tag: string,
  signal: AbortSignal,
): Promise<string> {
  const [first] = requests;
  if (first === undefined) return '';
  announce(first.request);
  const endpoint = `/v1${pathOf(first.request)}` as const;
  const lines = requests.map(({ key, request }) => {
    const body = bodyOf(name, request, dialect);
    return `${JSON.stringify({ custom_id: key, method: 'POST', url: endpoint, body })}\n`;
  });
  const content = await toFile(Buffer.from(lines.join('')), `${tag}.jsonl`);
  const file = await client.files.create({ file: content, purpose: 'batch' }, { signal });
  const settings = { input_file_id: file.id, endpoint, completion_window: '24h' } as const;
  const batch = await client.batches.create({ ...settings, metadata: { [TAG]: tag } }, { signal });
  return batch.id;
}

async function* results(server: Server, id: string, signal: AbortSignal): AsyncGenerator<BatchResult> {
  const { client, redact, failure, name, host } = server;
  try {
    const { output_file_id, error_file_id } = await client.batches.retrieve(id, { signal });
    for (const file of [output_file_id, error_file_id]) {
      if (!file) continue;
      const response = await client.files.content(file, { signal });
      const text = redact(await response.text());
      for (const line of text.split('\n')) {
        if (line.trim() !== '') yield readBatchLine(line, name, `${name} at ${host}, batch ${id}`);
      }
    }
  } catch (error) {
    throw failure(error);
  }
}
