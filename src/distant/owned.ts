/**
 * The same text in memory of its own. A slice of a longer text keeps all of that in memory for as long as it lives: a word
 * kept for a count would keep the piece of the file that it was read from.
 */
export function owned(text: string): string {
  return Buffer.from(text).toString();
}
