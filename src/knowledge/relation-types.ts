/** The relation that hierarchy layers follow: a concept is a kind of its parent. */
export const IS_A = 'is_a';

const INVERSE = 'inverse of ';

/** The type of a relation that was read from its far end. */
export function inverseOf(type: string): string {
  return `${INVERSE}${type}`;
}

/** Whether a relation of this type was read from its far end. */
export function isInverse(type: string): boolean {
  return type.startsWith(INVERSE);
}
