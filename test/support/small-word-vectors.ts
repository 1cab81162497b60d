import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { random } from '../../src/base/random.js';
import { convertWordVectors } from '../../src/encoder/convert-word-vectors.js';
import { LESSONS } from './sentences.js';
import { type Entry, winkJson } from './wink-json.js';

/** A file of word vectors that has most words of the lessons and as many others, of eight dimensions. */
export async function smallWordVectors(folder: string): Promise<string> {
  const words = [...new Set(LESSONS.flatMap(({ text }) => text.split(' ')))].slice(1);
  const all = words.flatMap((word) => [word, `${word}s`]);
  const entries = all.map((word): Entry => {
    const draws = random(1, word);
    return [word, Array.from({ length: 8 }, () => draws.normal())];
  });
  const [json, path] = [join(folder, 'vectors.json'), join(folder, 'vectors.bin')];
  writeFileSync(json, winkJson(entries));
  await convertWordVectors(json, path);
  return path;
}
