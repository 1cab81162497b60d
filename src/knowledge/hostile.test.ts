import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { HilgenError } from '../base/errors.js';
import { random } from '../base/random.js';
import { LAYER_NAMES } from '../corpus/sentence.js';
import { buildKnowledgeBase } from './build.js';
import type { SourceFormat } from './importers.js';
import { openKnowledgeBase } from './store.js';

const root = mkdtempSync(join(tmpdir(), 'hilgen-hostile-'));
afterAll(() => rmSync(root, { recursive: true }));

const SQL = `x'); DROP TABLE concept;-- "`;

const conso = (cui: string, name: string, more = 'N') =>
  `${cui}|ENG|P|L1|PF|S1|Y|A1||1||MSH|PT|1|${name}|9|${more}||`;
const RRF = [conso('C0000001', 'red eye'), conso('C0000002', SQL), conso('C0000003', 'dry eye')].join('\n');

const OBO = `ontology: toy\n\n[Term]\nid: T:1\nname: red eye\nsynonym: "${SQL.replaceAll('"', '\\"')}" EXACT []
is_a: T:2\n\n[Term]\nid: T:2\nname: eye\nis_a: T:1\n`;

const MESH = `<?xml version="1.0"?><!DOCTYPE DescriptorRecordSet SYSTEM "x_20240101.dtd"><DescriptorRecordSet>
<DescriptorRecord><DescriptorUI>D1</DescriptorUI><DescriptorName><String>red eye</String></DescriptorName>
<TreeNumberList><TreeNumber>C01</TreeNumber></TreeNumberList></DescriptorRecord></DescriptorRecordSet>`;

const CSV = `id,name,synonyms,type,parents\nX:1,red eye,${SQL.replaceAll('"', '')},T047,X:2\nX:2,eye,,T047,X:1\n`;

const SSSOM = 'subject_id\tpredicate_id\tobject_id\nA:1\tskos:exactMatch\tB:1\nA:1\tskos:exactMatch\tA:1\n';

const GRAPHS = `{"graphs": [{"nodes": [{"id": "http://purl.obolibrary.org/obo/T_1", "lbl": "red eye"}],
"edges": [{"sub": "http://purl.obolibrary.org/obo/T_1", "pred": "is_a", "obj": "http://purl.obolibrary.org/obo/T_1"}]}]}`;

const WHOLE: readonly (readonly [format: SourceFormat, name: string, content: string])[] = [
  ['rrf', 'MRCONSO.RRF', RRF],
  ['obo', 'x.obo', OBO],
  ['obo', 'x.json', GRAPHS],
  ['mesh', 'x.xml', MESH],
  ['csv', 'x.csv', CSV],
  ['sssom', 'x.tsv', SSSOM],
];

/** Control characters but line ends: what a terminal would obey. */
const CONTROL = /[^\P{Cc}\n]/u;

type Damage = (content: Buffer, draw: ReturnType<typeof random>) => Buffer;

/** Ways in which a file goes bad. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  'cut anywhere': (content, draw) => content.subarray(0, draw.int(content.length)),
  'a torn gz': (content, draw) => {
    const packed = gzipSync(content);
    return packed.subarray(0, 2 + draw.int(packed.length - 2));
  },
  'gz with bits turned': (content, draw) => flipped(gzipSync(content), draw, 4),
  'NUL bytes': (content, draw) => spliced(content, draw, Buffer.from([0, 0, 0])),
  'bytes that are not UTF-8': (content, draw) => spliced(content, draw, Buffer.from([0xff, 0xfe, 0xc3])),
  'bits turned': (content, draw) => flipped(content, draw, 8),
  'a piece twice': (content, draw) => {
    const at = draw.int(content.length);
    return Buffer.concat([content.subarray(0, at), content.subarray(draw.int(at + 1))]);
  },
  'terminal commands': (content, draw) =>
    spliced(content, draw, Buffer.from('\u001b[2J\u001b]0;owned\u0007')),
  'no line ends': (content) => Buffer.from(content.toString().replaceAll('\n', ' ')),
  'delimiters gone': (content) => Buffer.from(content.toString().replace(/[|,\t]/gu, ';')),
  'other line ends': (content) => Buffer.from(content.toString().replaceAll('\n', '\r\n')),
  'nothing in it': () => Buffer.alloc(0),
};

function spliced(content: Buffer, draw: ReturnType<typeof random>, piece: Buffer): Buffer {
  const at = draw.int(content.length);
  return Buffer.concat([content.subarray(0, at), piece, content.subarray(at)]);
}

function flipped(content: Buffer, draw: ReturnType<typeof random>, times: number): Buffer {
  const damaged = Buffer.from(content);
  for (let time = 0; time < times; time++) {
    const at = draw.int(damaged.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << draw.int(8));
  }
  return damaged;
}

const isSlow = process.env.HILGEN_SLOW === '1';
/** Each damage thrice under HILGEN_SLOW=1, once otherwise. */
const SEEDS = isSlow ? [1, 2, 3] : [1];

let number = 0;

/** Builds of this content; whatever happens, there is one clear error or a base that answers. */
async function survives(format: SourceFormat, name: string, content: Buffer): Promise<'error' | 'built'> {
  const folder = join(root, String(number++));
  const path = join(mkdirp(folder), name);
  writeFileSync(path, content);
  const out = join(folder, 'out.kb');
  const source = { format, path: format === 'rrf' && !name.endsWith('.zip') ? folder : path };
  try {
    await buildKnowledgeBase([source], out);
  } catch (error) {
    expect(error).toBeInstanceOf(HilgenError);
    const { code, message } = error as HilgenError;
    expect({ code, message }).toEqual({ code: 'input', message: expect.not.stringMatching(CONTROL) });
    expect(readdirSync(folder)).toEqual([name]);
    return 'error';
  }
  expect(readdirSync(folder).sort()).toEqual([name, 'out.kb'].sort());
  const kb = openKnowledgeBase(out);
  for (const { concept } of kb.names()) {
    for (const layer of LAYER_NAMES) kb.neighbours(concept, layer, { limit: 3, random: random(1) });
  }
  const examples = kb
    .summary()
    .warnings.flatMap((warning) => warning.examples)
    .join('');
  expect(examples).not.toMatch(CONTROL);
  kb.close();
  return 'built';
}

describe('two hundred damaged files', () => {
  const cases = WHOLE.flatMap(([format, name, content]) =>
    Object.entries(DAMAGES).map(([what, damage]) => ({ format, name, content, what, damage })),
  );

  test.each(cases)('$name: $what', async ({ format, name, content, what, damage }) => {
    for (const seed of SEEDS) {
      await survives(format, name, damage(Buffer.from(content), random(seed, name, what)));
    }
  });

  test('there are two hundred of them', () => expect(cases.length * 3).toBeGreaterThan(200));
});

describe('inputs made to hurt', () => {
  test('the undamaged files are read, and names with SQL in them are names', async () => {
    for (const [format, name, content] of WHOLE)
      expect(await survives(format, name, Buffer.from(content))).toBe('built');
  });

  test.each<[string, SourceFormat, string, string, 'error' | 'built']>([
    [
      'entities that grow',
      'mesh',
      'x.xml',
      MESH.replace('"x_20240101.dtd"', '"x" [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]'),
      'error',
    ],
    [
      'an entity from a file',
      'mesh',
      'x.xml',
      MESH.replace('"x_20240101.dtd"', '"x" [<!ENTITY a SYSTEM "/etc/passwd">]'),
      'error',
    ],
    [
      'a deep XML',
      'mesh',
      'x.xml',
      `${MESH.split('<DescriptorRecord>')[0]}${'<a>'.repeat(100_000)}`,
      'error',
    ],
    ['a deep JSON', 'obo', 'x.json', `{"graphs": ${'['.repeat(200_000)}`, 'error'],
    ['an id of a megabyte', 'csv', 'x.csv', `id,name\n${'x'.repeat(1_000_000)},long\nX:1,red eye\n`, 'built'],
    ['a name of a megabyte', 'csv', 'x.csv', `id,name\nX:1,${'x'.repeat(1_000_000)}\n`, 'built'],
    [
      'an id that is a property of objects',
      'csv',
      'x.csv',
      'id,name\n__proto__,red eye\nconstructor,eye\n',
      'built',
    ],
    ['a cycle and a self loop', 'obo', 'x.obo', `${OBO}is_a: T:2\n`, 'built'],
  ])('%s: %s %s', async (_, format, name, content, outcome) => {
    expect(await survives(format, name, Buffer.from(content))).toBe(outcome);
  });

  test.skipIf(!isSlow).each<[SourceFormat, string, string]>([
    ['rrf', 'MRCONSO.RRF', conso('C0000001', '')],
    ['csv', 'x.csv', 'id,name\nX:1,"'],
    ['obo', 'x.obo', `${OBO}def: "`],
    ['mesh', 'x.xml', MESH.slice(0, MESH.indexOf('red eye'))],
    ['sssom', 'x.tsv', SSSOM],
  ])('%s: a line of 100 MB', async (format, name, start) => {
    await survives(format, name, Buffer.concat([Buffer.from(start), Buffer.alloc(100_000_000, 'x')]));
  });

  test.each(['../MRCONSO.RRF', '/etc/MRCONSO.RRF', 'C:\\MRCONSO.RRF'])(
    'a zip with %s in it',
    async (entry) => {
      expect(await survives('rrf', 'x.zip', zip(entry, RRF))).toBe('error');
    },
  );

  test('a zip is read, a torn one is an error', async () => {
    const whole = zip('2024AB/META/MRCONSO.RRF', RRF);
    expect(await survives('rrf', 'x.zip', whole)).toBe('built');
    for (let length = 4; length < whole.length; length += 40) {
      expect(await survives('rrf', 'x.zip', whole.subarray(0, length))).toBe('error');
    }
  });
});

function mkdirp(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A zip of one stored file, by the letter of PKWARE's APPNOTE. */
function zip(name: string, content: string): Buffer {
  const [path, data] = [Buffer.from(name), Buffer.from(content)];
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path, data]);
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, Buffer.alloc(14), path]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

function crc32(data: Buffer): number {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
