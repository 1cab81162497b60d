import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Hugging Face hub on the loopback interface, with one model. */
export interface LoopbackHub {
  readonly url: string;
  /** Paths asked for so far. */
  readonly requests: string[];
  /** The newest revision of the model; may be moved on. */
  revision: string;
  /** A file that is sent by half. */
  breaksOff: string | undefined;
  close(): Promise<void>;
}

/** Serves a model's files, by path. */
export async function startHub(id: string, files: Readonly<Record<string, Buffer>>): Promise<LoopbackHub> {
  const requests: string[] = [];
  const server = createServer((request, response) => answer(hub, id, files, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hub: LoopbackHub = {
    url: `http://127.0.0.1:${port}`,
    requests,
    revision: '1'.repeat(40),
    breaksOff: undefined,
    close: () => stop(server),
  };
  return hub;
}

function answer(
  hub: LoopbackHub,
  id: string,
  files: Readonly<Record<string, Buffer>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = new URL(request.url ?? '', hub.url).pathname;
  hub.requests.push(path);
  const prefix = `/${id}/resolve/${hub.revision}/`;
  const name = path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
  const file = name === undefined ? undefined : files[name];
  if (path === `/api/models/${id}/revision/HEAD`) {
    sendJson(response, 200, { id, sha: hub.revision });
  } else if (file !== undefined) {
    sendFile(request, response, file, name === hub.breaksOff);
  } else {
    if (name !== undefined) response.setHeader('X-Error-Code', 'EntryNotFound');
    sendJson(response, 404, { error: 'Repository not found' });
  }
}

/** Answers the first byte, which tells a file's size, or the whole. */
function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: Buffer,
  breaksOff: boolean,
): void {
  response.setHeader('ETag', '"1"');
  if (request.headers.range === 'bytes=0-0') {
    response.setHeader('Content-Range', `bytes 0-0/${file.length}`);
    response.writeHead(206).end(file.subarray(0, 1));
  } else if (breaksOff) {
    response.setHeader('Content-Length', file.length);
    response.write(file.subarray(0, file.length / 2), () => response.destroy());
  } else {
    response.end(file);
  }
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
