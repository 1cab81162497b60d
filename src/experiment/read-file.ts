import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { HilgenError } from '../base/errors.js';
import { readText } from '../base/files.js';
import { presetPath } from '../generate/index.js';
import { findFault } from './faults.js';
import { type ExperimentFile, experimentFile } from './schema.js';
import { type Fault, schemaFault } from './schema-fault.js';

/** An experiment file with absolute paths, whose `store` is known. */
export type PlacedFile = ExperimentFile & { readonly store: string };

/**
 * Reads an experiment file (YAML), checks that all it refers to is in it, and makes its paths absolute.
 *
 * @throws HilgenError `input` with `file:line:column` of the first fault and, for a key or name, the nearest one known.
 */
export async function readExperimentFile(path: string): Promise<PlacedFile> {
  const lines = new LineCounter();
  const document = parseDocument(await readText(path), { lineCounter: lines, merge: true });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new HilgenError('input', {
      where: `${path}:${line}:${col}`,
      what: `not valid YAML (${broken.code})`,
      hint: broken.message,
    });
  }
  const content: unknown = document.toJS();
  const parsed = experimentFile.safeParse(content);
  const fault = parsed.success ? findFault(parsed.data) : schemaFault(parsed.error.issues, content);
  if (fault !== undefined) throw faultError(path, document, lines, fault);
  return withAbsolutePaths(parsed.data as ExperimentFile, dirname(resolve(path)));
}

function faultError(
  path: string,
  document: Document,
  lines: LineCounter,
  { path: keys, what, isKey = false, nearest }: Fault,
): HilgenError {
  const { line, col } = lines.linePos(
    (isKey ? keyOffsetOf(document, keys) : undefined) ?? offsetOf(document, keys),
  );
  const guide = 'docs/experiments.md shows every key; `hilgen init` writes a whole file.';
  return new HilgenError('input', {
    where: `${path}:${line}:${col}`,
    what: `${keys.length > 0 ? `${keys.join('.')}: ` : ''}${what}`,
    hint: nearest === undefined ? guide : `Did you mean \`${nearest}\`? ${guide}`,
  });
}

function keyOffsetOf(document: Document, keys: readonly PropertyKey[]): number | undefined {
  const map = document.getIn(keys.slice(0, -1), true);
  const pair = isMap(map)
    ? map.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1))
    : undefined;
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** Where the nearest node to a path stands in the file. */
function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  for (let depth = keys.length; depth >= 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** Of a name that is a path too: `./x`, `../x`, `/x`. */
const isPath = (text: string): boolean => text.startsWith('.') || isAbsolute(text);

/** The file with its paths made absolute from a folder, presets found, and a folder for its stages. */
export function withAbsolutePaths(file: ExperimentFile, folder: string): PlacedFile {
  const absolute = (path: string): string => resolve(folder, path);
  const named = (text: string): string => (isPath(text) ? absolute(text) : text);
  const each = <T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
  const model = <T extends { source?: string | undefined; preset?: string | undefined }>(llm: T): T => ({
    ...llm,
    ...(llm.source !== undefined && { source: named(llm.source) }),
    ...(llm.preset !== undefined && { preset: presetPath(named(llm.preset)) }),
  });
  const out = absolute(file.out);
  return {
    ...file,
    data: each(file.data, ({ train, dev, test, raw, ...rest }) => ({
      ...rest,
      raw: raw === undefined ? undefined : [raw].flat().map(absolute),
      ...{ train: absolute(train), dev: dev && absolute(dev), test: absolute(test) },
    })),
    knowledge: each(file.knowledge, (own) =>
      'kb' in own
        ? { kb: absolute(own.kb) }
        : { ...own, sources: own.sources.map(({ path, format }) => ({ path: absolute(path), format })) },
    ),
    llm: file.llm && model(file.llm),
    sources: each(file.sources, (source) => ({
      ...source,
      llm: typeof source.llm === 'boolean' ? source.llm : model(source.llm),
      raw:
        typeof source.raw === 'boolean' || source.raw.llm === undefined
          ? source.raw
          : { ...source.raw, llm: model(source.raw.llm) },
    })),
    taggers: each(file.taggers, (tagger) =>
      'encoder' in tagger ? { ...tagger, encoder: named(tagger.encoder) } : tagger,
    ),
    out,
    store: file.store === undefined ? join(dirname(out), '.hilgen') : absolute(file.store),
  };
}
