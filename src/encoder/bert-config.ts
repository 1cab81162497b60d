import { HilgenError } from '../base/errors.js';
import type { Family } from './families/family.js';
import { FAMILIES } from './families/index.js';

/** What one Transformer layer needs to know. */
export interface LayerConfig {
  readonly hidden: number;
  readonly heads: number;
  readonly intermediate: number;
  readonly epsilon: number;
  readonly hiddenDropout: number;
  readonly attentionDropout: number;
  /** Dropout of what attention gives, where it is not `hiddenDropout`. */
  readonly attendedDropout?: number;
}

/** The sizes of an encoder of BERT's shape. */
export interface BertConfig extends LayerConfig {
  readonly vocabulary: number;
  readonly layers: number;
  /** Width of the embedding tables; a projection follows where it is not `hidden`. */
  readonly embedding: number;
  /** Rows of the table of positions. */
  readonly positions: number;
  /** The row of the first position. */
  readonly positionOffset: number;
  /** Rows of the table of token types; 0 where there is none. */
  readonly types: number;
  readonly classifierDropout: number;
}

/** A configuration and the family that it belongs to. */
export interface FamilyConfig {
  readonly family: Family;
  readonly config: BertConfig;
}

/**
 * Reads the content of a Hugging Face `config.json`.
 *
 * @throws HilgenError `input` where a field is missing or asks for what these encoders do not do.
 */
export function bertConfig(content: unknown, file: string): FamilyConfig {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new HilgenError('input', { where: file, what: 'not a JSON object' });
  }
  const fields = content as Readonly<Record<string, unknown>>;
  const family = familyOf(fields, file);
  const parsed = family.config.safeParse(fields);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const found = JSON.stringify(fields[String(issue?.path[0])]) ?? 'nothing';
    throw new HilgenError('input', {
      where: [file, ...(issue?.path ?? [])].join(', '),
      what: `${issue?.message ?? 'unreadable configuration'}, found ${found}`,
      hint: 'Encoders with absolute positions and exact GELU are supported.',
    });
  }
  const config = parsed.data;
  if (config.hidden % config.heads === 0) return { family, config };
  const what = `the hidden size ${config.hidden} is no multiple of the ${config.heads} attention heads`;
  throw new HilgenError('input', { where: file, what });
}

/** The family that `model_type` names; in older files, which lack it, `architectures` tells. */
function familyOf(fields: Readonly<Record<string, unknown>>, file: string): Family {
  const { model_type: type, architectures } = fields;
  if (typeof type === 'string') {
    const family = FAMILIES.find(({ modelType }) => modelType === type);
    if (family !== undefined) return family;
    throw new HilgenError('input', {
      where: `${file}, model_type`,
      what: `"${type}" is no family of encoders that hilgen has`,
      hint: `It has: ${FAMILIES.map(({ modelType }) => modelType).join(', ')}.`,
    });
  }
  const [architecture = 'Bert'] = Array.isArray(architectures) ? architectures.map(String) : [];
  const family = FAMILIES.find(({ classPrefix }) => architecture.startsWith(classPrefix));
  if (family !== undefined) return family;
  throw new HilgenError('input', {
    where: `${file}, model_type`,
    what: `missing, and the architecture "${architecture}" is none that hilgen has`,
  });
}
