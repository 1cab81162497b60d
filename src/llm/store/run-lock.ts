import Database from 'libsql';
import { HilgenError } from '../../base/errors.js';
import { storeError } from './sql-file.js';

/**
 * Keeps two runs from asking, and paying for, the same things at once: a lock in a file beside
 * the store that the operating system lets go when the process ends, however it ends.
 *
 * @returns What lets it go.
 * @throws HilgenError `input` where another run has it, or the file cannot be made.
 */
export function lockRun(path: string): () => void {
  const db = new Database(`${path}.lock`);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if ((cause as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw storeError(cause, path);
    throw new HilgenError('input', {
      where: path,
      what: 'another run is using this request store',
      hint: 'Wait for it to end, or name another store.',
      cause,
    });
  }
  return () => {
    // Nothing was written; to end it so needs no room on the disk.
    db.exec('ROLLBACK');
    db.close();
  };
}
