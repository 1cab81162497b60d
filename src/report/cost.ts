import { type Cell, note, type Section } from './blocks.js';
import { groupsOf, type Material } from './material.js';
import { count, duration } from './numbers.js';

/** Computing time by kind of stage and by arm, and what a language model was asked. */
export function cost(material: Material): Section {
  const { record, made } = material;
  const kinds = [...new Set(record.stages.map(({ stage }) => stage))];
  const total = record.stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = kinds.map((kind): Cell[] => {
    const own = record.stages.filter(({ stage }) => stage === kind);
    const seconds = own.reduce((sum, stage) => sum + stage.seconds, 0);
    const slowest = Math.max(...own.map((stage) => stage.seconds));
    const share = total === 0 ? 0 : seconds / total;
    return [kind, count(own.length), { text: duration(seconds), share }, duration(slowest)];
  });
  const { processor, cores, memory, platform } = record.machine;
  const machine = `${processor || 'unknown processor'}, ${cores} cores, ${Math.round(memory / 2 ** 30)} GiB, ${platform}`;
  return {
    id: 'cost',
    title: 'Cost and time',
    blocks: [
      note(
        `All stages together took ${duration(total)} of computing on ${machine}; stages that arms share count once.`,
      ),
      {
        kind: 'table',
        caption: 'Time by kind of stage',
        header: ['stage', 'number', 'time', 'longest'],
        rows,
      },
      ...groupsOf(material).map(
        (group) =>
          ({
            kind: 'table',
            caption: `Time by arm, ${group.title}: all seeds, with the stages that it shares`,
            header: ['arm', 'time'],
            rows: group.rows.map(({ arm, cells }): Cell[] => [
              arm.name,
              duration(cells.reduce((sum, { seconds }) => sum + seconds, 0)),
            ]),
          }) as const,
      ),
      ...asked(made),
    ],
  };
}

function asked(made: Material['made']): Section['blocks'] {
  const written = made.filter(({ kind }) => kind === 'language model');
  if (written.length === 0) return [];
  const rows = written.map(({ data, shots, seed, source, account, sentences, seconds }): Cell[] => [
    `${source}, ${data}, ${shots} shots, seed ${seed}`,
    count(account.wanted ?? 0),
    account.drafts === undefined ? '' : count(account.drafts),
    count(sentences.length),
    ...(account.spent === undefined
      ? ['', '', '', '']
      : [
          account.spent.calls,
          account.spent.kept,
          account.spent.promptTokens,
          account.spent.completionTokens,
        ].map(count)),
    duration(seconds),
  ]);
  const header = [
    'sentences',
    'asked for',
    'came back',
    'let through',
    'requests',
    'answers kept before',
    'tokens in',
    'tokens out',
    'time',
  ];
  return [{ kind: 'table', caption: 'What the language model was asked', header, rows }];
}
