import { dirname, isAbsolute, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readText } from '../base/files.js';
import { LAYERS, SAMPLE_MODES } from '../corpus/index.js';

const whole = z.int().min(1);
const name = z.string().min(1);

const arm = z.union([
  z.strictObject({ name, dictionary: z.union([z.literal(true), z.literal('plain')]) }),
  z.strictObject({
    name,
    layers: z.array(z.enum(LAYERS)).describe('none: the few-shot sample alone'),
    llm: z.literal(true).optional().describe("with the language model's sentences"),
  }),
]);

/** The content of an experiment file. Paths in it start at the file's own folder. */
export const experimentFile = z.strictObject({
  name: name.describe('what the experiment is called'),
  data: z.strictObject({
    train: name.describe('labelled sentences that few-shot samples are drawn from'),
    test: name.describe('labelled sentences that scores are computed on; nothing is chosen on them'),
  }),
  knowledge: z.strictObject({ obo: z.array(name).min(1).describe('terminologies in OBO format') }),
  sample: z
    .strictObject({ shots: whole.default(5), mode: z.enum(SAMPLE_MODES).default('sentences-per-type') })
    .prefault({}),
  generate: z.strictObject({ 'per-mention': whole.default(10) }).prefault({}),
  llm: z
    .strictObject({
      source: name.describe('a file (starting with . or /), a URL, or a server by its name'),
      model: name.optional().describe("the model's name at the server"),
      preset: name.default('grounded').describe('prompts: a preset, or a file (starting with . or /)'),
      layers: z
        .array(z.enum(LAYERS))
        .min(1)
        .default([...LAYERS]),
      'per-mention': whole.default(10).describe('sentences asked for, for each mention and layer'),
    })
    .optional(),
  train: z.strictObject({
    encoder: name.describe('a folder (starting with . or /), a model id on the hub, or `vectors`'),
    steps: whole.optional(),
    batch: whole.optional(),
    'learning-rate': z.number().positive().optional(),
  }),
  dictionary: z.strictObject({
    labels: z
      .union([name, z.record(name, z.array(name))])
      .describe('one label for every concept, or for each label the beginnings of concept ids'),
  }),
  seeds: z.array(z.int().min(0)).min(1).default([1, 2, 3]),
  arms: z.array(arm).min(1),
  out: name.describe('folder of the results'),
});

export type ExperimentFile = z.infer<typeof experimentFile>;

/**
 * Reads an experiment file (YAML) and makes its paths absolute.
 *
 * @throws HilgenError `input` with `file:line:column` of the first fault.
 */
export async function readExperimentFile(path: string): Promise<ExperimentFile> {
  const lines = new LineCounter();
  const document = parseDocument(await readText(path), { lineCounter: lines });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new HilgenError('input', {
      where: `${path}:${line}:${col}`,
      what: `not valid YAML (${fault.code})`,
      hint: fault.message,
    });
  }
  const parsed = experimentFile.safeParse(document.toJS());
  if (!parsed.success) throw schemaError(path, document, lines, deepestIssue(parsed.error.issues));
  const { arms, llm } = parsed.data;
  const asking = arms.findIndex((one) => 'llm' in one && one.llm === true);
  if (asking !== -1 && llm === undefined) {
    const message = 'no `llm` in this file says which language model';
    throw schemaError(path, document, lines, { path: ['arms', asking, 'llm'], message });
  }
  return withAbsolutePaths(parsed.data, dirname(resolve(path)));
}

type Issue = z.core.$ZodIssue;

/** Of a union's complaints, those of the alternative that fits best. */
function deepestIssue(issues: readonly Issue[]): Issue | undefined {
  const [issue] = issues;
  if (issue?.code !== 'invalid_union') return issue;
  const best = issue.errors.toSorted((a, b) => a.length - b.length)[0]?.[0];
  return best === undefined ? issue : { ...best, path: [...issue.path, ...best.path] };
}

function schemaError(
  path: string,
  document: Document,
  lines: LineCounter,
  issue: Pick<Issue, 'path' | 'message'> | undefined,
): HilgenError {
  const keys = issue?.path ?? [];
  const { line, col } = lines.linePos(offsetOf(document, keys));
  return new HilgenError('input', {
    where: `${path}:${line}:${col}`,
    what: `${keys.length > 0 ? `${keys.join('.')}: ` : ''}${issue?.message ?? 'does not fit'}`,
    hint: 'docs/experiments.md shows every key; examples/ncbi-disease.yaml is a whole file.',
  });
}

/** Where the nearest node to a path stands in the file. */
function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  for (let depth = keys.length; depth >= 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function withAbsolutePaths(file: ExperimentFile, folder: string): ExperimentFile {
  const absolute = (path: string): string => resolve(folder, path);
  const named = (text: string): string => (text.startsWith('.') || isAbsolute(text) ? absolute(text) : text);
  const { llm } = file;
  return {
    ...file,
    data: { train: absolute(file.data.train), test: absolute(file.data.test) },
    knowledge: { obo: file.knowledge.obo.map(absolute) },
    ...(llm && { llm: { ...llm, source: named(llm.source), preset: named(llm.preset) } }),
    train: { ...file.train, encoder: named(file.train.encoder) },
    out: absolute(file.out),
  };
}
