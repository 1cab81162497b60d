import { expect, it } from 'vitest';
import type { Concept } from '../knowledge/index.js';
import { conceptLabels } from './concept-labels.js';

const TYPES: Readonly<Record<string, readonly string[]>> = {
  'MESH:1': ['C', 'C04'],
  'MESH:2': ['D', 'D03'],
  'MESH:3': ['C', 'D'],
  'MESH:4': ['A'],
  'DOID:1': [],
  C0001: ['T047'],
};

const kb = {
  concept: (id: string): Concept | undefined => {
    const types = TYPES[id];
    return types && { id, name: id, names: [], types, xrefs: [], obsolete: false };
  },
};

it('tells labels by types, groups and beginnings of ids; the first that fits counts', () => {
  const labels = conceptLabels(kb, { Disease: ['C', 'DISO', 'DOID:'], Chemical: ['D', 'CHEBI:'] });
  if (typeof labels === 'string') throw new Error('no labels');
  const of = (id: string): string | undefined => labels.of(id);
  expect(labels.labels).toEqual(['Disease', 'Chemical']);
  expect(['MESH:1', 'MESH:2', 'MESH:3', 'MESH:4', 'DOID:1', 'C0001', 'CHEBI:1', 'X'].map(of)).toEqual([
    ...['Disease', 'Chemical', 'Disease', undefined],
    ...['Disease', 'Disease', 'Chemical', undefined],
  ]);
});

it('gives every concept the only label there is', () => {
  expect(conceptLabels(kb, 'Disease')).toBe('Disease');
});
