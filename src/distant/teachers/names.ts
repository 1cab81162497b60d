import { HilgenError } from '../../base/errors.js';
import { readLines } from '../../base/files.js';
import type { WorkOptions } from '../../base/progress.js';
import type { MatcherOptions, Scope } from '../../knowledge/index.js';
import { type DictionaryTeacher, dictionaryTeacher } from './dictionary.js';

/** The first columns of a list of names, as `--proposals` writes them. */
export const NAME_COLUMNS = ['name', 'label'] as const;

/** Whether a file's first line says that it is a list of names. */
export const isNameList = (firstLine: string): boolean => firstLine.startsWith(NAME_COLUMNS.join('\t'));

/**
 * A list of names as a dictionary: tab-separated with a header, `name` and `label` its first columns.
 *
 * @throws HilgenError `input` with `file:line` where a row has no label.
 */
export async function namesTeacher(
  name: string,
  path: string,
  options: MatcherOptions,
  work?: WorkOptions,
): Promise<DictionaryTeacher> {
  const records: { text: string; concept: string; scope: Scope }[] = [];
  for await (const { number, text: line } of readLines(path)) {
    const [text = '', label = ''] = line.split('\t');
    if (number === 1 || line.trim() === '') continue;
    if (text.trim() === '' || label.trim() === '')
      throw new HilgenError('input', {
        where: `${path}:${number}`,
        what: 'a name and its label were expected, parted by a tab',
      });
    records.push({ text: text.trim(), concept: label.trim(), scope: 'EXACT' });
  }
  const labels = {
    labels: [...new Set(records.map(({ concept }) => concept))].sort(),
    of: (id: string) => id,
  };
  return dictionaryTeacher(name, { names: () => records, lookup: () => [] }, { labels, ...options }, work);
}
