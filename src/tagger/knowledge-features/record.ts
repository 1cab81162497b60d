import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { type Knowledge, type KnowledgeSource, knowledgeOf } from './knowledge.js';

/** What a saved tagger says of the knowledge base that it was trained with. */
export const knowledgeRecord = z.object({
  sha256: z.string().describe('over the sources that it was built from and how much of them it holds'),
  sources: z.array(z.string()).describe('what it was built from, in words'),
  labels: z.record(z.string(), z.array(z.string())).describe('beginnings of concept ids, by label'),
  by: z.literal('types').optional().describe('labels name semantic types too, as experiments have them'),
  weights: z.array(z.number()).describe('what each feature adds to the score of each tag: tags×features'),
});

export type KnowledgeRecord = z.infer<typeof knowledgeRecord>;

/** What a tagger is opened with. */
export interface KnowledgeOptions {
  /** The knowledge base that a tagger with features asks; it may be closed once the tagger is open. */
  readonly kb?: KnowledgeSource | undefined;
  /** Told where the knowledge base is not the one trained with. */
  readonly remark?: ((text: string) => void) | undefined;
}

/**
 * The features of a saved tagger that was trained with a knowledge base; `undefined` for others.
 *
 * @throws HilgenError `usage` where one is needed and not given, or given and of no use.
 */
export function knowledgeFor(
  record: KnowledgeRecord | undefined,
  folder: string,
  { kb, remark = () => {} }: KnowledgeOptions,
): Knowledge | undefined {
  if (record === undefined && kb === undefined) return undefined;
  if (record === undefined) {
    const what = 'the model was trained without a knowledge base and asks none';
    throw new HilgenError('usage', { where: folder, what, hint: 'Leave --kb out.' });
  }
  const built = record.sources.join(', ');
  if (kb === undefined) {
    const what = `the model needs the knowledge base that it was trained with (${built})`;
    throw new HilgenError('usage', { where: folder, what, hint: 'Name it: --kb FILE.' });
  }
  const knowledge = knowledgeOf(kb, record.labels, record.by);
  const { sha256, sources } = knowledge.identity;
  if (sha256 !== record.sha256)
    remark(`${folder} was trained with another knowledge base: ${built}, not ${sources.join(', ')}\n`);
  return knowledge;
}
