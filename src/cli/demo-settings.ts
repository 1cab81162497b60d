/** How the demo draws its few labelled sentences. */
export const DEMO_SAMPLE = { mode: 'sentences-per-type', shots: 5 } as const;

export const DEMO_SEEDS = [1, 2, 3] as const;
