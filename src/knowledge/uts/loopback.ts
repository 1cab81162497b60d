import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** What the stand-in of the service answers: by path, with its answers one after another (the last one stays). */
export type Script = Readonly<Record<string, readonly ScriptedAnswer[]>>;

/** One answer. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** For tests: a server in a process of its own, as the client's thread sleeps while it waits. */
export interface Loopback {
  readonly base: string;
  /** The questions it was asked, with their parameters. */
  asked(): Promise<string[]>;
  stop(): void;
}

const SERVER = `
const http = require('node:http');
const script = JSON.parse(process.argv[1]);
const asked = [];
const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://x');
  if (url.pathname === '/asked') return response.end(JSON.stringify(asked));
  asked.push(url.pathname.slice(5) + url.search);
  const page = url.searchParams.get('pageNumber') ?? '1';
  const answers = script[url.pathname.slice(5) + '#' + page] ?? script[url.pathname.slice(5)] ?? [{ status: 404, body: { name: 'NotFoundError' } }];
  const { status = 200, body, headers = {} } = answers.length > 1 ? answers.shift() : answers[0];
  const refused = url.searchParams.get('apiKey') !== 'sesame';
  response.writeHead(refused ? 401 : status, headers);
  response.end(JSON.stringify(refused ? {} : body));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** Starts the server on a free port. */
export async function loopback(script: Script): Promise<Loopback> {
  const child: ChildProcess = spawn(process.execPath, ['-e', SERVER, JSON.stringify(script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const origin = `http://127.0.0.1:${String(port).trim()}`;
  return {
    base: `${origin}/rest`,
    asked: async () => (await (await fetch(`${origin}/asked`)).json()) as string[],
    stop: () => void child.kill(),
  };
}
