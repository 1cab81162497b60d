import { bertFamily } from './bert.js';
import { distilbertFamily } from './distilbert.js';
import { electraFamily } from './electra.js';
import type { Family } from './family.js';
import { robertaFamily } from './roberta.js';

/** The families of encoders that can be trained. */
export const FAMILIES: readonly Family[] = [bertFamily, robertaFamily, electraFamily, distilbertFamily];
