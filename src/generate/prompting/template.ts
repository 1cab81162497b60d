/** A place in a text that a value goes to: `{{name}}`, or `{{name|what stands there otherwise}}`. */
export interface Slot {
  readonly name: string;
  readonly otherwise: string | undefined;
  /** Where it stands in the template. */
  readonly at: number;
}

const SLOT = /\{\{\s*(?<name>[\w-]+)\s*(?:\|(?<otherwise>[^{}]*))?\}\}/gu;

/** The slots of a template, in order. */
export function slotsOf(template: string): Slot[] {
  return Array.from(template.matchAll(SLOT), ({ index, groups }) => ({
    name: groups?.name ?? '',
    otherwise: groups?.otherwise,
    at: index,
  }));
}

/** Values by slot, some made only where they are wanted; an empty one counts as absent. */
export type Values = Readonly<Record<string, string | (() => string) | undefined>>;

/**
 * Puts values into a template's slots. White space at the template's end is dropped, so that a
 * text to be carried on ends where its last word does.
 *
 * @param onEmpty called for a slot with neither a value nor something else to say; throws.
 */
export function fillTemplate(template: string, values: Values, onEmpty: (name: string) => never): string {
  const filled = template.replace(SLOT, (...match) => {
    const { name, otherwise } = match.at(-1) as { name: string; otherwise?: string };
    const value = values[name];
    return (typeof value === 'function' ? value() : value) || (otherwise ?? onEmpty(name));
  });
  return filled.trimEnd();
}
