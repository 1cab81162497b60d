import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asFileError } from '../base/files.js';
import { MANIFEST } from '../base/folders.js';
import type { Input } from './shared/corpus-input.js';
import type { DecodingChoice } from './tag-decoding-options.js';
import type { Task } from './tag-partial.js';

/** What is asked of `hilgen tag`. */
export interface TagRequest {
  readonly model: string;
  readonly corpus: string;
  /** Name of the format that is written. */
  readonly to: string;
  readonly options: DecodingChoice & { readonly minScore?: number; readonly shortForms?: boolean };
}

/** What has to be the same for a run to go on with the file of another: settings, and when files were changed. */
export function taskOf(
  { model, corpus, to, options }: TagRequest,
  { format, options: reading }: Input,
): Task {
  const { scheme, tagColumn, unit, mend, labelMap } = reading;
  const { minScore, decode, distance, vectors, transitions, temperature, support = [], dev } = options;
  const { kb, maxLength, provider, shortForms } = options;
  const files = [
    join(model, MANIFEST),
    corpus,
    ...support,
    ...[dev, kb].filter((file) => file !== undefined),
  ];
  const reader = { from: format.name, scheme, tagColumn, unit, mend, labelMap };
  const settings = { to, ...reader, minScore, maxLength, provider, shortForms };
  const decoding =
    decode === 'classifier' ? { decode } : { decode, distance, vectors, transitions, temperature };
  // As it will be read again.
  return JSON.parse(JSON.stringify({ files: files.map(stateOf), ...settings, ...decoding }));
}

function stateOf(path: string): readonly [string, number] {
  try {
    return [resolve(path), statSync(path).mtimeMs];
  } catch (cause) {
    throw asFileError(cause, path);
  }
}
