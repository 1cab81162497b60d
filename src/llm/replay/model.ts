import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { modelError } from '../failure.js';
import type { Completion, LanguageModel } from '../language-model.js';
import { requestKey } from '../request-key.js';
import { readRecording } from './recording.js';

/**
 * Answers from a recorded file instead of a model, without any network. Its id begins with
 * `replay:`, and so does the model of every answer, so that nobody takes it for the real thing.
 *
 * @throws HilgenError `input` where the file cannot be read, and at each request that it does not hold.
 */
export async function replayModel(path: string): Promise<LanguageModel> {
  const answers = new Map<string, Completion>();
  const content = createHash('sha256');
  for await (const { model, request, completion } of readRecording(path)) {
    const key = requestKey('', request);
    answers.set(key, { ...completion, model: `replay:${model}` });
    content.update(key).update(completion.text);
  }
  const name = basename(path);
  return {
    id: `replay:${name}#${content.digest('hex').slice(0, 12)}`,
    name,
    complete: async (request) => {
      const answer = answers.get(requestKey('', request));
      if (answer !== undefined) return answer;
      throw modelError(
        { kind: 'unrecorded' },
        {
          where: path,
          what: 'the recording has no answer to this request',
          hint: 'A changed prompt, preset or seed makes other requests: use those of the recording, or a real model.',
        },
      );
    },
    close: async () => {},
  };
}
