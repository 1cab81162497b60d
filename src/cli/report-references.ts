import { HilgenError } from '../base/errors.js';
import { armsOf, type ExperimentFile, nearestName, testReferences } from '../experiment/index.js';
import type { Material } from '../report/index.js';

/**
 * The arm that others are compared with: the one asked for, that of the file's `tests`, or of a file without tests the
 * first that learns from few shots only.
 *
 * @throws HilgenError `usage` where no arm has the name asked for.
 */
export function baselineOf(
  { arms }: Material,
  { tests }: ExperimentFile,
  given: string | undefined,
): string | undefined {
  const names = arms.map(({ name }) => name);
  if (given !== undefined && !names.includes(given)) {
    const near = nearestName(given, names);
    throw new HilgenError('usage', {
      where: JSON.stringify(given),
      what: 'no arm has this name',
      hint: near === undefined ? `Arms: ${names.join('; ')}.` : `Did you mean \`${near}\`?`,
    });
  }
  if (given !== undefined || tests !== undefined) return given ?? tests?.baseline;
  return arms.find(({ isFewShotOnly }) => isFewShotOnly)?.name;
}

/** All arms that others are compared with, the baseline first: those of the file's `tests`, else one dictionary. */
export function referencesOf(
  material: Material,
  file: ExperimentFile,
  baseline: string | undefined,
): string[] {
  const others =
    file.tests === undefined
      ? widestDictionary(material, file, baseline)
      : testReferences({ ...file.tests, baseline: undefined }, armsOf(file));
  return [...new Set([...(baseline === undefined ? [] : [baseline]), ...others])];
}

/** The first dictionary that looks past everything, else the first. */
function widestDictionary(
  { arms }: Material,
  { taggers }: ExperimentFile,
  baseline: string | undefined,
): string[] {
  const dictionaries = arms.filter(({ kind, name }) => kind === 'dictionary' && name !== baseline);
  const whole = dictionaries.find(({ tagger = '' }) => {
    const settings = taggers[tagger];
    return settings?.kind === 'dictionary' && settings.match === 'all';
  });
  return [whole ?? dictionaries[0]].flatMap((arm) => arm?.name ?? []);
}
