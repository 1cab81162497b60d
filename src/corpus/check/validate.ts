import { HilgenError } from '../../base/errors.js';
import type { Document } from '../document.js';
import type { Remark } from '../read-options.js';
import type { Sentence } from '../sentence.js';
import { sentencesOf } from '../views.js';
import type { Finding, FindingKind } from './finding.js';
import { findInconsistent, findRareLabels } from './labelling.js';
import { findNearRepeats, findRepeats, type Split } from './repeats.js';
import { mendSpans } from './spans.js';

/** A corpus file as it is read: its documents, and what its reader remarked upon so far. */
export interface Source {
  readonly name: string;
  readonly documents: AsyncIterable<Document>;
  readonly remarks: readonly Remark[];
}

/** What the check of one or more splits gives. */
export interface Validation {
  readonly findings: readonly Finding[];
  /** Of each source, its documents with everything mended that could be. */
  readonly mended: readonly (readonly Document[])[];
}

/** Checks the splits of a corpus, each on its own and against one another, in the order given: train first. */
export async function validateCorpora(sources: readonly Source[]): Promise<Validation> {
  const findings: Finding[] = [];
  const mended: Document[][] = [];
  const splits: Split[] = [];
  for (const source of sources) {
    const documents = await readAll(source, findings);
    findings.push(...remarked(source), ...repeatedIds(source.name, documents));
    const whole = documents.map((document) => {
      const { document: better, findings: found } = mendSpans(document);
      findings.push(...found.map((one) => ({ ...one, where: `${source.name}: ${one.where}` })));
      return better;
    });
    mended.push(whole);
    splits.push({ name: source.name, sentences: whole.flatMap(sentencesOf) });
  }
  findings.push(...findRepeats(splits), ...findNearRepeats(splits));
  const all: Sentence[] = splits.flatMap(({ sentences }) => sentences);
  findings.push(...findRareLabels(all), ...findInconsistent(all));
  return { findings, mended };
}

async function readAll({ name, documents }: Source, findings: Finding[]): Promise<Document[]> {
  const all: Document[] = [];
  try {
    for await (const document of documents) all.push(document);
  } catch (error) {
    if (!(error instanceof HilgenError) || error.code !== 'input') throw error;
    findings.push({ kind: 'unreadable', where: error.where ?? name, what: error.what, repair: undefined });
  }
  return all;
}

/** The reader's remarks that are findings; what it says of texts, the check of the mentions says too. */
function remarked({ remarks }: Source): Finding[] {
  const repairs: Partial<Record<Remark['kind'], { kind: FindingKind; repair: string }>> = {
    unit: { kind: 'unit', repair: 'offsets converted' },
    tag: { kind: 'tag', repair: 'read as the beginning of a mention' },
  };
  return remarks.flatMap(({ kind, where, what }) => {
    const known = repairs[kind];
    return known === undefined ? [] : [{ ...known, where, what }];
  });
}

function repeatedIds(name: string, documents: readonly Document[]): Finding[] {
  const seen = new Set<string>();
  return documents.flatMap(({ id, origin }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const where = origin.kind === 'gold' ? `${origin.file}:${origin.line}` : name;
    return [
      { kind: 'duplicate-id', where, what: `the id ${JSON.stringify(id)} stands there already` } as const,
    ];
  });
}
