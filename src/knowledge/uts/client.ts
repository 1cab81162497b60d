import { HilgenError } from '../../base/errors.js';
import type { Answer, Fetcher } from './fetch.js';

/** Answers that were given before, by the question's path (never with the key). */
export interface AnswerStore {
  read(question: string): { readonly status: number; readonly body: string } | undefined;
  write(question: string, status: number, body: string): void;
}

/** What a client works with. */
export interface ClientOptions {
  /** For example `https://uts-ws.nlm.nih.gov/rest`. */
  readonly base: string;
  readonly apiKey: string | undefined;
  readonly fetcher: Fetcher;
  readonly store: AnswerStore;
  readonly sleep: (milliseconds: number) => void;
}

/** Asks one question: its JSON, `undefined` where the server knows no such thing (404). */
export type Client = (path: string, parameters?: Readonly<Record<string, string>>) => unknown;

const ATTEMPTS = 5;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/**
 * A client of the UMLS REST interface (https://documentation.uts.nlm.nih.gov/rest/home.html). Every
 * answer is kept, so that no question is asked twice; 429, 5xx and failures of the network are
 * tried again, each time after twice as long or as long as the server says.
 *
 * @throws HilgenError `missing` without a key, `input` where the key is refused, `internal` where no answer comes.
 */
export function utsClient(options: ClientOptions): Client {
  const { store, base } = options;
  return (path, parameters = {}) => {
    const query = new URLSearchParams(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
    const question = query.size === 0 ? path : `${path}?${query}`;
    const kept = store.read(question);
    if (kept !== undefined) return parsed(kept, `${base}${question}`);
    if (!options.apiKey) throw noKey(`${base}${question}`);
    query.set('apiKey', options.apiKey);
    const answer = persistently(options, `${base}${path}?${query}`, `${base}${question}`);
    const value = parsed(answer, `${base}${question}`);
    store.write(question, answer.status, answer.body);
    return value;
  };
}

type Given = Exclude<Answer, { readonly failure: string }>;

function persistently({ fetcher, sleep }: ClientOptions, url: string, where: string): Given {
  for (let attempt = 1; ; attempt++) {
    const answer = fetcher.get(url);
    const isGiven = 'status' in answer && answer.status !== 429 && answer.status < 500;
    if (isGiven) return answer;
    if (attempt === ATTEMPTS) {
      const what = 'status' in answer ? `status ${answer.status}` : answer.failure;
      const hint = 'Try again later: answers so far are kept in the knowledge base.';
      throw new HilgenError('internal', {
        where,
        what: `no answer after ${ATTEMPTS} attempts: ${what}`,
        hint,
      });
    }
    sleep(waitOf(answer, attempt));
  }
}

function waitOf(answer: Answer, attempt: number): number {
  const asked = 'status' in answer ? Number(answer.retryAfter ?? Number.NaN) * 1000 : Number.NaN;
  const wait = Number.isFinite(asked) ? asked : FIRST_WAIT * 2 ** (attempt - 1);
  return Math.min(wait, LONGEST_WAIT);
}

function parsed({ status, body }: { status: number; body: string }, where: string): unknown {
  if (status === 404) return undefined;
  if (status === 401 || status === 403) {
    const hint = 'Check UMLS_API_KEY: https://uts.nlm.nih.gov/uts/profile shows your key.';
    throw new HilgenError('input', { where, what: `the key was refused (${status})`, hint });
  }
  if (status !== 200)
    throw new HilgenError('internal', { where, what: `status ${status}: ${body.slice(0, 200)}` });
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new HilgenError('internal', { where, what: 'an answer that is not JSON', cause });
  }
}

function noKey(where: string): HilgenError {
  return new HilgenError('missing', {
    where,
    what: 'no UMLS_API_KEY in the environment, and this question was not asked before',
    hint: 'https://uts.nlm.nih.gov/uts/profile shows the key of a UMLS licence holder.',
  });
}
