import { z } from 'zod';

const infons = z
  .record(z.string(), z.unknown())
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, asText(value)]])),
    ),
  );

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const id = z.union([z.string(), z.number()]).transform(String);

const annotation = z.object({
  id: id.optional(),
  infons: infons.default({}),
  text: z.string().nullish(),
  locations: z.array(z.object({ offset: z.int(), length: z.int() })),
});

const relation = z.object({
  id: id.optional(),
  infons: infons.default({}),
  nodes: z.array(z.object({ refid: id, role: z.string().default('') })).default([]),
});

const marks = { annotations: z.array(annotation).default([]), relations: z.array(relation).default([]) };

const sentence = z.object({
  offset: z.int().min(0),
  text: z.string().nullish(),
  infons: infons.default({}),
  ...marks,
});

const passage = z.object({
  offset: z.int().min(0),
  text: z.string().nullish(),
  infons: infons.default({}),
  sentences: z.array(sentence).default([]),
  ...marks,
});

/** A BioC document as JSON has it; XML is read into the same. */
export const biocDocument = z.object({
  id,
  infons: infons.default({}),
  passages: z.array(passage),
  ...marks,
});

export type BiocDocument = z.infer<typeof biocDocument>;
export type BiocPassage = z.infer<typeof passage>;
export type BiocAnnotation = z.infer<typeof annotation>;
export type BiocRelation = z.infer<typeof relation>;
/** What a collection says of itself. */
export type BiocHead = Readonly<Record<'source' | 'date' | 'key', string>>;

/** A collection's head where nothing is known of it. */
export const NO_HEAD: BiocHead = { source: 'hilgen', date: '', key: '' };
