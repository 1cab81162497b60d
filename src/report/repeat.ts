import { stringify } from 'yaml';
import type { Section } from './blocks.js';
import type { Material } from './material.js';
import { counted } from './numbers.js';

/** How to repeat the run: commands, versions, the whole file, and the hashes of all that was read and made. */
export function repeat({ record, file }: Material): Section {
  const { versions, inputs, stages } = record;
  const again = `hilgen reproduce ${quoted(`${record.file.out}/run.json`)}`;
  return {
    id: 'repeat',
    title: 'To repeat it',
    blocks: [
      {
        kind: 'code',
        text: [...(file === undefined ? [] : [`hilgen run ${quoted(file)}`]), again].join('\n'),
      },
      { kind: 'facts', facts: Object.entries(versions) },
      {
        kind: 'table',
        caption: 'Files that were read',
        header: ['file', 'SHA-256'],
        rows: Object.entries(inputs).map(([path, hash]) => [path, hash]),
      },
      {
        kind: 'fold',
        title: 'The experiment file with all its defaults',
        blocks: [{ kind: 'code', text: stringify(record.file) }],
      },
      {
        kind: 'fold',
        title: `${counted(stages.length, 'stage')} with keys and SHA-256 of results`,
        blocks: [
          {
            kind: 'table',
            caption: 'Stages',
            header: ['stage', 'key', 'result', 'SHA-256'],
            rows: stages.map(({ id, key, files }) => {
              const [[name, hash] = ['', '']] = Object.entries(files);
              const rest = Object.keys(files).length - 1;
              return [id, key, rest > 0 ? `${name} and ${rest} more` : name, hash];
            }),
          },
        ],
      },
    ],
  };
}

/** As a shell takes it. */
const quoted = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
