import { coordination } from './coordination.js';
import { deficiency } from './deficiency.js';
import { heads } from './heads.js';
import { modifiers } from './modifiers.js';
import type { Rule } from './rule.js';

/** Every rule by its name, in the order in which they are applied. A new one is a file and a line here. */
export const RULES = { deficiency, heads, coordination, modifiers } as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
