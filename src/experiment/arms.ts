import type { Decoding, ExperimentFile, TaggerSettings, TrainedTaggerSettings } from './schema.js';

/** A row of the table: what finds mentions, what it learnt from, what decides. */
export type Arm =
  | { readonly name: string; readonly tagger: string }
  | { readonly name: string; readonly tagger: string; readonly source: string; readonly decode: Decoding };

/** Whether the arm learns: has a source, a way to decide, and seeds. */
export function learns(arm: Arm): arm is Extract<Arm, { source: string }> {
  return 'source' in arm;
}

/** Whether a tagger of the file learns. */
export function isTrained(tagger: TaggerSettings | undefined): tagger is TrainedTaggerSettings {
  return tagger !== undefined && tagger.kind !== 'dictionary';
}

/** The arms of a file: those listed, else every tagger with every source and every way to decide. */
export function armsOf({
  arms,
  taggers,
  sources,
}: Pick<ExperimentFile, 'arms' | 'taggers' | 'sources'>): Arm[] {
  const listed: NonNullable<ExperimentFile['arms']> = arms ?? [{ tagger: Object.keys(taggers) }];
  const rows = listed.flatMap(({ name, tagger, source, decode }) => {
    const own = listOf(tagger).flatMap((each): Omit<Arm, 'name'>[] => {
      const settings = taggers[each];
      if (!isTrained(settings)) return [{ tagger: each }];
      const ways = listOf(decode ?? settings.decode);
      return ways.flatMap((way) =>
        listOf(source ?? Object.keys(sources)).map((from) => ({ tagger: each, source: from, decode: way })),
      );
    });
    return own.map((row) => ({ ...row, given: own.length === 1 ? name : undefined, prefix: name }));
  });
  const learnt = rows.filter(
    (row): row is typeof row & { source: string; decode: Decoding } => 'source' in row,
  );
  const varies = {
    source: several(learnt.map(({ source }) => source)),
    tagger: several(learnt.map(({ tagger }) => tagger)),
    decode: several(learnt.map(({ decode }) => decode)),
  };
  return rows.map(({ given, prefix, ...row }) => {
    if (given !== undefined) return { name: given, ...row } as Arm;
    if (!('source' in row)) return { name: row.tagger, ...row };
    const { source, tagger, decode } = row as { source: string; tagger: string; decode: Decoding };
    const parts = [
      ...(prefix === undefined ? [] : [prefix]),
      ...(varies.tagger ? [tagger] : []),
      ...(varies.decode ? [decode] : []),
      ...(varies.source || !(varies.tagger || varies.decode) ? [source] : []),
    ];
    return { name: parts.join(', '), tagger, source, decode };
  });
}

/** One value or several as a list. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

const several = (values: readonly string[]): boolean => new Set(values).size > 1;
