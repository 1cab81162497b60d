import { type Arm, learns } from '../arms.js';
import { fileInput } from '../digests.js';
import type { Cell } from '../plan.js';
import type { TestSettings } from '../schema.js';
import type { Stage } from '../stage.js';
import type { SettingsOf } from '../stages/index.js';
import { type Draft, dataSet } from './draft.js';

/** A table: one for each data set and number of shots. */
export interface Place {
  readonly data: string;
  readonly shots?: number | undefined;
}

/** One arm's scores by the measures that the file asks for. */
export interface Measured extends Place {
  readonly arm: string;
  readonly stage: Stage;
}

/** Two arms of a table, the second that which the first is tested against. */
export interface Compared extends Place {
  readonly arms: readonly [string, string];
  readonly stage: Stage;
}

/** A row of a table: what an arm found under each of its seeds. */
interface Row extends Place {
  readonly arm: string;
  readonly tagged: readonly Stage[];
}

const RESAMPLES = 1000;
const SEED = 1;

/** The measures of every row. */
export function measured(draft: Draft, cells: readonly Cell[]): Measured[] {
  const measures = draft.file.scores;
  if (measures === undefined) return [];
  const settings = { measures, resamples: RESAMPLES, seed: SEED };
  return rowsOf(cells).map(({ data, shots, arm, tagged }) => {
    const gold = [fileInput(dataSet(draft, data).test, draft.digests)];
    const stage = draft.add('measure', [...namesOf({ data, shots }), arm], settings, { gold, tagged });
    return { data, shots, arm, stage };
  });
}

/** Of every table each arm against those that the file names. */
export function compared(draft: Draft, arms: readonly Arm[], cells: readonly Cell[]): Compared[] {
  const { tests } = draft.file;
  if (tests === undefined) return [];
  const references = testReferences(tests, arms);
  const settings = testDrawing(tests);
  return tablesOf(rowsOf(cells)).flatMap(({ data, shots, rows }) => {
    const gold = [fileInput(dataSet(draft, data).test, draft.digests)];
    return references.flatMap((reference, rank) => {
      const other = rows.find(({ arm }) => arm === reference)?.tagged ?? [];
      const tested = rows.filter(({ arm }) => !references.slice(0, rank + 1).includes(arm));
      return tested.map(({ arm, tagged }) => {
        const place = [...namesOf({ data, shots }), `${arm} against ${reference}`];
        const stage = draft.add('compare', place, settings, { gold, one: tagged, other });
        return { data, shots, arms: [arm, reference] as const, stage };
      });
    });
  });
}

/** How the tests of a file draw. */
export const testDrawing = ({ rounds }: TestSettings): SettingsOf<'compare'> => ({
  ...{ rounds, resamples: RESAMPLES, seed: SEED },
});

/** The arms that the others are tested against, the baseline first. */
export function testReferences({ baseline, against }: TestSettings, arms: readonly Arm[]): string[] {
  const dictionaries = arms.filter((arm) => !learns(arm)).map(({ name }) => name);
  return [...new Set([...(baseline === undefined ? [] : [baseline]), ...(against ?? dictionaries)])];
}

const namesOf = ({ data, shots }: Place): string[] => [
  data,
  ...(shots === undefined ? [] : [`${shots} shots`]),
];

function rowsOf(cells: readonly Cell[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { data, shots, arm, tagged } of cells) {
    const name = JSON.stringify([data, shots, arm]);
    rows.set(name, { data, shots, arm, tagged: [...(rows.get(name)?.tagged ?? []), tagged] });
  }
  return [...rows.values()];
}

/** The rows of each table; those of arms that learn nothing stand in each of their data set's. */
function tablesOf(all: readonly Row[]): (Place & { readonly rows: readonly Row[] })[] {
  const sets = [...new Set(all.map(({ data }) => data))];
  return sets.flatMap((data) => {
    const own = all.filter((row) => row.data === data);
    const counts = [...new Set(own.flatMap((row) => row.shots ?? []))];
    return (counts.length === 0 ? [undefined] : counts).map((count) => {
      const rows = own.filter(({ shots }) => shots === undefined || shots === count);
      return { data, shots: count, rows };
    });
  });
}
