import { SaxesParser } from 'saxes';
import { HilgenError } from '../../base/errors.js';
import { printable } from '../warnings.js';
import { type Descriptor, descriptor } from './descriptor.js';

/**
 * Where in a descriptor record a text goes, by the tags that lead to it; names of descriptors that
 * a record refers to (`DescriptorReferredTo`) lie deeper.
 */
const TEXTS: Readonly<Record<string, (found: Descriptor, text: string) => void>> = {
  'DescriptorRecord/DescriptorName/String': (found, text) => {
    found.name = text;
  },
  'DescriptorRecord/TreeNumberList/TreeNumber': (found, text) => {
    found.treeNumbers.push(text);
  },
  'TermList/Term/String': (found, text) => {
    found.terms.push(text);
  },
  'ConceptList/Concept/ScopeNote': (found, text) => {
    found.definition ??= text;
  },
};

const DEEPEST = 40;
const LONGEST = 16_000_000;

/** Reads descriptor XML that comes in chunks. */
export interface DescriptorParser {
  write(chunk: string): void;
  /** Checks that the document is whole; returns the year of its release. */
  end(): string | undefined;
}

/**
 * Reads NLM's descriptor records (`desc2024.xml`, DTD nlmdescriptorrecordset). A document that
 * declares entities of its own is refused, so that nothing can expand.
 *
 * @throws HilgenError `input` with `file:line` where the XML is broken or is something else.
 */
export function descriptorParser(file: string, onDescriptor: (found: Descriptor) => void): DescriptorParser {
  const parser = new SaxesParser();
  const path: string[] = [];
  let open: Descriptor | undefined;
  let text = '';
  let year: string | undefined;
  const fail = (what: string): never => {
    throw new HilgenError('input', { where: `${file}:${parser.line}`, what: printable(what) });
  };

  parser.on('error', ({ message }) => fail(`broken XML (${message.replace(/^\d+:\d+: /u, '')})`));
  parser.on('doctype', (doctype) => {
    if (doctype.includes('<!ENTITY')) fail('XML that declares entities, which are not read');
    year = /_(\d{4})\d{4}\.dtd/u.exec(doctype)?.[1];
  });
  parser.on('opentag', ({ name }) => {
    if (path.length === 0 && name !== 'DescriptorRecordSet')
      fail(`no MeSH descriptors: it begins with <${name}>`);
    if (path.push(name) > DEEPEST) fail(`elements nested more than ${DEEPEST} deep`);
    text = '';
    if (name === 'DescriptorRecord') open = descriptor('', parser.line);
  });
  parser.on('text', (more) => {
    text += more;
    if (text.length > LONGEST) fail('a text of more than 16 million characters');
  });
  parser.on('closetag', ({ name }) => {
    path.pop();
    const parent = path.at(-1);
    const isOwnId = name === 'DescriptorUI' && parent === 'DescriptorRecord';
    if (open !== undefined && isOwnId) open = { ...open, id: text.trim() };
    if (open !== undefined) TEXTS[`${path.at(-2)}/${parent}/${name}`]?.(open, text.trim());
    if (open !== undefined && name === 'DescriptorRecord') onDescriptor(open);
    if (name === 'DescriptorRecord') open = undefined;
    text = '';
  });
  return {
    write: (chunk) => void parser.write(chunk),
    end() {
      parser.close();
      return year;
    },
  };
}
