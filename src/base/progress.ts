/** How far a long piece of work has come. */
export interface Progress {
  readonly done: number;
  readonly total?: number | undefined;
  /** What was done before this process took up the work: no measure of its speed. */
  readonly resumedAt?: number | undefined;
  /** Seconds that are left, where the work knows better than its pace so far. */
  readonly secondsLeft?: number | undefined;
  /** A word on the present state: a loss, a file name. */
  readonly note?: string | undefined;
}

/** What every long operation accepts. */
export interface WorkOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
