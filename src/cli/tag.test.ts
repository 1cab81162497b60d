import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { beforeAll, describe, expect, test } from 'vitest';
import { LESSONS, sentenceOf } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import type { WorkOptions } from '../base/progress.js';
import { readCorpus, type Sentence, writeCorpus } from '../corpus/index.js';
import { loadBertEncoder } from '../encoder/bert-encoder.js';
import { spreadShortForms } from '../tagger/short-forms.js';
import { saveTransformer } from '../tagger/transformer/files.js';
import { TRAIN_DEFAULTS, trainTransformer } from '../tagger/transformer/train.js';
import { tag } from './tag.js';

const folder = temporaryFolder();
const model = join(folder, 'model');
const at = (...names: string[]): string => join(folder, ...names);

beforeAll(async () => {
  await writeTinyBert(at('base'));
  const settings = { ...TRAIN_DEFAULTS, steps: 200, batch: 4, learningRate: 5e-3, seed: 3 };
  await saveTransformer(model, await trainTransformer(LESSONS, await loadBertEncoder(at('base')), settings));
});

interface Outcome {
  readonly report: Record<string, unknown>;
  readonly remarks: string;
}

async function run(args: readonly string[], work: WorkOptions = {}): Promise<Outcome> {
  const out = { printed: '', remarks: '' };
  const commander = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  tag.define(commander, {
    print: (text) => (out.printed += text),
    remark: (text) => (out.remarks += text),
    work: () => work,
  });
  await commander.parseAsync([model, ...args, '--json'], { from: 'user' });
  const report = JSON.parse(out.printed);
  expect(tag.output.parse(report)).toEqual(report);
  return { report, remarks: out.remarks };
}

/** A folder for one test, with a file in it. */
function place(name: string, file: string, text: string | Buffer): { corpus: string; out: string } {
  mkdirSync(at(name));
  writeFileSync(at(name, file), text);
  return { corpus: at(name, file), out: at(name, `out${file.slice(file.indexOf('.'))}`) };
}

const surfaces = (sentences: readonly Sentence[]): string[][] =>
  sentences.map(({ text, spans }) =>
    spans.map(({ start, end, label }) => `${text.slice(start, end)}/${label}`),
  );

test('a labelled IOB file becomes JSON Lines or IOB, as the output is named', async () => {
  await writeCorpus(at('lessons.tsv'), LESSONS);
  const gold = surfaces(await readCorpus(at('lessons.tsv')));
  for (const name of ['tagged.jsonl', 'tagged.tsv']) {
    const { report } = await run([at('lessons.tsv'), '--out', at(name)]);
    expect(report).toMatchObject({ documents: 5, sentences: 5, spans: 8, labels: { DISEASE: 5, DRUG: 3 } });
    expect(surfaces(await readCorpus(at(name)))).toEqual(gold);
  }
  for (const { score = 0 } of (await readCorpus(at('tagged.jsonl'))).flatMap(({ spans }) => spans))
    expect(score).toBeGreaterThan(0);
});

test('PubTator in, PubTator out: mentions of the abstract stand behind the title, the source’s own go', async () => {
  const [title, abstract] = [
    'Hay fever is treated with antihistamines',
    '😀. Aspirin eased the fever of two mice',
  ];
  const text = `7|t|${title}\n7|a|${abstract}\n7\t0\t3\tHay\tOLD\tD1\n\n`;
  const { corpus, out } = place('pubtator', 'in.pubtator', text);
  const { report, remarks } = await run([corpus, '--out', out]);
  expect(report).toMatchObject({ to: 'pubtator', documents: 1, setAside: { mentions: 1, relations: 0 } });
  expect(remarks).toContain('pubtator has no room for: ');
  expect(remarks).toContain('scores');
  const written = readFileSync(out, 'utf8');
  const mentions = written.matchAll(/^7\t(\d+)\t(\d+)\t([^\t]+)\t(\w+)\t-1$/gm);
  const characters = [...`${title}\n${abstract}`];
  const found = Array.from(mentions, ([, start, end, surface, label]) => {
    expect(characters.slice(Number(start), Number(end)).join('')).toBe(surface);
    return `${surface}/${label}`;
  });
  const expected = ['Hay fever/DISEASE', 'antihistamines/DRUG', 'Aspirin/DRUG', 'fever/DISEASE'];
  expect(found).toEqual(expect.arrayContaining(expected));
  expect(written).not.toContain('OLD');
});

test('lines of the source that are neither mention nor relation are counted', async () => {
  place('brat', 'one.txt', 'Aspirin eased the fever of two mice');
  writeFileSync(at('brat', 'one.ann'), 'T1\tDRUG 0 7\tAspirin\n#1\tAnnotatorNotes T9\twho knows\nX1\todd\n');
  const { report, remarks } = await run([
    at('brat'),
    '--from',
    'brat',
    '--to',
    'jsonl',
    '--out',
    at('brat.jsonl'),
  ]);
  expect(report.setAside).toEqual({ mentions: 1, relations: 0, lines: 2 });
  expect(remarks).toContain(
    'set aside: 1 mentions, 0 relations and 2 other lines that the input holds itself',
  );
});

test('windows are as long as they are asked to be, and no longer than the encoder’s', async () => {
  await writeCorpus(at('windows.tsv'), LESSONS);
  const args = [at('windows.tsv'), '--out', at('windows.jsonl')];
  await expect(run([...args, '--max-length', '33'])).rejects.toThrow('the encoder takes 32');
  expect(existsSync(at('windows.jsonl'))).toBe(false);
  const { report } = await run([...args, '--max-length', '12']);
  expect(report).toMatchObject({ documents: 5, sentences: 5 });
});

test('--short-forms: an explained short form is what its long form was found to be', async () => {
  const rows = ['hay fever ( HF ) is treated with HF', 'no drug was HF to the HF group', 'may HF a rash'];
  await writeCorpus(
    at('short.tsv'),
    rows.map((text) => sentenceOf(text)),
  );
  await run([at('short.tsv'), '--out', at('short.jsonl')]);
  await run([at('short.tsv'), '--out', at('spread.jsonl'), '--short-forms']);
  const [before, after] = [await readCorpus(at('short.jsonl')), await readCorpus(at('spread.jsonl'))];
  expect(surfaces(after)).toEqual(surfaces(spreadShortForms(before)));
  expect(surfaces(after)).not.toEqual(surfaces(before));
});

test('a least score leaves mentions out', async () => {
  await writeCorpus(at('some.tsv'), LESSONS);
  await run([at('some.tsv'), '--out', at('all.jsonl')]);
  const scores = (await readCorpus(at('all.jsonl'))).flatMap(({ spans }) =>
    spans.map(({ score = 0 }) => score),
  );
  const least = scores.toSorted((a, b) => a - b)[3] as number;
  const { report } = await run([at('some.tsv'), '--out', at('sure.jsonl'), '--min-score', String(least)]);
  expect(report.spans).toBe(scores.filter((score) => score >= least).length);
  await expect(run([at('some.tsv'), '--out', at('x.jsonl'), '--min-score', '1.5'])).rejects.toThrow(
    'at most 1',
  );
});

const LINES = Array.from({ length: 2600 }, (_, number) => {
  const { text } = LESSONS[number % 5] as (typeof LESSONS)[number];
  return `${JSON.stringify({ id: `d${number}`, text, spans: [], sections: [] })}\n`;
}).join('');

describe.each([
  ['JSON Lines', 'in.jsonl', LINES],
  ['gz', 'in.jsonl.gz', gzipSync(LINES)],
])('a run over %s that is interrupted', (_, file, content) => {
  const name = `resume-${file}`;
  const textOf = (path: string): string =>
    (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString();

  test('goes on where it was, and ends with the same file as one that is not', async () => {
    const { corpus, out } = place(name, file, content);
    const whole = at(name, `whole${file.slice(2)}`);
    await run([corpus, '--out', whole]);

    const controller = new AbortController();
    const onProgress = ({ done }: { readonly done: number }): void => {
      if (done > 2100) controller.abort();
    };
    const stopped = run([corpus, '--out', out], { signal: controller.signal, onProgress });
    await expect(stopped).rejects.toThrow('The same command goes on from here.');
    expect(existsSync(out)).toBe(false);
    // A kill may leave more than was noted.
    appendFileSync(`${out}.partial`, '{"id": "half a li');

    const { report, remarks } = await run([corpus, '--out', out]);
    expect(remarks).toContain('2048 documents are done already');
    expect(report).toMatchObject({ resumed: 2048, documents: 2600, sentences: 2600 });
    expect(textOf(out)).toBe(textOf(whole));
    expect(readdirSync(at(name)).filter((other) => other.includes('.partial'))).toEqual([]);
  });

  test('is not mixed with a run of other settings', async () => {
    const { corpus, out } = { corpus: at(name, file), out: at(name, `other${file.slice(2)}`) };
    const signal = AbortSignal.abort();
    await expect(run([corpus, '--out', out], { signal })).rejects.toMatchObject({ code: 'interrupted' });
    await expect(run([corpus, '--out', out, '--min-score', '0.5'])).rejects.toThrow(
      'another model, input or setting',
    );
  });
});

test('an unfinished file that has lost something is not taken for whole', async () => {
  const { corpus, out } = place('lost', 'in.jsonl', LINES);
  const controller = new AbortController();
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done > 2050) controller.abort();
  };
  const stopped = run([corpus, '--out', out], { signal: controller.signal, onProgress });
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  truncateSync(`${out}.partial`, 1000);
  await expect(run([corpus, '--out', out])).rejects.toThrow('shorter than the note beside it says');
});

test('a file that happens to have the name of an unfinished one is not touched', async () => {
  const { corpus, out } = place('foreign', 'in.jsonl', LINES.slice(0, LINES.indexOf('\n')));
  writeFileSync(`${out}.partial`, 'mine');
  await expect(run([corpus, '--out', out])).rejects.toThrow('not an unfinished file of ours');
  expect(readFileSync(`${out}.partial`, 'utf8')).toBe('mine');
});

test('formats that are more than their documents are written whole', async () => {
  const { corpus } = place('bioc', 'in.jsonl', LINES.split('\n').slice(0, 5).join('\n'));
  const { report } = await run([corpus, '--to', 'bioc-json', '--out', at('bioc', 'out.json')]);
  expect(report).toMatchObject({ to: 'bioc-json', documents: 5 });
  expect((await readCorpus(at('bioc', 'out.json'))).length).toBe(5);
});

test.each([
  ['in.jsonl', 'in.jsonl', 'overwrite its source'],
  ['in.jsonl', 'out.xyz', 'no corpus format has the extension .xyz'],
])('%s to %s is refused', async (file, out, message) => {
  if (!existsSync(at('refused'))) place('refused', file, LINES.split('\n').slice(0, 2).join('\n'));
  await expect(run([at('refused', file), '--out', at('refused', out)])).rejects.toThrow(message);
});

describe('neighbours', () => {
  const support = at('support.tsv');
  const options = (...more: string[]): string[] => [
    support,
    '--out',
    at('near.jsonl'),
    '--support',
    support,
    ...more,
  ];
  beforeAll(() => writeCorpus(support, LESSONS));

  test.each([
    [['--decode', 'nnshot'], { by: 'nnshot', support: 5, vectors: 'hidden', distance: 'squared-euclidean' }],
    [
      ['--decode', 'nnshot', '--vectors', 'log-probabilities', '--distance', 'minkowski-3'],
      { distance: 'minkowski-3' },
    ],
    [['--decode', 'structshot', '--temperature', '0.01'], { by: 'structshot', temperature: 0.01 }],
    [['--decode', 'structshot', '--dev', support, '--transitions', 'dev'], { devF1: 1, temperature: 0.001 }],
  ])('%j find again what the support says', async (more, decoding) => {
    const { report } = await run(options(...more));
    expect(report.decoding).toMatchObject(decoding);
    expect(surfaces(await readCorpus(at('near.jsonl')))).toEqual(surfaces(LESSONS));
  });

  test.each([
    [['--decode', 'nnshot'], 'needs labelled sentences'],
    [['--support', 'x.tsv'], 'is for neighbours'],
    [['--decode', 'nnshot', '--support', 'x.tsv', '--dev', 'y.tsv'], 'are for structshot'],
    [['--decode', 'structshot', '--support', 'x.tsv', '--transitions', 'dev'], 'needs a development set'],
  ])('%j are refused', async (more, message) => {
    await expect(run([support, '--out', at('no.jsonl'), ...more])).rejects.toThrow(message);
  });
});
