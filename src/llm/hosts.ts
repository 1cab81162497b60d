import { HilgenError } from '../base/errors.js';
import type { ModelRequest } from './language-model.js';
import { textsOf } from './run/tokens.js';

/** Said once, before the first text leaves this machine. */
export interface RemoteNotice {
  /** Where it goes. */
  readonly host: string;
  readonly model: string;
  /** The first text that goes there, in full. */
  readonly text: string;
  /** All of it as a sentence for the user. */
  readonly message: string;
}

/** Who may be told, and whether anything may leave this machine at all. */
export interface RemoteOptions {
  /** Nothing may leave this machine. */
  readonly offline?: boolean | undefined;
  /** Called before the first request to another machine; to throw is to forbid it. */
  readonly onRemote?: ((notice: RemoteNotice) => void) | undefined;
}

/** Whether the address is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Refuses other machines under `--offline`.
 *
 * @throws HilgenError `usage`
 */
export function assertReachable(host: string, { offline = false }: RemoteOptions): void {
  if (!offline) return;
  throw new HilgenError('usage', {
    where: host,
    what: 'is another machine, and --offline forbids to send text there',
    hint: 'Use a model on this machine (a GGUF file, or a server at 127.0.0.1), or leave out --offline.',
  });
}

/** What announces a host once, at the first request to it. */
export function announcer(
  host: string,
  model: string,
  { onRemote }: RemoteOptions,
): (request: ModelRequest) => void {
  let announced = false;
  return (request) => {
    if (announced) return;
    announced = true;
    const text = textsOf(request.prompt).join('\n\n');
    const message =
      `prompts go to ${host} (model ${model}): sentences of your corpus, their labels, and names and ` +
      `definitions from the knowledge base, as in the first one (${text.length} characters)`;
    onRemote?.({ host, model, text, message });
  };
}
