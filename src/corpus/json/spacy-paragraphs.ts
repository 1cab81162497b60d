import { z } from 'zod';
import type { Document, SentencePlace } from '../document.js';
import type { Span, Token } from '../sentence.js';
import { tagsToSpans } from '../tags-to-spans.js';
import type { JsonRecord } from './records.js';

const schema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  paragraphs: z.array(
    z.object({
      raw: z.string().optional(),
      sentences: z.array(
        z.object({ tokens: z.array(z.object({ orth: z.string().min(1), ner: z.string().default('O') })) }),
      ),
    }),
  ),
});

/** The paragraphs of spaCy 2's training files, each a document; their tags are BILUO, `-` for what is not known. */
export function* readParagraphs(
  { parse, where, line }: JsonRecord,
  stem: string,
  path: string,
): Generator<Document> {
  const { id = stem, paragraphs } = parse(schema);
  for (const [index, paragraph] of paragraphs.entries()) {
    const name = paragraphs.length === 1 ? String(id) : `${id}-${index + 1}`;
    const parts = readParagraph(paragraph, `${where}, paragraph ${index + 1}`);
    yield { id: name, ...parts, origin: { kind: 'gold', file: path, line } };
  }
}

type Paragraph = z.infer<typeof schema>['paragraphs'][number];

function readParagraph(
  { raw, sentences }: Paragraph,
  where: string,
): Pick<Document, 'text' | 'spans' | 'sentences'> {
  const placer = wordPlacer(raw);
  const places: SentencePlace[] = [];
  const spans: Span[] = [];
  for (const { tokens } of sentences) {
    const words = tokens.map(({ orth }) => placer.place(orth));
    const tags = tokens.map(({ ner }) => (ner === '-' ? 'O' : ner));
    spans.push(...tagsToSpans(words, tags, 'bilou', (token) => `${where}, token ${token + 1}`));
    const [first, last] = [words[0], words.at(-1)];
    if (first && last) places.push({ start: first.start, end: last.end, tokens: words });
  }
  return { text: placer.text(), spans, sentences: places };
}

/** Finds words one after another in a text; without the text, or where it lacks a word, makes one with single spaces. */
function wordPlacer(raw: string | undefined): { place: (word: string) => Token; text: () => string } {
  let text = raw ?? '';
  let at = 0;
  const place = (word: string): Token => {
    let start = raw === undefined ? -1 : text.indexOf(word, at);
    if (start === -1) {
      text = `${text.slice(0, at)}${at > 0 ? ' ' : ''}${word}`;
      start = text.length - word.length;
    }
    at = start + word.length;
    return { start, end: at };
  };
  return { place, text: () => text };
}
