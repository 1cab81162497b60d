import { abbreviations } from './abbreviations.js';
import { boundaries } from './boundaries.js';
import { heads } from './heads.js';
import { phrases } from './phrases.js';
import type { UnknownRule } from './rule.js';
import { shapes } from './shapes.js';

/** Every rule, in the order in which they are asked: later ones see what earlier ones found. */
export const UNKNOWN_RULES = {
  ...{ heads, shapes, phrases, boundaries, abbreviations },
} as const satisfies Record<string, UnknownRule>;
export type UnknownRuleName = keyof typeof UNKNOWN_RULES;
export const UNKNOWN_RULE_NAMES = Object.keys(UNKNOWN_RULES) as UnknownRuleName[];
