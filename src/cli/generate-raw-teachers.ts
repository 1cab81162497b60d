import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { HilgenError } from '../base/errors.js';
import { asFileError } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { corpusName } from '../corpus/file-names.js';
import type { Sentence } from '../corpus/index.js';
import {
  dictionaryTeacher,
  isNameList,
  labelsByShots,
  modelTeacher,
  namesTeacher,
  predictionsTeacher,
  type Teacher,
} from '../distant/index.js';
import {
  conceptFilter,
  openKnowledgeBase,
  parseSwitches,
  type StoredKnowledgeBase,
} from '../knowledge/index.js';
import type { ConceptLabels } from '../tagger/index.js';
import { openTransformer } from '../tagger/transformer/model.js';
import type { RawCliOptions } from './generate-raw-options.js';

/** What opens a teacher. */
interface Asked {
  readonly name: string;
  readonly path: string;
  readonly options: RawCliOptions;
  readonly shots: readonly Sentence[];
  readonly work: WorkOptions;
}

/** Kinds of teachers, told by what stands at a path; the first that fits. */
const KINDS: readonly {
  readonly matches: (head: Head) => boolean;
  readonly open: (asked: Asked) => Promise<Teacher>;
}[] = [
  { matches: ({ isFolder }) => isFolder, open: openModel },
  { matches: ({ text }) => text.startsWith('SQLite format 3'), open: openDictionary },
  { matches: ({ text }) => isNameList(text), open: openNames },
  { matches: () => true, open: ({ name, path, options }) => predictionsTeacher(name, path, options) },
];

interface Head {
  readonly isFolder: boolean;
  /** The first bytes. */
  readonly text: string;
}

/** Opens the teachers in the order typed. No two have one name. */
export async function openTeachers(
  options: RawCliOptions,
  shots: readonly Sentence[],
  work: WorkOptions,
): Promise<Teacher[]> {
  const teachers: Teacher[] = [];
  for (const path of options.teacher ?? []) {
    const head = await headOf(path);
    const kind = KINDS.find(({ matches }) => matches(head));
    const plain = corpusName(path);
    const same = teachers.filter(({ name }) => name === plain || name.startsWith(`${plain}~`)).length;
    const name = same === 0 ? plain : `${plain}~${same + 1}`;
    if (kind !== undefined) teachers.push(await kind.open({ name, path, options, shots, work }));
  }
  return teachers;
}

async function headOf(path: string): Promise<Head> {
  try {
    if (statSync(path).isDirectory()) return { isFolder: true, text: '' };
    const file = await open(path, 'r');
    try {
      const bytes = Buffer.alloc(64);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return { isFolder: false, text: bytes.toString('latin1', 0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

async function openModel({ name, path }: Asked): Promise<Teacher> {
  return modelTeacher(name, await openTransformer(path));
}

async function openNames({ name, path, options, work }: Asked): Promise<Teacher> {
  return namesTeacher(name, path, { normalisations: parseSwitches(options.normalisations) }, work);
}

async function openDictionary({ name, path, options, shots, work }: Asked): Promise<Teacher> {
  const kb = openKnowledgeBase(path);
  try {
    const labels = options.label === undefined ? labelsByShots(kb, shots) : labelsOf(kb, options.label);
    if (labels === undefined) {
      throw new HilgenError('usage', {
        where: path,
        what: 'which label do its concepts have?',
        hint: 'Say it: --label Disease, or --label Disease=C,F03,DOID: Chemical=D. --few tells it only where the knowledge base has one of its mentions.',
      });
    }
    const settings = { labels, normalisations: parseSwitches(options.normalisations) };
    const teacher = await dictionaryTeacher(name, kb, settings, work);
    return { ...teacher, close: async () => kb.close() };
  } catch (cause) {
    kb.close();
    throw cause;
  }
}

/** `Disease` for all concepts, or `Disease=C,F03,DOID:` for those of these types and beginnings of ids; the first that fits. */
function labelsOf(kb: StoredKnowledgeBase, texts: readonly string[]): ConceptLabels {
  const entries = texts.map((text) => {
    const [, label = text, list] = /^([^=]+)=(.*)$/u.exec(text) ?? [];
    const types = list?.split(',').map((type) => type.trim());
    if (types?.includes('') || label.trim() === '')
      throw new HilgenError('usage', {
        where: `--label ${text}`,
        what: 'LABEL or LABEL=TYPE,TYPE was expected',
      });
    return [label.trim(), conceptFilter(kb, types)] as const;
  });
  return {
    labels: [...new Set(entries.map(([label]) => label))],
    of: (concept) => entries.find(([, isMeant]) => isMeant(concept))?.[0],
  };
}
