import type { SourceHeader } from '../importer.js';
import { readMemberLines } from '../reading/lines.js';
import type { Member } from '../reading/members.js';

const LICENCE =
  "UMLS Metathesaurus License: for its holder's own use; what is built from it may not be passed on";

/** What a release says of itself in `release.dat`, where that is there. */
export async function releaseHeader(members: readonly Member[]): Promise<SourceHeader> {
  const file = members.find((member) => member.name === 'release.dat');
  let version: string | undefined;
  const line = (text: string): void => {
    version ??= /^umls\.release\.name=(.+)$/u.exec(text)?.[1];
  };
  if (file !== undefined) await readMemberLines(file, { line, undecodable: () => {} });
  return { kind: 'header', name: 'UMLS Metathesaurus', version, licence: LICENCE };
}
