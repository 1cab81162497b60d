import { z } from 'zod';
import { NAME_GROUPS, type RawLabels } from '../distant/index.js';
import {
  type LanguageModelReport,
  languageModelReport,
  renderLanguageModel,
} from './generate-raw-llm-report.js';
import type { RawCliOptions } from './generate-raw-options.js';
import { counted } from './kb-open.js';
import { table } from './table.js';

const counts = z.record(z.string(), z.int());
const share = z.number().min(0).max(1);

/** The shape of what `hilgen generate --raw --json` prints. */
export const rawReportShape = z.object({
  raw: z.array(z.string()).describe('files of raw text'),
  out: z.string(),
  sentences: z.int().describe('sentences written'),
  surveyed: z.int().describe('sentences of the first reading'),
  dropped: z.object({
    heldOut: z.int().describe('nearly a sentence of --not'),
    shots: z.int().describe('a sentence of --few'),
    empty: z.int().describe('over the share of --empty'),
  }),
  tokens: z.int(),
  spans: counts.describe('mentions by label'),
  spanTokens: z.int().describe('tokens in mentions'),
  unknown: counts.describe('stretches left out, by rule; votes: claimed, but not surely enough'),
  unknownTokens: z.int().describe('tokens left out'),
  candidates: z.int().describe('stretches that a teacher claims'),
  teachers: z.array(
    z.object({
      teacher: z.string(),
      claims: z.int(),
      coverage: share.describe('of the candidates, those it claims'),
      overlap: share.describe('those it claims and another too'),
      conflict: share.describe('those it claims and another speaks against'),
      precision: share.optional().describe('mean probability of its claims'),
      shots: z
        .object({ claims: z.int(), right: z.int(), mentions: z.int() })
        .describe('on the sentences of --few'),
    }),
  ),
  names: z
    .array(
      z.object({
        name: z.string(),
        count: z.int(),
        group: z.enum(NAME_GROUPS),
        context: z.number().describe('log odds of its places against those of sure names'),
        meanings: z.int().describe('concepts'),
      }),
    )
    .describe('names that the text makes doubtful, most frequent first'),
  proposals: z.int().describe('new names with evidence'),
  proposalsFile: z.string().optional(),
  languageModel: languageModelReport.optional().describe('with --llm'),
});
export type RawReport = z.infer<typeof rawReportShape>;

interface Made {
  readonly options: RawCliOptions;
  readonly out: string;
  /** Read to their end. */
  readonly labels: RawLabels;
  readonly languageModel: LanguageModelReport | undefined;
}

const MOST_NAMES = 100;

export function rawReport({ options, out, labels, languageModel }: Made): RawReport {
  const { dropped, prepared } = labels;
  const { survey, tailoring } = prepared;
  const doubted = [...tailoring.verdicts.values()]
    .filter(({ group }) => group === 'doubtful' || group === 'bad')
    .sort((a, b) => b.use.count - a.use.count || (a.use.kind < b.use.kind ? -1 : 1))
    .slice(0, MOST_NAMES);
  const { teachers, ...totals } = labels.account();
  return {
    raw: [...options.raw],
    ...{ out, surveyed: survey.sentences, dropped: { ...dropped } },
    ...{ ...totals, spans: { ...totals.spans }, unknown: { ...totals.unknown } },
    teachers: teachers.map((teacher) => ({ ...teacher, shots: { ...teacher.shots } })),
    names: doubted.map(({ use, group, context, meanings }) => ({
      ...{ name: use.kind, count: use.count, group, context, meanings },
    })),
    proposals: labels.proposals().length,
    ...(options.proposals !== undefined && { proposalsFile: options.proposals }),
    ...(languageModel && { languageModel }),
  };
}

const SHOWN_NAMES = 15;
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** The report as text. */
export function renderRaw(report: RawReport): string {
  const { teachers, names, tokens, unknownTokens, sentences, dropped } = report;
  const left = Object.entries(dropped).filter(([, count]) => count > 0);
  return [
    table(
      ['teacher', 'claims', 'coverage', 'overlap', 'conflict', 'precision', 'right on shots'],
      teachers.map(({ teacher, claims, coverage, overlap, conflict, precision, shots }) => [
        ...[teacher, String(claims), percent(coverage), percent(overlap), percent(conflict)],
        precision === undefined ? '-' : percent(precision),
        `${shots.right} of ${shots.claims}, ${shots.mentions} mentions`,
      ]),
    ),
    `\nmentions: ${listed(report.spans)}\n`,
    `unknown: ${listed(report.unknown)}; ${percent(unknownTokens / Math.max(1, tokens))} of the tokens\n`,
    left.length === 0
      ? ''
      : `dropped: ${left.map(([why, count]) => `${count} ${DROPPED[why]}`).join(', ')}\n`,
    renderNames(names),
    report.languageModel === undefined ? '' : `\n${renderLanguageModel(report.languageModel)}`,
    report.proposals === 0
      ? ''
      : `\n${counted(report.proposals, 'new name')} proposed${proposalsAt(report)}\n`,
    `\nwritten: ${report.out} (${counted(sentences, 'sentence')})\n`,
  ].join('');
}

const DROPPED: Readonly<Record<string, string>> = {
  heldOut: 'like held-out sentences',
  shots: 'shots',
  empty: 'empty',
};

function listed(values: Readonly<Record<string, number>>): string {
  const entries = Object.entries(values);
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${count} ${name}`).join(', ');
}

function renderNames(names: RawReport['names']): string {
  if (names.length === 0) return '';
  const rows = names
    .slice(0, SHOWN_NAMES)
    .map(({ name, count, group, context, meanings }) => [
      name,
      String(count),
      group,
      context.toFixed(2),
      String(meanings),
    ]);
  const more = names.length > SHOWN_NAMES ? `… (--json lists ${names.length})\n` : '';
  return `\nnames that this text makes doubtful\n${table(['name', 'uses', 'group', 'context', 'meanings'], rows)}${more}`;
}

const proposalsAt = ({ proposalsFile }: RawReport): string =>
  proposalsFile === undefined ? ' (--proposals FILE lists them)' : `: ${proposalsFile}`;
