import { z } from 'zod';
import { LAYERS } from '../../corpus/index.js';

export const whole = z.int().min(1);
export const name = z.string().min(1);
export const seed = z.int().min(0);
export const fraction = z.number().min(0).max(1);
export const words = z.array(name).min(1);

/** One value or several. */
export const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

/** Ways from a concept to its neighbours. */
export const layers = z.array(z.enum(LAYERS));
