import { InvalidArgumentError } from 'commander';

/** Parses a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < least || !Number.isSafeInteger(value)) {
      throw new InvalidArgumentError(`a whole number of at least ${least} was expected.`);
    }
    return value;
  };
}

/** Parses a positive number such as `1e-4`. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value))
    throw new InvalidArgumentError('a positive number was expected.');
  return value;
}

/** Parses a number above 0, at most 1. */
export function probability(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1))
    throw new InvalidArgumentError('a number above 0, at most 1, was expected.');
  return value;
}

/** Parses part of 0 to 1, both ends included: `0.3..0.7`, `..0.7`, `0.3..` or, for the same, `0.3`. */
export function partOfOne(text: string): { from: number; to: number } {
  const [from = '', to = '', ...more] = text.trim().split('..');
  const part = { from: from === '' ? 0 : Number(from), to: to === '' ? 1 : Number(to) };
  const isPart = 0 <= part.from && part.from <= part.to && part.to <= 1;
  if (!isPart || more.length > 0 || `${from}${to}` === '')
    throw new InvalidArgumentError('part of 0 to 1 was expected, such as 0.5 or 0.3..0.7.');
  return part;
}

/** Parses a comma-separated list of words out of `allowed`. */
export function listOf<T extends string>(allowed: readonly T[]): (text: string) => T[] {
  return (text) => text.split(',').map((word) => oneOf(allowed)(word.trim()));
}

/** Parses one word out of `allowed`. */
export function oneOf<T extends string>(allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`choose from: ${allowed.join(', ')}.`);
    return found;
  };
}

/** Parses a number of at least `least` and at most `most`. */
export function numberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`a number from ${least} to ${most} was expected.`);
    return value;
  };
}
