/** Kinds of failure a caller can tell apart; `usage` and `input` are the user's to mend. */
export type ErrorCode = 'usage' | 'input' | 'missing' | 'internal' | 'interrupted';

interface ErrorDetails {
  /** What failed, in one clause. */
  readonly what: string;
  /** On which input: `file:line`, a sentence id, a setting. */
  readonly where?: string | undefined;
  /** What the reader can do about it. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** The one error class. Its message reads: where, what failed, what to do. */
export class HilgenError extends Error {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly what: string;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, { what, where, hint, cause }: ErrorDetails) {
    const place = where === undefined ? '' : `${where}: `;
    const advice = hint === undefined ? '' : `\n  ${hint}`;
    super(`${place}${what}${advice}`, { cause });
    this.name = 'HilgenError';
    this.code = code;
    this.what = what;
    this.where = where;
    this.hint = hint;
  }
}

/** Exit codes: 0 done, 1 failed, 2 wrong usage or input, 130 interrupted. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  input: 2,
  missing: 2,
  internal: 1,
  interrupted: 130,
};

/** Throws the `interrupted` error once the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new HilgenError('interrupted', { what: 'interrupted' });
}
