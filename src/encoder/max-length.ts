import { HilgenError } from '../base/errors.js';
import type { Encoder } from './encoder.js';

/**
 * An encoder that sees at most `maxLength` pieces at a time, special ones included; its own limit where absent.
 *
 * @throws HilgenError `usage` where it has fewer positions.
 */
export function withMaxLength(encoder: Encoder, maxLength: number | undefined): Encoder {
  if (maxLength === undefined) return encoder;
  if (maxLength > encoder.maxLength) {
    throw new HilgenError('usage', {
      where: 'max-length',
      what: `windows of ${maxLength} pieces are asked for, the encoder takes ${encoder.maxLength}`,
      hint: `Name at most ${encoder.maxLength}.`,
    });
  }
  return { ...encoder, maxLength, split: (sentences) => encoder.split(sentences, maxLength) };
}
