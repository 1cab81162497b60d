import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../base/files.js';
import type { EncoderWithWeights } from './encoder.js';
import { writeSafetensors } from './safetensors.js';

/** Writes an encoder and all weights given with it as a Hugging Face folder; `fields` go into its `config.json` too. */
export async function saveEncoder(
  folder: string,
  { encoder, parameters }: EncoderWithWeights,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const config = { ...(await encoder.saveExtras(folder)), ...fields };
  await writeFileAtomic(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  const named = [...parameters].map(([name, value]) => [encoder.savedName?.(name) ?? name, value] as const);
  await writeSafetensors(join(folder, 'model.safetensors'), new Map(named));
}
