import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** How calls reach a server, in the form that the OpenAI library takes. */
export interface Transport {
  readonly fetch: typeof fetch;
  close(): void;
}

/**
 * Calls over `node:http`, on connections that stay open. Node's own `fetch` gives an answer up that
 * does not begin within five minutes, which a long one on a slow machine does not, and costs twice the
 * time a call. Redirects are not followed, so text goes where it was said to go.
 */
export function transport(): Transport {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  return {
    fetch: async (input, init = {}) => {
      // A form with a file, for batches: rare, and `fetch` knows how to encode it.
      if (typeof input !== 'string' || (init.body && typeof init.body !== 'string')) {
        return fetch(input, { ...init, redirect: 'manual' });
      }
      return call(input, init, agents);
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function call(
  address: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  agents: { readonly http: HttpAgent; readonly https: HttpsAgent },
): Promise<Response> {
  const secure = address.startsWith('https:');
  const send = secure ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = {
      method,
      agent: secure ? agents.https : agents.http,
      headers: {
        ...Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers)),
        ...lengthOf(body),
      },
      ...(signal && { signal }),
    };
    const outgoing = send(address, options, (incoming) => {
      receive(incoming).then(resolve, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function lengthOf(body: RequestInit['body']): Record<string, number> {
  return typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
}

/** The whole answer; fails where the connection ends before it does. */
async function receive(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { statusCode: status = 0, statusMessage: statusText = '' } = incoming;
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const hasBody = ![204, 205, 304].includes(status);
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, statusText, headers });
}
