import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { writeSafetensors } from '../../src/encoder/safetensors.js';
import { type Parameters, zeros } from '../../src/tensor/train/parameters.js';

/** One random small model of a family, as scripts/oracles/encoder-families.py writes it. */
export interface FamilyCase {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly architecture: string;
  /** Files of the tokenizer: lines of a text, or JSON. */
  readonly files: Readonly<Record<string, unknown>>;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly sentences: readonly {
    readonly words: readonly string[];
    readonly ids: readonly number[];
    readonly hidden: readonly (readonly number[])[];
  }[];
  readonly step: { readonly loss: number; readonly norms: Readonly<Record<string, number>> };
}

export interface FamilyGolden {
  readonly every: number;
  readonly cases: readonly FamilyCase[];
}

/** What scripts/oracles/encoder-families.py wrote. */
export function readFamilyGolden(): FamilyGolden {
  const path = new URL('../../src/encoder/encoder-families.golden.json', import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The model's weights under the names of transformers, by the formula of the script. */
export function familyWeights({ shapes }: FamilyCase): Parameters {
  return new Map(
    Object.entries(shapes).map(([name, shape]) => {
      const start = (crc32(name) % 9973) / 9973;
      const offset = /(LayerNorm|layer_norm)\.weight$/.test(name) ? 1 : 0;
      const { data } = zeros(shape);
      const value = (at: number): number => 0.8 * (((at * 0.6180339887498949 + start) % 1) - 0.5) + offset;
      return [name, { shape, data: data.map((_, at) => value(at + 1)) }];
    }),
  );
}

/** Writes the model as a Hugging Face folder. */
export async function writeFamily(folder: string, model: FamilyCase): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify(model.config));
  for (const [name, content] of Object.entries(model.files)) {
    const text = name.endsWith('.txt') ? `${(content as string[]).join('\n')}\n` : JSON.stringify(content);
    writeFileSync(join(folder, name), text);
  }
  await writeSafetensors(join(folder, 'model.safetensors'), familyWeights(model));
}
