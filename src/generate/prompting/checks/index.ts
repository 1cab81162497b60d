import type { Check } from './check.js';
import { checkLabels } from './labels.js';
import { checkLanguage } from './language.js';
import { checkLength } from './length.js';
import { checkPrompt } from './prompt.js';
import { checkShot } from './shot.js';

/** Every check of a single sentence, in the order in which they are made. A new one is a file and a line here. */
export const CHECKS = {
  length: checkLength,
  'repeats a shot': checkShot,
  'contains the prompt': checkPrompt,
  'other language': checkLanguage,
  'unknown label': checkLabels,
} as const satisfies Readonly<Record<string, Check>>;
