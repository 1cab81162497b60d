/** How raw text is labelled where nobody says otherwise; the thresholds were chosen on the development splits of NCBI Disease and BC5CDR. */
export const DISTANT_DEFAULTS = {
  /** From this probability on a candidate is a mention. */
  upper: 0.6,
  /** Up to this probability it is none; between the two it is unknown. */
  lower: 0.15,
  /** Sentences of the first reading. */
  survey: 100_000,
  /** Sentences that a language model is asked of. */
  llmSentences: 200,
} as const;
