import { HilgenError } from '../base/errors.js';
import { squeeze } from './check/squeezed.js';
import type { Document } from './document.js';

/** What becomes of a document whose id was there already. */
export const REPEAT_POLICIES = ['error', 'rename', 'skip'] as const;
export type RepeatPolicy = (typeof REPEAT_POLICIES)[number];

/** What merging did to repeats. */
export interface MergeCounts {
  renamed: number;
  skipped: number;
}

/**
 * The documents of several corpora, one after another. A repeated id is an error, gets a number behind it, or its
 * document is left out; to be left out its text must be the same too.
 *
 * @throws HilgenError `input` with the id that is repeated and with its place.
 */
export async function* mergeCorpora(
  corpora: readonly AsyncIterable<Document>[],
  policy: RepeatPolicy,
  counts: MergeCounts = { renamed: 0, skipped: 0 },
): AsyncGenerator<Document> {
  const seen = new Map<string, string>();
  for (const corpus of corpora) {
    for await (const document of corpus) {
      const text = squeeze(document).text;
      const before = seen.get(document.id);
      if (before !== undefined && policy === 'error') throw repeated(document, before === text);
      if (before === text && policy === 'skip') {
        counts.skipped++;
        continue;
      }
      const id = before === undefined ? document.id : freeId(document.id, seen);
      if (id !== document.id) counts.renamed++;
      seen.set(id, text);
      yield id === document.id ? document : { ...document, id };
    }
  }
}

function freeId(id: string, seen: ReadonlyMap<string, string>): string {
  let number = 2;
  while (seen.has(`${id}.${number}`)) number++;
  return `${id}.${number}`;
}

function repeated({ id, origin }: Document, sameText: boolean): HilgenError {
  return new HilgenError('input', {
    where: origin.kind === 'gold' ? `${origin.file}:${origin.line}` : undefined,
    what: `the id ${JSON.stringify(id)} is there already, ${sameText ? 'with the same text' : 'with another text'}`,
    hint: '--repeats rename gives it a number, --repeats skip leaves out what has the same text.',
  });
}
