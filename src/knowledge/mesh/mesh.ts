import { HilgenError, throwIfAborted } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import type { Importer, ImportTask, SourceHeader } from '../importer.js';
import { firstLine } from '../reading/first-line.js';
import { type Member, openMembers } from '../reading/members.js';
import { type Descriptor, descriptorWriter } from './descriptor.js';
import { isMeshTable, readTable } from './tsv.js';
import { descriptorParser } from './xml.js';

/**
 * Reads MeSH descriptors: NLM's XML (`desc2024.xml`, plain or gz) as a stream, or tables of terms
 * and of tree numbers (TSV), from a folder that holds both or one alone.
 *
 * @throws HilgenError `input` where there is neither.
 */
export const readMesh: Importer = async (task) => {
  const members = await openMembers(task.path);
  try {
    return await readMembers(members.list, task);
  } finally {
    members.close();
  }
};

async function readMembers(members: readonly Member[], task: ImportTask): Promise<SourceHeader> {
  const { path, sink, settings, work } = task;
  const { write, end } = descriptorWriter(sink, settings);
  const tabled = new Map<string, Descriptor>();
  let version: string | undefined;
  let known = 0;
  for (const member of members) {
    const head = await firstLine(member);
    const year = /20\d\d/u.exec(member.name)?.[0];
    if (/^\uFEFF?\s*</u.test(head)) version = (await readXml(member, write, work.signal)) ?? year;
    else if (isMeshTable(head)) {
      await readTable(member, tabled, sink, work.signal);
      version ??= year;
    } else continue;
    known++;
  }
  if (known === 0) throw notMesh(path);
  for (const found of tabled.values()) write(found);
  end();
  const licence = 'Courtesy of the U.S. National Library of Medicine; this may not be the most current MeSH';
  return { kind: 'header', name: 'MeSH', version, licence };
}

async function readXml(
  member: Member,
  write: (found: Descriptor) => void,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const parser = descriptorParser(member.name, write);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of (await member.open()) as AsyncIterable<Buffer>) {
      throwIfAborted(signal);
      parser.write(decoder.decode(chunk, { stream: true }));
    }
    parser.write(decoder.decode());
    return parser.end();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw asFileError(cause, member.name);
    throw new HilgenError('input', { where: member.name, what: 'bytes that are not UTF-8', cause });
  }
}

function notMesh(path: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: 'neither MeSH descriptor XML nor tables of its terms or tree numbers',
    hint: 'Give desc2024.xml (or .gz) from https://nlmpubs.nlm.nih.gov, or the folder of the two tables.',
  });
}
