import { expect, test } from 'vitest';
import { makeWordUses } from './survey/word-uses.js';
import { groupOfForm, tailor } from './tailor.js';

const words = makeWordUses();
for (let at = 0; at < 1000; at++)
  for (const word of ['patients', 'with', 'cell', 'genes', '.', ',', 'the', 'a']) words.add(word, false);

const use = (kind: string, context: readonly string[], count = 20) => ({
  ...{ kind, label: 'D', written: kind, count },
  contexts: Array.from({ length: count }, () => context),
});
const LIKE = ['patients', 'with', '.', ''];
const UNLIKE = ['cell', 'cell', 'genes', 'genes'];

test('names are judged by the company that names of several words keep, by length and by meanings', () => {
  const uses = [
    use('red eye', LIKE, 200),
    use('gout', LIKE),
    use('death', UNLIKE),
    use('AT', LIKE),
    use('cold', LIKE),
  ];
  const { verdicts } = tailor(uses, words, (name) => (name === 'cold' ? 5 : 1));
  const groups = Object.fromEntries([...verdicts].map(([kind, { group }]) => [kind, group]));
  expect(groups).toEqual({
    'red eye': 'sure',
    gout: 'plain',
    death: 'bad',
    AT: 'doubtful',
    cold: 'doubtful',
  });
  expect(verdicts.get('gout')?.context).toBeGreaterThan(0);
  expect(verdicts.get('death')?.context).toBeLessThan(-1);
});

test('a name that the text was not asked about is judged by its form', () => {
  expect(['red eye', '(explained)', 'gout', 'AT'].map(groupOfForm)).toEqual([
    'sure',
    'sure',
    'plain',
    'doubtful',
  ]);
});
