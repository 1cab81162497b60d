/** What a check found in a corpus. */
export interface Finding {
  readonly kind: FindingKind;
  /** File, document or sentence. */
  readonly where: string;
  readonly what: string;
  /** What `--repair` makes of it, where it can be mended. */
  readonly repair?: string | undefined;
}

/** Every kind of finding, and what it means. */
export const FINDING_KINDS = {
  unreadable: 'files that cannot be read to their end',
  unit: 'documents whose offsets count something else',
  shifted: 'mentions whose text stands elsewhere, or nowhere',
  padded: 'mentions that begin or end with white space',
  tag: 'I- tags without their B-',
  'duplicate-id': 'ids that stand twice',
  'duplicate-text': 'sentences that stand twice',
  leakage: 'sentences of one split that stand in another',
  'near-leakage': 'sentences of one split that nearly stand in another',
  'rare-label': 'labels that occur once',
  inconsistent: 'strings that are labelled differently, or now and then',
} as const;

export type FindingKind = keyof typeof FINDING_KINDS;
