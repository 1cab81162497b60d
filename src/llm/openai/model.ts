import OpenAI from 'openai';
import { HilgenError } from '../../base/errors.js';
import { failureOf } from '../failure.js';
import { announcer, assertReachable, isLoopback, type RemoteOptions } from '../hosts.js';
import type { Completion, LanguageModel, ModelRequest } from '../language-model.js';
import { type Redact, redactor } from '../redact.js';
import { estimatePromptTokens } from '../run/tokens.js';
import { completionOf, parseBody } from './answer.js';
import { batchEndpoint } from './batch.js';
import { callFailure } from './call-failure.js';
import { credentialsFor, type Environment, variablesFor } from './keys.js';
import { readStream } from './read-stream.js';
import { bodyOf, type Dialect, pathOf, plainerDialect } from './request-body.js';
import { transport } from './transport.js';

/** How a server is reached. */
export interface ServerOptions extends RemoteOptions {
  /** Where keys are looked up. */
  readonly environment?: Environment | undefined;
  /** How long one call may take (10 minutes). */
  readonly timeoutMs?: number | undefined;
}

/** What calls to one server share. */
export interface Server {
  readonly client: OpenAI;
  readonly name: string;
  readonly host: string;
  readonly redact: Redact;
  /** Whether answers come piece by piece: servers on this machine may need longer than an idle connection lives. */
  readonly streams: boolean;
  readonly close: () => void;
  readonly announce: (request: ModelRequest) => void;
  readonly failure: (error: unknown) => HilgenError;
}

/**
 * A model behind OpenAI's wire format: OpenAI, Azure, vLLM, Ollama, llama.cpp's server, LM Studio.
 * Keys come from the environment only.
 *
 * @throws HilgenError `usage` where the address holds a password or `offline` forbids the host.
 */
export function openAiModel(address: string, name: string, options: ServerOptions = {}): LanguageModel {
  const server = connect(addressOf(address), name, options);
  let dialect: Dialect = { structure: 'schema', lengthField: firstLengthField(server.host) };
  const complete = async (request: ModelRequest, signal: AbortSignal): Promise<Completion> => {
    server.announce(request);
    for (;;) {
      const used = dialect;
      try {
        return await call(server, request, used, signal);
      } catch (error) {
        const failure = failureOf(error);
        const plainer = failure?.kind === 'refused' && plainerDialect(used, failure.raw ?? '');
        if (!plainer) throw error;
        dialect = plainer;
      }
    }
  };
  const local = isLoopback(new URL(address).hostname);
  return {
    id: `openai:${name}@${server.host}`,
    name,
    ...(local ? {} : { host: server.host }),
    batch: batchEndpoint(server, () => dialect),
    complete,
    close: async () => server.close(),
  };
}

function addressOf(address: string): URL {
  const url = new URL(address);
  if (url.username !== '' || url.password !== '' || /[?&](api-?key|key|token|sig)=/i.test(url.search)) {
    throw new HilgenError('usage', {
      where: url.host,
      what: 'the address holds a password or key',
      hint: `Keys come from the environment only: ${variablesFor(url)}.`,
    });
  }
  if (url.pathname === '/') url.pathname = '/v1';
  return url;
}

function connect(url: URL, name: string, options: ServerOptions): Server {
  const { environment = process.env, timeoutMs = 600_000 } = options;
  const { host, hostname } = url;
  const local = isLoopback(hostname);
  if (!local) assertReachable(host, options);
  const { headers, secrets } = credentialsFor(url, environment);
  const redact = redactor(secrets);
  const place = { where: `${name} at ${host}`, redact, variables: variablesFor(url) };
  // The library reads keys for its own host from the environment: none of them is for this one unless we say so.
  const wire = transport();
  const client = new OpenAI({
    apiKey: 'set below',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: `${url.origin}${url.pathname}`,
    defaultQuery: Object.fromEntries(url.searchParams),
    defaultHeaders: { Authorization: null, ...headers },
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: wire.fetch,
  });
  const announce = local ? () => {} : announcer(host, name, options);
  const failure = (error: unknown): HilgenError =>
    failureOf(error) ? (error as HilgenError) : callFailure(error, place);
  return { client, name, host, redact, streams: local, close: wire.close, announce, failure };
}

function firstLengthField(host: string): Dialect['lengthField'] {
  return /(^|\.)(openai|azure)\.com$/.test(host) ? 'max_completion_tokens' : 'max_tokens';
}

async function call(
  { client, name, host, redact, streams, failure }: Server,
  request: ModelRequest,
  dialect: Dialect,
  signal: AbortSignal,
): Promise<Completion> {
  const where = `${name} at ${host}`;
  try {
    const wish = streams ? { stream: true, stream_options: { include_usage: true } } : {};
    const body = { ...bodyOf(name, request, dialect), ...wish };
    const response = await client.post(pathOf(request), { body, signal }).asResponse();
    const text = redact(await response.text());
    const streamed = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const bodies = streamed ? readStream(text, where) : [parseBody(text, where)];
    return completionOf(bodies, { name, where, promptTokens: () => estimatePromptTokens(request) });
  } catch (error) {
    throw failure(error);
  }
}
