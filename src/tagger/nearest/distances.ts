/** How far two vectors of length 1 are from each other; 0 is the best match. */
export const DISTANCES = ['squared-euclidean', 'manhattan', 'minkowski-3', 'cosine'] as const;
export type Distance = (typeof DISTANCES)[number];
