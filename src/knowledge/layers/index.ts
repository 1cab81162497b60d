import type { Layer } from '../../corpus/sentence.js';
import { child } from './child.js';
import type { LayerRule } from './layer.js';
import { parent } from './parent.js';
import { search } from './search.js';
import { semanticType } from './semantic-type.js';
import { sibling } from './sibling.js';
import { synonym } from './synonym.js';

/** The rule of every layer. A new one is a file and a line here. */
export const LAYER_RULES: Readonly<Record<Layer, LayerRule>> = {
  synonym,
  'semantic-type': semanticType,
  parent,
  child,
  sibling,
  search,
};
