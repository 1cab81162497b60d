import type { Account as RawAccount } from '../distant/index.js';
import { type Block, type Cell, note, type TableBlock } from './blocks.js';
import { count, mean, percent } from './numbers.js';

/** The raw text of a source, of each seed. */
export interface RawOfSource {
  readonly source: string;
  readonly accounts: readonly RawAccount[];
}

/** What the teachers of raw text claimed, and what its tokens became: means over the seeds. */
export function rawTextBlocks(title: string, sources: readonly RawOfSource[]): Block[] {
  const own = sources.filter(({ accounts }) => accounts.length > 0);
  if (own.length === 0) return [];
  return [
    teacherTable(title, own),
    tokenTable(title, own),
    unknownTable(title, own),
    note(
      'A candidate is a stretch that some teacher claims. Coverage: candidates that the teacher claims; overlap: that another claims too; conflict: that another speaks against. Precision is the mean probability of its claims, an estimate without labels but those of the few.',
    ),
  ];
}

function teacherTable(title: string, sources: readonly RawOfSource[]): TableBlock {
  const rows = sources.flatMap(({ source, accounts }) =>
    namesIn(accounts.map(({ teachers }) => teachers.map(({ teacher }) => teacher))).map((name): Cell[] => {
      const own = accounts.flatMap(({ teachers }) => teachers.filter(({ teacher }) => teacher === name));
      const over = (of: (one: (typeof own)[number]) => number): number => mean(own.map(of));
      const sure = own.flatMap(({ precision }) => precision ?? []);
      return [
        ...[source, name, count(over(({ claims }) => claims))],
        percent(over(({ coverage }) => coverage)),
        percent(over(({ overlap }) => overlap)),
        percent(over(({ conflict }) => conflict)),
        sure.length === 0 ? '' : percent(mean(sure)),
        `${count(over(({ shots }) => shots.right))} of ${count(over(({ shots }) => shots.claims))}`,
        count(over(({ shots }) => shots.mentions)),
      ];
    }),
  );
  const header = [
    ...['source', 'teacher', 'claims', 'coverage %', 'overlap %', 'conflict %', 'precision %'],
    ...['right on the few', 'their mentions'],
  ];
  return { kind: 'table', caption: `Teachers of raw text, ${title}`, header, rows };
}

function tokenTable(title: string, sources: readonly RawOfSource[]): TableBlock {
  const rows = sources.map(({ source, accounts }): Cell[] => {
    const over = (of: (one: RawAccount) => number): number => mean(accounts.map(of));
    const share = (of: (one: RawAccount) => number): string =>
      percent(over((one) => of(one) / Math.max(1, one.tokens)));
    return [
      ...[source, count(over(({ sentences }) => sentences)), count(over(({ tokens }) => tokens))],
      count(over(({ candidates }) => candidates)),
      count(over(({ spans }) => Object.values(spans).reduce((sum, own) => sum + own, 0))),
      share(({ spanTokens }) => spanTokens),
      share(({ unknownTokens }) => unknownTokens),
    ];
  });
  const header = [
    ...['source', 'sentences', 'tokens', 'candidates', 'mentions'],
    ...['tokens in mentions %', 'tokens left out %'],
  ];
  return { kind: 'table', caption: `What raw text became, ${title}`, header, rows };
}

function unknownTable(title: string, sources: readonly RawOfSource[]): TableBlock {
  const rules = namesIn(
    sources.flatMap(({ accounts }) => accounts.map(({ unknown }) => Object.keys(unknown))),
  );
  const rows = sources.map(({ source, accounts }): Cell[] => [
    source,
    ...rules.map((rule) => count(mean(accounts.map(({ unknown }) => unknown[rule] ?? 0)))),
  ]);
  return {
    kind: 'table',
    caption: `Stretches left out of raw text by rule, ${title}`,
    header: ['source', ...rules],
    rows,
  };
}

const namesIn = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
