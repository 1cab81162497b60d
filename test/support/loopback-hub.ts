import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Hugging Face hub on the loopback interface, with one model. */
export interface LoopbackHub {
  readonly url: string;
  /** Paths asked for so far. */
  readonly requests: string[];
  /** The newest revision of the model; may be moved on. */
  revision: string;
  /** Branches and tags beside the newest revision. */
  readonly tags: Record<string, string>;
  /** A file that is sent by half. */
  breaksOff: string | undefined;
  /** A file that is sent with another content than the listing says. */
  isAltered: string | undefined;
  /** The access token without which nothing is answered. */
  token: string | undefined;
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
    tags: {},
    breaksOff: undefined,
    isAltered: undefined,
    token: undefined,
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
  if (hub.token !== undefined && request.headers.authorization !== `Bearer ${hub.token}`) {
    sendJson(response, 401, { error: 'Access to this model needs a token' });
    return;
  }
  const [, asked] = new RegExp(`^/api/models/${id}/revision/(.+)$`).exec(path) ?? [];
  const sha = asked === 'HEAD' ? hub.revision : hub.tags[asked ?? ''];
  const [, commit, name = ''] = new RegExp(`^/${id}/resolve/([0-9a-f]+)/(.+)$`).exec(path) ?? [];
  const isCommit = (text = ''): boolean => [hub.revision, ...Object.values(hub.tags)].includes(text);
  const file = files[name];
  if (sha !== undefined) sendJson(response, 200, { id, sha });
  else if (isCommit(new RegExp(`^/api/models/${id}/tree/([0-9a-f]+)$`).exec(path)?.[1])) {
    sendJson(response, 200, Object.entries(files).map(listed));
  } else if (isCommit(commit) && file !== undefined) {
    const sent = name === hub.isAltered ? Buffer.from(file.toReversed()) : file;
    sendFile(request, response, sent, name === hub.breaksOff);
  } else {
    if (commit !== undefined) response.setHeader('X-Error-Code', 'EntryNotFound');
    sendJson(response, 404, { error: 'Repository not found' });
  }
}

/** An entry of the listing; weights are large files, which have a SHA-256. */
function listed([path, content]: readonly [string, Buffer]): object {
  const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  const entry = { type: 'file', path, size: content.length, oid: blob };
  if (!/\.(safetensors|bin)$/.test(path)) return entry;
  const oid = createHash('sha256').update(content).digest('hex');
  return { ...entry, oid: '0'.repeat(40), lfs: { oid, size: content.length, pointerSize: 134 } };
}

/** Answers a range of bytes, or the whole. */
function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: Buffer,
  breaksOff: boolean,
): void {
  response.setHeader('ETag', '"1"');
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  if (first !== undefined && last !== undefined) {
    response.setHeader('Content-Range', `bytes ${first}-${last}/${file.length}`);
    response.writeHead(206).end(file.subarray(Number(first), Number(last) + 1));
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
