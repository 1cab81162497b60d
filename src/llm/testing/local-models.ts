import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** What tests with a real model need, or why they cannot be run. */
export type LocalModel =
  | { readonly path: string; readonly llamaFolder: string }
  | { readonly missing: string };

/** A small model by its name in `../shared/models`, and the folder that has node-llama-cpp (`HILGEN_LLAMA`, else `.cache/llama`). */
export function localModel(name: string): LocalModel {
  const llamaFolder = resolve(process.env.HILGEN_LLAMA ?? '.cache/llama');
  if (!existsSync(resolve(llamaFolder, 'node_modules/node-llama-cpp'))) {
    return { missing: `no node-llama-cpp in ${llamaFolder} (docs/llm.md says how to add it)` };
  }
  const script = resolve('../shared/models/fetch-llm');
  if (!existsSync(script)) return { missing: `no ${script} to fetch ${name} with` };
  try {
    const output = execFileSync(script, ['.cache/models', name], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 300_000,
    });
    return { path: resolve(output.toString().trim().split('\n').at(-1) ?? ''), llamaFolder };
  } catch {
    return { missing: `${name} cannot be fetched here` };
  }
}
