import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readDocuments, writeDocuments } from './corpora.js';
import type { Document } from './document.js';
import { formatNamed } from './formats.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-streaming-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MEGABYTES = 300;

/** A file of many documents, about 2 kB each. */
async function generate(path: string): Promise<number> {
  const stream = createWriteStream(path);
  let documents = 0;
  for (let size = 0; size < MEGABYTES * 1e6; ) {
    let chunk = '';
    while (chunk.length < 1 << 18) {
      const id = documents++;
      chunk += `${id}|t|Chronic gout µ ${id}\n${id}|a|${'Aspirin eases gout in most patients. '.repeat(50)}\n`;
      chunk += `${id}\t8\t12\tgout\tDisease\tD006073\n\n`;
    }
    size += chunk.length;
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return documents;
}

test.each(['jsonl', 'iob', 'bioc-xml'])(
  `PubTator of ${MEGABYTES} MB becomes %s in memory that does not grow with the file`,
  async (to) => {
    const source = join(folder, 'big.pubtator');
    const documents = await generate(source);
    const resident: number[] = [];
    let seen = 0;
    async function* watched(): AsyncGenerator<Document> {
      for await (const document of readDocuments(source)) {
        yield document;
        if (++seen % 1000 === 0) resident.push(process.memoryUsage().rss / 1e6);
      }
    }
    await writeDocuments(join(folder, `out.${to}`), watched(), { format: formatNamed(to) });
    expect(seen).toBe(documents);
    const early = Math.max(...resident.slice(0, Math.floor(resident.length / 4)));
    const late = Math.max(...resident.slice(Math.floor((3 * resident.length) / 4)));
    expect(late).toBeLessThan(early + 60);
    expect(late).toBeLessThan(600);
  },
);
