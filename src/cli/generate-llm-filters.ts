import { existsSync } from 'node:fs';
import { HilgenError } from '../base/errors.js';
import { readCorpora, readCorpus, type Sentence } from '../corpus/index.js';
import { type FilterSettings, NEARLY_SAME } from '../generate/index.js';
import type { StoredKnowledgeBase } from '../knowledge/index.js';
import { openTransformer } from '../tagger/transformer/model.js';
import type { LlmOptions } from './generate-llm-options.js';

/** The filters that the options switch on, and what has to be closed after them. */
export interface ChosenFilters {
  readonly settings: FilterSettings;
  readonly close: () => Promise<void>;
}

/** Reads and opens what the filters need, before any call is paid for. */
export async function chooseFilters(
  options: LlmOptions,
  shots: readonly Sentence[],
  kb: StoredKnowledgeBase | undefined,
): Promise<ChosenFilters> {
  const { duplicates, leak, knownConcepts, diversity, agree, agreeAt, balance, seed } = options;
  if (knownConcepts && kb === undefined) {
    throw new HilgenError('usage', {
      where: '--known-concepts',
      what: 'needs a knowledge base',
      hint: 'Add --kb FILE.',
    });
  }
  const heldOut = await readCorpora(leak ?? [], options);
  const count = balance === undefined ? undefined : await countOf(String(balance), options);
  const tagger = agree === undefined ? undefined : await openTransformer(agree);
  return {
    settings: {
      duplicates: duplicates ? { least: NEARLY_SAME } : undefined,
      leak: leak === undefined ? undefined : { heldOut, least: NEARLY_SAME },
      concepts: knownConcepts && kb ? { kb, shots } : undefined,
      diversity: diversity === undefined ? undefined : { most: diversity },
      agreement: tagger && { tagger, least: agreeAt },
      balance: count === undefined ? undefined : { count, seed },
    },
    close: async () => tagger?.close(),
  };
}

async function countOf(balance: string, options: LlmOptions): Promise<number> {
  if (/^\d+$/.test(balance) && !existsSync(balance)) return Number(balance);
  return (await readCorpus(balance, options)).length;
}
