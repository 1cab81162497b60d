import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';

/** The page as a browser reads it. */
export function pageOf(path: string): Document {
  return parseHTML(readFileSync(path, 'utf8')).document as unknown as Document;
}

export interface Document {
  readonly body: Element;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

interface Element extends Pick<Document, 'querySelector' | 'querySelectorAll'> {
  readonly textContent: string;
  readonly outerHTML: string;
  getAttribute(name: string): string | null;
}

/** The cells of the row with this name in the table with this caption. */
export function rowOf(page: Document, caption: string, name: string): string[] {
  const tables = [...page.querySelectorAll('table')];
  const table = tables.find((one) => one.querySelector('caption')?.textContent === caption);
  const row = [...(table?.querySelectorAll('tbody tr') ?? [])].find(
    (one) => one.querySelector('th')?.textContent === name,
  );
  return [...(row?.querySelectorAll('th, td') ?? [])].map(({ textContent }) => textContent);
}
