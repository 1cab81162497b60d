import { HilgenError } from '../base/errors.js';

/** Special pieces as `tokenizer.json` lists them, each with its number. */
export function specialPieces(
  names: readonly string[],
  numberOf: (piece: string) => number | undefined,
  file: string,
): { id: number; content: string }[] {
  return names.map((content) => {
    const id = numberOf(content);
    if (id !== undefined) return { id, content };
    throw new HilgenError('input', {
      where: file,
      what: `no tokenizer can be made from it: it lacks the piece ${content}`,
      hint: 'Fetch the model’s tokenizer.json, or save it with transformers (AutoTokenizer … save_pretrained).',
    });
  });
}

/** A special piece as an entry of `added_tokens`. */
export function addedToken(piece: { readonly id: number; readonly content: string }): object {
  const { id, content } = piece;
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
}
