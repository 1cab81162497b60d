import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import { countLeft, type SourceCounts } from './counts.js';
import type { Sink } from './importer.js';
import type { BuildTables } from './tables.js';
import { termWriter } from './term-writer.js';
import { typeNumbers } from './type-numbers.js';
import type { Warn } from './warnings.js';

/** What the rows of one source are written with. */
export interface SinkOptions {
  readonly file: string;
  /** Number of the source, from 1. */
  readonly source: number;
  readonly warn: Warn;
  readonly counts: SourceCounts;
  readonly work: WorkOptions;
}

const REPORT_EVERY = 4096;

/** Puts what an importer reads into the tables; a term whose id was there before is merged into the first. */
export function tableSink(tables: BuildTables, options: SinkOptions): Sink {
  const { ids, rows, words } = tables;
  const { counts, warn, source } = options;
  const tick = ticker(options);
  const typeNumber = typeNumbers(tables);
  const term = termWriter(tables, options, typeNumber);
  return {
    warn,
    term(record) {
      tick(1);
      term(record);
    },
    has: (id) => ids.find(id) !== 0,
    type: (id, type) => rows.conceptType.add(ids.find(id), typeNumber(type)),
    definition: (id, vocabulary, text) => rows.definition.add(ids.find(id), source, vocabulary, text),
    edge({ child, parent, type, vocabulary }) {
      const [below, above] = [ids.find(child), ids.find(parent)];
      if (below === 0 || above === 0) return false;
      rows.edge.add(below, words.relationType(type), above, words.vocabulary(vocabulary));
      return true;
    },
    match({ subject, predicate, object, line }) {
      counts.matches++;
      const place = `${options.file}:${line}`;
      rows.mapping.add(subject, predicate, object, words.vocabulary(options.file), place);
    },
    read(what, count = 1) {
      tick(count);
      if (what === 'names') counts.names.read += count;
      else if (what === 'relations') counts.relations += count;
      else if (what === 'types') counts.types += count;
      else if (what === 'definitions') counts.definitions += count;
    },
    leave: (what, why, count = 1) => countLeft(counts, what, why, count),
    exclude(id, why) {
      countLeft(counts, 'terms', why, 1);
      rows.excluded.add(id);
    },
  };
}

function ticker({ file, work }: SinkOptions): (count: number) => void {
  let done = 0;
  let next = 0;
  return (count) => {
    done += count;
    if (done < next) return;
    next = done + REPORT_EVERY;
    throwIfAborted(work.signal);
    work.onProgress?.({ done, note: `rows of ${file}` });
  };
}
