import { cpSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import { asFileError, writeFileAtomic } from '../../base/files.js';
import { MANIFEST, writeFolderAtomic } from '../../base/folders.js';
import { quantiseProgram } from '../../tensor/int8/quantise-program.js';
import { MODEL_FILE, readManifest, type TransformerManifest, WEIGHTS_FILE } from './files.js';
import { isHead } from './layers.js';

/** What became of a model. */
export interface Quantisation {
  /** Matrix products and tables that now have 8-bit weights. */
  readonly products: number;
  readonly tables: number;
  /** Size of the program in bytes, before and after. */
  readonly before: number;
  readonly after: number;
}

/**
 * Saves a tagger once more with 8-bit weights, to be tagged with as before. The classifier stays in single precision; the
 * weights that other programs and further training want are left behind.
 *
 * @throws HilgenError `input` where the folder is no model, has 8-bit weights already or decides by neighbours,
 *   or where `out` cannot be written.
 */
export async function quantiseTagger(folder: string, out: string): Promise<Quantisation> {
  const manifest = await readManifest(folder);
  assertQuantisable(manifest, folder);
  const path = join(folder, MODEL_FILE);
  const program = await readFile(path).catch((cause) => {
    throw asFileError(cause, path);
  });
  const { bytes, products, tables } = quantised(program, path);
  await writeFolderAtomic(out, async (target) => {
    const others = readdirSync(folder).filter((name) => ![MANIFEST, MODEL_FILE, WEIGHTS_FILE].includes(name));
    for (const name of others) {
      const source = join(folder, name);
      if (statSync(source).isFile()) cpSync(source, join(target, name));
    }
    await writeFileAtomic(join(target, MODEL_FILE), bytes);
    const described: TransformerManifest = { ...manifest, int8: { products, tables } };
    await writeFileAtomic(join(target, MANIFEST), `${JSON.stringify(described, null, 2)}\n`);
  });
  return { products, tables, before: program.length, after: bytes.length };
}

function assertQuantisable({ int8, neighbours }: TransformerManifest, where: string): void {
  if (int8 !== undefined) {
    const hint = 'Name the folder that it was made from.';
    throw new HilgenError('input', { where, what: 'the model has 8-bit weights already', hint });
  }
  if (neighbours !== undefined) {
    const what = 'the model decides by the distances between its vectors, which 8-bit weights do not keep';
    const hint = 'Nearly all of its time goes into features and neighbours; tag with it as it is.';
    throw new HilgenError('input', { where, what, hint });
  }
}

function quantised(program: Uint8Array, path: string): ReturnType<typeof quantiseProgram> {
  try {
    return quantiseProgram(program, { keeps: isHead });
  } catch (cause) {
    const what = `not a program of ours (${(cause as Error).message})`;
    throw new HilgenError('input', { where: path, what, cause });
  }
}
