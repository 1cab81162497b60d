import { detectFormat, type ReadOptions, readCorpus, type Sentence } from '../corpus/index.js';
import { readTagged } from './tagged-file.js';

/**
 * Labelled sentences to score against, in any format.
 *
 * @throws HilgenError `input` with `file:line` where the file is malformed; gold tags must be well-formed.
 */
export async function readGold(path: string, options?: ReadOptions): Promise<readonly Sentence[]> {
  if (!(await isTagged(path))) return readCorpus(path, options);
  const { sentences, isWellFormed } = await readTagged(path, options);
  // The careful reader names the place.
  return isWellFormed ? sentences : readCorpus(path, options);
}

/**
 * Predicted sentences, in any format. Malformed tag sequences of an IOB file are kept as they are: each measure reads
 * them in its own way.
 *
 * @throws HilgenError `input` with `file:line` where the file is malformed otherwise.
 */
export async function readPrediction(path: string, options?: ReadOptions): Promise<readonly Sentence[]> {
  if (!(await isTagged(path))) return readCorpus(path, options);
  return (await readTagged(path, options)).sentences;
}

async function isTagged(path: string): Promise<boolean> {
  const { name } = await detectFormat(path);
  return name === 'iob' || name === 'conll';
}
