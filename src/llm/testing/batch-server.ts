import { answerJson, type Behaviour, type Received } from './loopback-server.js';

/** One batch at the pretended server. */
interface PretendedBatch {
  readonly id: string;
  readonly tag: string;
  readonly lines: readonly { readonly custom_id: string; readonly body: { readonly messages: unknown } }[];
  status: string;
}

/** A Batch API whose batches end when the test says so. */
export interface BatchServer {
  readonly batches: readonly PretendedBatch[];
  readonly behave: (received: Received) => Behaviour;
  /** All batches end; the keys that `fails` picks fail. */
  end(fails?: (key: string) => boolean): void;
  /** The next batch is taken, but the connection breaks before we hear of it. */
  dropNext(): void;
}

/** The state of a pretended server. */
export function batchServer(): BatchServer {
  const batches: PretendedBatch[] = [];
  const files: string[] = [];
  let drop = false;
  let fails = (_key: string): boolean => false;
  const json = (value: unknown): Behaviour => ({ kind: 'raw', status: 200, body: JSON.stringify(value) });
  const describe = ({ id, tag, status, lines }: PretendedBatch): object => ({
    id,
    object: 'batch',
    status,
    metadata: { hilgen: tag },
    request_counts: { total: lines.length, completed: status === 'completed' ? lines.length : 0 },
    ...(status === 'completed' && { output_file_id: `out-${id}`, error_file_id: `err-${id}` }),
  });
  const create = ({ body }: Received): Behaviour => {
    const { input_file_id, metadata } = body as { input_file_id: string; metadata: { hilgen: string } };
    const lines = (files[Number(input_file_id.slice(5))] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const batch = {
      id: `batch-${batches.length}`,
      tag: metadata.hilgen,
      status: 'in_progress',
      lines: lines.map((line) => JSON.parse(line)),
    };
    batches.push(batch);
    if (!drop) return json(describe(batch));
    drop = false;
    return { kind: 'drop' };
  };
  const content = (path: string): Behaviour => {
    const [, kind, id] = /(out|err)-(batch-\d+)/.exec(path) ?? [];
    const lines = batches.find((batch) => batch.id === id)?.lines ?? [];
    const wanted = lines.filter(({ custom_id }) => fails(custom_id) === (kind === 'err'));
    const body = wanted
      .map((line) => JSON.stringify(kind === 'err' ? failed(line) : answered(line)))
      .join('\n');
    return { kind: 'raw', status: 200, body };
  };
  const behave = (received: Received): Behaviour => {
    const { method, path } = received;
    if (path.endsWith('/content')) return content(path);
    if (path.endsWith('/files')) return json({ id: `file-${files.push(received.text) - 1}` });
    if (path.endsWith('/batches') && method === 'POST') return create(received);
    if (path.includes('/batches?'))
      return json({ object: 'list', data: batches.map(describe), has_more: false });
    const batch = batches.find(({ id }) => path.endsWith(id));
    return batch ? json(describe(batch)) : { kind: 'raw', status: 404, body: '{}' };
  };
  return {
    batches,
    behave,
    end: (whichFail = () => false) => {
      fails = whichFail;
      for (const batch of batches) batch.status = 'completed';
    },
    dropNext: () => {
      drop = true;
    },
  };
}

function answered({ custom_id, body }: PretendedBatch['lines'][number]): object {
  const text = JSON.stringify(body.messages).length.toString();
  return { custom_id, response: { status_code: 200, body: JSON.parse(answerJson(text)) }, error: null };
}

function failed({ custom_id }: PretendedBatch['lines'][number]): object {
  return { custom_id, response: { status_code: 400, body: { error: { message: 'too long' } } }, error: null };
}
