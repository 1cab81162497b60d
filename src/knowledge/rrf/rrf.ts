import { HilgenError } from '../../base/errors.js';
import { typeFilter } from '../import-settings.js';
import type { Importer, ImportTask, SourceHeader } from '../importer.js';
import { type Members, openMembers } from '../reading/members.js';
import { DEF_COLUMNS, definitionsReader } from './definitions.js';
import { releaseFile } from './files.js';
import { CONSO_COLUMNS, namesReader } from './names.js';
import { REL_COLUMNS, relationsReader } from './relations.js';
import { releaseHeader } from './release.js';
import { type RowReader, readRows } from './rows.js';
import { STY_COLUMNS, typesReader, wantedReader } from './types.js';

/**
 * Reads a UMLS release in its Rich Release Format (MRCONSO, MRSTY, MRREL, MRDEF) from a folder or
 * the distribution's zip, plain or gz, as a stream: what is kept follows the settings. The layout
 * is that of the UMLS Reference Manual, chapter 3.
 *
 * @throws HilgenError `input` where there is no MRCONSO.
 */
export const readRrf: Importer = async (task) => {
  const members = await openMembers(task.path);
  try {
    return await readRelease(members, task);
  } finally {
    members.close();
  }
};

async function readRelease({ list }: Members, task: ImportTask): Promise<SourceHeader> {
  const { path, sink, settings, work } = task;
  const each = async (name: string, columns: number, onRow: RowReader, warn = sink.warn): Promise<void> => {
    const member = releaseFile(list, name);
    if (member === undefined) warn('missing file', path, `no ${name}: nothing read from it`);
    else await readRows(member, columns, { warn }, onRow, work.signal);
  };
  if (releaseFile(list, 'MRCONSO.RRF') === undefined) throw noRelease(path);
  const isWanted = typeFilter(settings.semanticTypes);
  const wanted = isWanted && wantedReader(isWanted);
  if (wanted !== undefined) await each('MRSTY.RRF', STY_COLUMNS, wanted.row, () => {});
  const names = namesReader(sink, settings, wanted?.accept ?? (() => true));
  await each('MRCONSO.RRF', CONSO_COLUMNS, names.row);
  names.end();
  await each('MRSTY.RRF', STY_COLUMNS, typesReader(sink));
  await each('MRREL.RRF', REL_COLUMNS, relationsReader(sink, settings));
  await each('MRDEF.RRF', DEF_COLUMNS, definitionsReader(sink, settings));
  return await releaseHeader(list);
}

function noRelease(path: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: 'no MRCONSO.RRF (or MRCONSO.RRF.gz) in it',
    hint: 'Give the META folder of a UMLS release, or the zip that it comes in.',
  });
}
