import type { z } from 'zod';
import type { BertConfig } from '../bert-config.js';

/** In what a family of encoders differs from BERT: its configuration, its names, its inputs. */
export interface Family {
  /** `model_type` in `config.json`. */
  readonly modelType: string;
  /** How transformers' class names begin. */
  readonly classPrefix: string;
  /** What the names of weights begin with in a model with a head. */
  readonly prefix: string;
  /** Reads `config.json`. */
  readonly config: z.ZodType<BertConfig>;
  /** Whether `token_type_ids` are fed. */
  readonly feedsTypes: boolean;
  /** The family's name for a weight, both without prefix: `encoder.layer.0.output.dense.bias`. */
  nameOf(bertName: string): string;
  /** Names under which a file may hold the table of words where it shares it with an output layer. */
  readonly tiedWords: readonly string[];
}
