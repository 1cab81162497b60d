import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** What a server answered, or why it could not be asked. */
export type Answer =
  | { readonly status: number; readonly body: string; readonly retryAfter: string | null }
  | { readonly failure: string };

/** Asks a server and waits for the answer, as a synchronous interface needs. */
export interface Fetcher {
  get(url: string): Answer;
  close(): void;
}

interface Channel {
  readonly port: MessagePort;
  /** Set to 1 and notified when an answer is on the port. */
  readonly ready: Int32Array;
  readonly timeout: number;
}

/** Runs in the worker: it may use nothing from outside but globals, as its text is all that goes there. */
function serve({ port, ready, timeout }: Channel): void {
  port.on('message', (url: string) => {
    fetch(url, { signal: AbortSignal.timeout(timeout), headers: { accept: 'application/json' } })
      .then(async (response) => ({
        status: response.status,
        body: await response.text(),
        retryAfter: response.headers.get('retry-after'),
      }))
      .catch((cause: Error) => ({ failure: `${cause.message}${cause.cause ? ` (${cause.cause})` : ''}` }))
      .then((answer) => {
        port.postMessage(answer);
        Atomics.store(ready, 0, 1);
        Atomics.notify(ready, 0);
      });
  });
}

const TIMEOUT = 30_000;

/** A fetcher in a thread of its own; this one sleeps until the answer is there, or 30 seconds are over. */
export function threadFetcher(timeout: number = TIMEOUT): Fetcher {
  let open: { readonly worker: Worker; readonly port: MessagePort; readonly ready: Int32Array } | undefined;
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    const ready = new Int32Array(new SharedArrayBuffer(4));
    const workerData: Channel = { port: port2, ready, timeout };
    const code = `(${serve})(require('node:worker_threads').workerData)`;
    const worker = new Worker(code, { eval: true, workerData, transferList: [port2] });
    worker.unref();
    port1.unref();
    return { worker, port: port1, ready };
  };
  return {
    get(url) {
      open ??= start();
      Atomics.store(open.ready, 0, 0);
      open.port.postMessage(url);
      Atomics.wait(open.ready, 0, 0, timeout + 5000);
      const received = receiveMessageOnPort(open.port) as { message: Answer } | undefined;
      return received?.message ?? { failure: 'no answer in time' };
    },
    close() {
      void open?.worker.terminate();
      open?.port.close();
      open = undefined;
    },
  };
}

/** Sleeps without letting anything else run. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
