import type { SourceHeader } from './importer.js';
import { plainText, quoted } from './obo-values.js';

const HEADER_TAGS = new Set(['ontology', 'data-version', 'date', 'default-namespace']);

/** Collects from the lines before the first stanza: ontology, data-version, the licence. */
export function headerReader(): {
  readonly read: (text: string) => void;
  readonly result: () => SourceHeader;
  /** The namespace of terms that name none. */
  readonly namespace: () => string | undefined;
} {
  const tags = new Map<string, string>();
  const keep = (tag: string, value: string): void => {
    if (!tags.has(tag)) tags.set(tag, value);
  };
  const read = (text: string): void => {
    const [, tag = '', value = ''] = /^([\w-]+):\s*(.*)$/u.exec(text) ?? [];
    if (tag === 'remark' && /licen[cs]e/iu.test(value)) keep('remark', plainText(value));
    else if (tag === 'property_value') keepLicence(value, keep);
    else if (HEADER_TAGS.has(tag)) keep(tag, plainText(value));
  };
  const result = (): SourceHeader => ({
    kind: 'header',
    name: tags.get('ontology'),
    version: tags.get('data-version') ?? tags.get('date'),
    licence: tags.get('remark') ?? tags.get('licence'),
  });
  return { read, result, namespace: () => tags.get('default-namespace') };
}

function keepLicence(value: string, keep: (tag: string, value: string) => void): void {
  const [, property = '', rest = ''] = /^(\S+)\s+(.*)$/u.exec(value) ?? [];
  if (!/\blicen[cs]e$/iu.test(property)) return;
  keep('licence', quoted(rest)?.text ?? rest.split(/\s/u, 1)[0] ?? rest);
}
