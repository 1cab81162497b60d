import { lineBatches } from '../../corpus/text/line-batches.js';

/** A document of a plain text file, and the line where it begins, from 1. */
export interface Passage {
  readonly text: string;
  readonly line: number;
}

const WHOLE_CHARACTERS = 1 << 16;
const LONGEST_CHARACTERS = 1 << 20;

/**
 * The documents of a plain text file, plain or gz. A file of up to 65,536 characters is one; in a longer one blank
 * lines part them (and a line end does where none came for 1,048,576 characters), so that it is never held whole.
 *
 * @throws HilgenError `input` with `file:line` at bytes that are not UTF-8.
 */
export async function* passages(path: string): AsyncGenerator<Passage> {
  const held: Passage[] = [];
  let characters = 0;
  for await (const paragraph of paragraphs(path)) {
    characters += paragraph.text.length;
    if (characters <= WHOLE_CHARACTERS) held.push(paragraph);
    else yield* [...held.splice(0), paragraph];
  }
  const [first] = held;
  if (first !== undefined) yield { text: joined(held), line: first.line };
}

/** A document for each line that is not blank. */
export async function* linePassages(path: string): AsyncGenerator<Passage> {
  for await (const { first, lines } of lineBatches(path)) {
    for (const [at, text] of lines.entries()) if (text.trim() !== '') yield { text, line: first + at };
  }
}

async function* paragraphs(path: string): AsyncGenerator<Passage> {
  let held: string[] = [];
  let line = 1;
  let characters = 0;
  const taken = (): Passage[] => {
    const passage = { text: held.join('\n'), line };
    line += held.length;
    held = [];
    characters = 0;
    return passage.text === '' ? [] : [passage];
  };
  for await (const { lines } of lineBatches(path)) {
    for (const text of lines) {
      const isBlank = text.trim() === '';
      if (isBlank || characters > LONGEST_CHARACTERS) yield* taken();
      if (isBlank) {
        line++;
        continue;
      }
      held.push(text);
      characters += text.length + 1;
    }
  }
  yield* taken();
}

/** The paragraphs with as many line ends between them as there were. */
function joined(all: readonly Passage[]): string {
  let text = '';
  let line = all[0]?.line ?? 1;
  for (const paragraph of all) {
    text += '\n'.repeat(paragraph.line - line) + paragraph.text;
    line = paragraph.line + paragraph.text.split('\n').length - 1;
  }
  return text;
}
