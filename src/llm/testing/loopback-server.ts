import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one call. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly text: string; readonly delayMs?: number; readonly finish?: string }
  /** Server-sent events, a word at a time. */
  | { readonly kind: 'stream'; readonly text: string; readonly cut?: boolean }
  /** A whole answer in small pieces, some time apart. */
  | { readonly kind: 'trickle'; readonly text: string }
  /** Half of an answer, then the connection breaks. */
  | { readonly kind: 'truncate'; readonly text: string }
  /** A body as it stands, with a status. */
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection breaks before anything is said. */
  | { readonly kind: 'drop' }
  /** Never answers. */
  | { readonly kind: 'hang' };

/** A call as it came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server of the tests' own on 127.0.0.1, in OpenAI's wire format. */
export interface LoopbackServer {
  /** Its base address, which ends in `/v1`. */
  readonly url: string;
  readonly port: number;
  /** Most calls that were open at once. */
  readonly mostOpen: () => number;
  close(): Promise<void>;
}

/** Starts the server; `behave` decides over each call, `number` counts from 0. */
export async function loopbackServer(
  behave: (received: Received, number: number) => Behaviour | Promise<Behaviour>,
  port = 0,
): Promise<LoopbackServer> {
  let number = 0;
  let open = 0;
  let mostOpen = 0;
  const server = createServer(async (incoming, outgoing) => {
    mostOpen = Math.max(mostOpen, ++open);
    outgoing.on('close', () => open--);
    const received = await receive(incoming);
    await perform(await behave(received, number++), outgoing);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    port: address.port,
    mostOpen: () => mostOpen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const isJson = incoming.headers['content-type']?.startsWith('application/json') ?? false;
  const body = isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {};
  const { method = '', url: path = '', headers } = incoming;
  return { method, path, headers, text, body };
}

/** The JSON of an answer, as chat and plain completion both read it. */
export function answerJson(text: string, finish = 'stop'): string {
  return JSON.stringify({
    model: 'loopback-1',
    choices: [{ text, message: { role: 'assistant', content: text }, finish_reason: finish }],
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

async function perform(behaviour: Behaviour, outgoing: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case 'answer':
      if (behaviour.delayMs !== undefined) await pause(behaviour.delayMs);
      outgoing.writeHead(200, JSON_TYPE).end(answerJson(behaviour.text, behaviour.finish));
      break;
    case 'stream':
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.end(eventsOf(behaviour.text, behaviour.cut ?? false).join(''));
      break;
    case 'trickle':
      outgoing.writeHead(200, JSON_TYPE);
      for (const piece of answerJson(behaviour.text).match(/.{1,40}/gs) ?? []) {
        outgoing.write(piece);
        await pause(2);
      }
      outgoing.end();
      break;
    case 'truncate':
      truncate(answerJson(behaviour.text), outgoing);
      break;
    case 'raw':
      outgoing.writeHead(behaviour.status, { ...JSON_TYPE, ...behaviour.headers }).end(behaviour.body);
      break;
    case 'drop':
      outgoing.destroy();
      break;
    case 'hang':
      break;
  }
}

function truncate(body: string, outgoing: ServerResponse): void {
  outgoing.writeHead(200, { ...JSON_TYPE, 'content-length': body.length });
  outgoing.write(body.slice(0, body.length / 2), () => outgoing.destroy());
}

function eventsOf(text: string, cut: boolean): string[] {
  const words = text
    .split(/(?<=\s)/)
    .map((content) => ({ model: 'loopback-1', choices: [{ delta: { content } }] }));
  const end = [
    { choices: [{ delta: {}, finish_reason: 'stop' }] },
    { choices: [], usage: { prompt_tokens: 10, completion_tokens: words.length } },
  ];
  const events = [...words, ...(cut ? [] : end)].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return cut ? events : [...events, 'data: [DONE]\n\n'];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
