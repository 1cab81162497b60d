import { compare } from './compare.js';
import { distant } from './distant.js';
import { ensemble } from './ensemble.js';
import { fold } from './fold.js';
import { join } from './join.js';
import type { StageKind } from './kind.js';
import { knowledge } from './knowledge.js';
import { mark } from './mark.js';
import { match } from './match.js';
import { measure } from './measure.js';
import { sample } from './sample.js';
import { score } from './score.js';
import { shortForms } from './short-forms.js';
import { substitute } from './substitute.js';
import { tag } from './tag.js';
import { text } from './text.js';
import { train } from './train.js';
import { write } from './write.js';

/** Every kind of stage, in the order in which data goes through them. */
export const KINDS = {
  ...{ knowledge, sample, substitute, write, text, mark, distant, fold, train, tag, match, join },
  ...{ 'short-forms': shortForms, ensemble, score, measure, compare },
};

export type KindName = keyof typeof KINDS;

export type SettingsOf<K extends KindName> =
  (typeof KINDS)[K] extends StageKind<infer S> ? S & object : never;
