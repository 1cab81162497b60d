import { HilgenError } from '../base/errors.js';
import { readCorpus } from '../corpus/index.js';
import type { Voter } from '../ensemble/index.js';
import { parsePrediction } from './evaluate-input.js';

/**
 * Reads predictions named as `FILE` or `NAME=FILE`.
 *
 * @throws HilgenError `usage` where two have one name.
 */
export async function readVoters(files: readonly string[]): Promise<Voter[]> {
  const named = files.map(parsePrediction);
  const twice = named.find(({ system }, at) => named.findIndex((other) => other.system === system) < at);
  if (twice !== undefined) {
    throw new HilgenError('usage', {
      where: twice.system,
      what: 'two predictions have this name',
      hint: 'Name them: bert=a/predicted.jsonl dann=b/predicted.jsonl.',
    });
  }
  const voters: Voter[] = [];
  for (const { system, path } of named) voters.push({ name: system, sentences: await readCorpus(path) });
  return voters;
}

/**
 * The development predictions in the order of the voters.
 *
 * @throws HilgenError `usage` where a voter has none.
 */
export function inOrderOf(voters: readonly Voter[], dev: readonly Voter[]): Voter[] {
  const byName = new Map(dev.map((voter) => [voter.name, voter]));
  return voters.map(({ name }) => byName.get(name) ?? missing(name, dev));
}

function missing(name: string, dev: readonly Voter[]): never {
  throw new HilgenError('usage', {
    where: '--dev',
    what: `no predictions of ${name} on the development data`,
    hint: `There are those of ${dev.map((voter) => voter.name).join(', ')}. Give both the same name: ${name}=FILE.`,
  });
}
