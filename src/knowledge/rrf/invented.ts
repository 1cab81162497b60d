/** For tests: rows of an invented release, by their columns that matter. */
export interface InventedName {
  readonly cui: string;
  readonly text: string;
  readonly language?: string;
  readonly vocabulary?: string;
  readonly termType?: string;
  readonly suppress?: string;
  readonly code?: string;
  readonly preferred?: boolean;
}

/** A row of MRCONSO. */
export function consoRow(name: InventedName): string {
  const {
    cui,
    text,
    language = 'ENG',
    vocabulary = 'MSH',
    termType = 'PT',
    suppress = 'N',
    code = '1',
  } = name;
  const [ts, stt, ispref] = name.preferred ? ['P', 'PF', 'Y'] : ['S', 'VO', 'N'];
  return `${cui}|${language}|${ts}|L1|${stt}|S1|${ispref}|A1||1||${vocabulary}|${termType}|${code}|${text}|9|${suppress}||`;
}

/** A row of MRSTY. */
export function styRow(cui: string, type: string, name = `name of ${type}`): string {
  return `${cui}|${type}|A1|${name}|AT1||`;
}

/** A row of MRREL: CUI2 is `rel` of CUI1. */
export function relRow(
  cui1: string,
  rel: string,
  cui2: string,
  rela = '',
  vocabulary = 'MSH',
  suppress = 'N',
): string {
  return `${cui1}|A1|SCUI|${rel}|${cui2}|A2|SCUI|${rela}|R1||${vocabulary}|${vocabulary}||N|${suppress}||`;
}

/** A row of MRDEF. */
export function defRow(cui: string, text: string, vocabulary = 'MSH', suppress = 'N'): string {
  return `${cui}|A1|AT1||${vocabulary}|${text}|${suppress}||`;
}
