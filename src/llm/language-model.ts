/** One turn of a conversation with an instruct model. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a model is given: turns for an instruct model, or a text that a base model carries on. */
export type Prompt =
  | { readonly kind: 'chat'; readonly messages: readonly Message[] }
  | { readonly kind: 'text'; readonly text: string };

/** How the answer is drawn; what is absent is left to the server. */
export interface Parameters {
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** The answer's length at most, in tokens. Budgets reserve this much. */
  readonly maxTokens?: number | undefined;
  /** The answer ends before the first of these. */
  readonly stop?: readonly string[] | undefined;
  /** The sample index is added to it, so that the samples of one prompt differ and repeat. */
  readonly seed?: number | undefined;
}

/** A JSON Schema, for example what `z.toJSONSchema` makes. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One question to a model. Two requests that are equal in every field are the same request. */
export interface ModelRequest {
  readonly prompt: Prompt;
  readonly parameters: Parameters;
  /** The answer is to be JSON of this shape, as far as the server can see to that: check it all the same. */
  readonly schema?: JsonSchema | undefined;
  /** Which of several answers to the same prompt: 0, 1, 2 … */
  readonly sample: number;
}

/** Tokens as the model counts them. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Why an answer ended: on its own, cut at `maxTokens`, held back by the server, or unknown. */
export type FinishReason = 'stop' | 'length' | 'filter' | 'other';

/** An answer as it came, unchecked. */
export interface Completion {
  readonly text: string;
  readonly usage: Usage;
  /** The model's name as the server gives it, often with a date. */
  readonly model: string;
  readonly finish: FinishReason;
}

/**
 * Something that answers requests, one call a request: no retry, no cache, no budget inside, since
 * `runRequests` wraps all three around it.
 */
export interface LanguageModel {
  /** Kind, name and place, for example `openai:gpt-4.1-mini@api.openai.com`; part of every request's key. */
  readonly id: string;
  /** The name that prices are listed under. */
  readonly name: string;
  /** Where the text goes; absent where it stays on this machine. */
  readonly host?: string | undefined;
  /** How many calls at once it can use at most; absent where that is for the server to say. */
  readonly concurrency?: number | undefined;
  /** Answers by the day at half the price, where the server has that. */
  readonly batch?: BatchEndpoint | undefined;
  /** @throws HilgenError whose `cause` is a `ModelFailure`. */
  complete(request: ModelRequest, signal: AbortSignal): Promise<Completion>;
  /** Frees what it holds; a local model holds its weights. */
  close(): Promise<void>;
}

/** A request under the key by which its answer comes back. */
export interface KeyedRequest {
  readonly key: string;
  readonly request: ModelRequest;
}

/** How far a batch has come at the server. */
export interface BatchStatus {
  readonly state: 'working' | 'ended' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly reason?: string | undefined;
}

/** One line of an ended batch: an answer, or why there is none. */
export type BatchResult =
  | { readonly key: string; readonly completion: Completion }
  | { readonly key: string; readonly failure: string };

/** Work handed over now and fetched hours later, perhaps by another process. */
export interface BatchEndpoint {
  /** @returns The server's id of the batch, which carries `tag`. */
  submit(requests: readonly KeyedRequest[], tag: string, signal: AbortSignal): Promise<string>;
  /** The batch that carries the tag: found again where a process ended before it heard the id. */
  find(tag: string, signal: AbortSignal): Promise<string | undefined>;
  status(id: string, signal: AbortSignal): Promise<BatchStatus>;
  results(id: string, signal: AbortSignal): AsyncIterable<BatchResult>;
}
