/**
 * hilgen as a library: the same parts that the command line is made of.
 *
 * @example
 * import { buildKnowledgeBase, openKnowledgeBase, readCorpus, sampleFewShot, substitute } from 'hilgen';
 *
 * await buildKnowledgeBase([{ path: 'doid.obo.gz', format: 'obo' }], 'do.kb');
 * const few = sampleFewShot(await readCorpus('train.tsv'), { mode: 'sentences-per-type', shots: 5, seed: 1 });
 * const made = await substitute(few.sentences, openKnowledgeBase('do.kb'), { layers: ['synonym', 'sibling'], seed: 1 });
 */
export { type ErrorCode, HilgenError } from './base/errors.js';
export type { Progress, WorkOptions } from './base/progress.js';
export { type Random, random } from './base/random.js';
export * from './corpus/index.js';
export * from './distant/index.js';
export * from './encoder/index.js';
export * from './ensemble/index.js';
export * from './evaluate/index.js';
export * from './experiment/index.js';
export * from './generate/index.js';
export * from './knowledge/index.js';
export * from './llm/index.js';
export * from './tagger/index.js';
