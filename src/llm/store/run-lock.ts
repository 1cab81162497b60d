import Database from 'libsql';
import { HilgenError } from '../../base/errors.js';

/**
 * Keeps two runs from asking, and paying for, the same things at once: a lock in a file beside
 * the store that the operating system lets go when the process ends, however it ends.
 *
 * @returns What lets it go.
 * @throws HilgenError `input` where another run has it.
 */
export function lockRun(path: string): () => void {
  const db = new Database(`${path}.lock`);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    throw new HilgenError('input', {
      where: path,
      what: 'another run is using this request store',
      hint: 'Wait for it to end, or name another store.',
      cause,
    });
  }
  return () => {
    db.exec('COMMIT');
    db.close();
  };
}
