import { z } from 'zod';
import { experimentFile } from './schema.js';

/** The JSON Schema of experiment files, by which editors complete and check them. */
export function experimentSchema(): z.core.JSONSchema.BaseSchema {
  const { $schema, ...rest } = z.toJSONSchema(experimentFile, { io: 'input', override: dropWideBounds });
  return { $schema, title: 'hilgen experiment', ...rest } as z.core.JSONSchema.BaseSchema;
}

/** Whole numbers carry the bounds of safe integers, which say nothing here. */
function dropWideBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
