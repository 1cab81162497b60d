import { HilgenError } from '../../base/errors.js';
import type { LanguageModel, Usage } from '../language-model.js';

/** What a model costs, per million tokens. */
export interface Price {
  readonly prompt: number;
  readonly completion: number;
  /** Dollars where absent. */
  readonly currency?: string | undefined;
}

/** List prices in dollars, as published in August 2025; prices change, so a user's own come first. */
export const KNOWN_PRICES: Readonly<Record<string, Price>> = {
  'gpt-3.5-turbo': { prompt: 0.5, completion: 1.5 },
  'gpt-4o': { prompt: 2.5, completion: 10 },
  'gpt-4o-mini': { prompt: 0.15, completion: 0.6 },
  'gpt-4.1': { prompt: 2, completion: 8 },
  'gpt-4.1-mini': { prompt: 0.4, completion: 1.6 },
  'gpt-4.1-nano': { prompt: 0.1, completion: 0.4 },
  'gpt-5': { prompt: 1.25, completion: 10 },
  'gpt-5-mini': { prompt: 0.25, completion: 2 },
  'gpt-5-nano': { prompt: 0.05, completion: 0.4 },
};

/** When `KNOWN_PRICES` were looked up. */
export const PRICES_AS_OF = '2025-08';

/** The part of the price that a batch costs, at OpenAI and Azure. */
export const BATCH_SHARE = 0.5;

/** The list price of a model, also under a dated name such as `gpt-4o-mini-2024-07-18`. */
export function knownPrice(name: string): Price | undefined {
  return KNOWN_PRICES[name.replace(/-\d{4}-\d{2}-\d{2}$|-\d{4}$/, '')];
}

/** What the tokens cost. */
export function costOf({ promptTokens, completionTokens }: Usage, price: Price): number {
  return (promptTokens * price.prompt + completionTokens * price.completion) / 1e6;
}

const FREE: Price = { prompt: 0, completion: 0 };

/**
 * What a model is taken to cost where the user does not say: nothing on this machine, else its list price.
 *
 * @throws HilgenError `usage` where there is none and a bound on the cost needs one.
 */
export function priceFor(
  { host, name }: Pick<LanguageModel, 'host' | 'name'>,
  maxCost: number | undefined,
): Price | undefined {
  const price = host === undefined ? FREE : knownPrice(name);
  if (price !== undefined || maxCost === undefined) return price;
  throw new HilgenError('usage', {
    what: `no price of ${name} is known, so its cost cannot be bounded`,
    hint: 'Give the price of a million tokens, for example --price 0.15,0.60 (prompt, answer).',
  });
}
