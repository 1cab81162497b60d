import { modelError } from '../failure.js';
import { type AnswerBody, parseBody } from './answer.js';

/**
 * The pieces of a streamed answer (server-sent events).
 *
 * @throws HilgenError `malformed` where it breaks off before its end is said.
 */
export function readStream(text: string, where: string): AnswerBody[] {
  const bodies: AnswerBody[] = [];
  let ended = false;
  for (const [, data = ''] of text.matchAll(/^data: ?(.*)$/gm)) {
    if (data.trim() === '[DONE]') ended = true;
    else bodies.push(parseBody(data, where));
  }
  ended ||= bodies.some(({ choices }) => choices.some(({ finish_reason }) => finish_reason));
  if (!ended)
    throw modelError({ kind: 'malformed', raw: text }, { where, what: 'the streamed answer broke off' });
  return bodies;
}
