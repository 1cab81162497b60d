import type { TypeReference } from './importer.js';
import type { BuildTables } from './tables.js';

/** Numbers semantic types as they are met, over all sources. */
export function typeNumbers({ types, rows }: Pick<BuildTables, 'types' | 'rows'>) {
  return ({ id, name }: TypeReference): number => {
    const found = types.get(id);
    if (found !== undefined) return found;
    const number = types.size + 1;
    types.set(Buffer.from(id).toString(), number);
    rows.type.add(number, id, name);
    return number;
  };
}
