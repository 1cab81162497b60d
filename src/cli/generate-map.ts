import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { Sentence } from '../corpus/index.js';
import { DEFAULT_TYPE_MAP, mergeTypeMaps, type TypeMap, typesOfLabel } from '../generate/index.js';

/** The shape of what the labels of a corpus were taken to mean. */
export const labelTypes = z
  .array(
    z.object({
      label: z.string(),
      types: z.array(z.string()).describe('semantic types: UMLS ids, MeSH trees'),
    }),
  )
  .describe('labels whose mentions mean concepts of these types (or of none) only; others mean any');

/** Adds `--map`. */
export function addMapOption(command: Command): void {
  command.option(
    '--map <label=types...>',
    'which semantic types (T047), groups (DISO) or MeSH trees (C) a label means, over the defaults; LABEL= for any',
    (text: string, before: TypeMap = {}) => ({ ...before, ...entry(text) }),
  );
}

function entry(text: string): TypeMap {
  const [, label, list = ''] = /^([^=]+)=(.*)$/u.exec(text) ?? [];
  if (label === undefined) throw new InvalidArgumentError('LABEL=TYPE,TYPE was expected.');
  const types = list.split(',').map((type) => type.trim());
  return { [label.trim()]: types.filter((type) => type !== '') };
}

/** What the labels of these sentences mean. */
export function mapOf(corpus: readonly Sentence[], map: TypeMap = {}): z.infer<typeof labelTypes> {
  const whole = mergeTypeMaps(DEFAULT_TYPE_MAP, map);
  const labels = new Set(corpus.flatMap(({ spans }) => spans.map(({ label }) => label)));
  return [...labels].sort().flatMap((label) => {
    const types = typesOfLabel(whole, label);
    return types === undefined ? [] : [{ label, types: [...types] }];
  });
}

/** One line a label. */
export function renderMap(types: z.infer<typeof labelTypes>): string {
  return types.map(({ label, types: list }) => `${label} means ${list.join(' ')} (--map)\n`).join('');
}
