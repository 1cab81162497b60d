/** The numbers in a base64 text of little-endian single precision, as the scripts in scripts/oracles write them. */
export function base64Array(text: string): Float32Array<ArrayBuffer> {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
}
