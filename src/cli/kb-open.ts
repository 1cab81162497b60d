import { HilgenError } from '../base/errors.js';
import { type Concept, openKnowledgeBase, type StoredKnowledgeBase } from '../knowledge/index.js';

/** Opens a knowledge base for as long as `use` needs it. */
export async function withKnowledgeBase<T>(
  path: string,
  use: (kb: StoredKnowledgeBase) => T | Promise<T>,
): Promise<T> {
  const kb = openKnowledgeBase(path);
  try {
    return await use(kb);
  } finally {
    kb.close();
  }
}

/**
 * The concepts meant by an id or a name.
 *
 * @throws HilgenError `input` where there is none, with names that begin alike.
 */
export function conceptsMeant(kb: StoredKnowledgeBase, text: string): Concept[] {
  const byId = kb.concept(text);
  const found = byId === undefined ? kb.lookup(text) : [byId];
  if (found.length > 0) return found;
  const similar = kb.similarNames(text, 3).map((name) => `"${name}"`);
  throw new HilgenError('input', {
    where: JSON.stringify(text),
    what: 'no concept has this id or name',
    hint: similar.length > 0 ? `Names that begin alike: ${similar.join(', ')}` : undefined,
  });
}

/** `1 concept`, `2 concepts`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
