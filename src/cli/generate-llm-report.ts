import { z } from 'zod';
import { counted } from './kb-open.js';
import { duration } from './progress.js';
import { table } from './table.js';

/** What a run took, as its reports say it. */
export const spendingShape = {
  kept: z.int().describe('requests answered by the store, without a call'),
  calls: z.int(),
  failed: z.int().describe('requests that stay without an answer'),
  left: z.int().describe('requests that a limit left unasked'),
  stopped: z.string().nullable().describe('why the run ended early'),
  promptTokens: z.int(),
  completionTokens: z.int(),
  cost: z.number().nullable().describe('of this run; null where no price is known'),
  seconds: z.number(),
};
type SpendingReport = z.infer<z.ZodObject<typeof spendingShape>>;

/** The shape of what `hilgen generate --llm --json` prints. */
export const llmReport = z.object({
  source: z.string().describe('the labelled sentences worked from'),
  out: z.string().nullable().describe('the file the new sentences were written to; null for a preview'),
  rejectedOut: z.string().nullable().describe('the file of what was turned away, with reasons'),
  store: z.string().describe('the file that keeps every answer'),
  model: z.string().describe('kind, name and place; begins with replay: where answers were recorded'),
  preset: z.string(),
  seed: z.int(),
  perMention: z.int(),
  asked: z.int().describe('requests'),
  answered: z.int().describe('of these, answered'),
  wanted: z.int().describe('sentences asked for'),
  drafts: z.int().describe('sentences that came back'),
  sentences: z.int().describe('sentences kept'),
  reasons: z.record(z.string(), z.int()).describe('sentences turned away, by check or filter'),
  alignment: z.record(z.string(), z.int()).describe('spans of kept sentences, by how they were found'),
  notes: z.array(z.string()).describe('what filters have to say'),
  selfBleu: z
    .object({ before: z.number().nullable(), after: z.number().nullable() })
    .describe(
      'mean BLEU-4 of each sentence against all others, before the filters and after: lower is more diverse',
    ),
  unused: z.array(z.string()).describe('mentions that the knowledge base does not know'),
  ...spendingShape,
  samples: z.array(z.string()).describe('some sentences with their marks'),
});
export type LlmReport = z.infer<typeof llmReport>;

/** The report as text. */
export function renderLlmReport(report: LlmReport): string {
  const { out, rejectedOut, sentences, drafts, reasons, samples } = report;
  const turnedAway = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const written =
    out === null
      ? '\nA preview: no file is written; the answers are kept and not asked for again.\n'
      : `\nwritten: ${out} (${counted(sentences, 'sentence')}), ${rejectedOut} (${turnedAway} turned away)\n`;
  return [
    headline(report),
    samples.map((sample) => `${sample}\n`).join(''),
    samples.length > 0 ? '\n' : '',
    table(
      ['', 'sentences'],
      [
        ['asked for', String(report.wanted)],
        ['came back', String(drafts)],
        ...rows(reasons),
        ['kept', String(sentences)],
      ],
    ),
    `\n${quality(report)}\n${renderSpending(report)}\n`,
    report.notes.map((note) => `${note}\n`).join(''),
    renderStop(report),
    written,
  ].join('');
}

function rows(reasons: LlmReport['reasons']): string[][] {
  const sorted = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return sorted.map(([reason, count]) => [`  ${reason}`, String(count)]);
}

function headline({ model, preset, asked, answered, unused }: LlmReport): string {
  const replayed = model.startsWith('replay:') ? ' (a recording is replayed: no model is asked)' : '';
  const unknown =
    unused.length === 0 ? '' : `; unknown to the knowledge base: ${counted(unused.length, 'mention')}`;
  return `${model}${replayed}, preset ${preset}: ${counted(asked, 'request')}, ${answered} answered${unknown}\n\n`;
}

function quality({ alignment, selfBleu: { before, after } }: LlmReport): string {
  const found = Object.entries(alignment).map(([status, count]) => `${count} ${status}`);
  const shown = (score: number | null): string => (score === null ? '–' : (100 * score).toFixed(1));
  return `mentions: ${found.join(', ') || 'none'}; self-BLEU ${shown(before)} before the filters, ${shown(after)} after`;
}

/** What the run took, as one line. */
export function renderSpending(report: SpendingReport): string {
  const { kept, calls, failed, promptTokens, completionTokens, cost, seconds } = report;
  const tokens = `${(promptTokens + completionTokens).toLocaleString('en')} tokens (${completionTokens.toLocaleString('en')} in answers)`;
  const price = cost === null ? 'cost unknown (--price)' : `cost ${cost.toFixed(4)}`;
  const broken = failed === 0 ? '' : `, ${failed} failed`;
  return `this run: ${counted(calls, 'call')}, ${kept} answers kept from before${broken}; ${tokens}; ${price}; ${duration(seconds)}`;
}

/** Why the run ended early, and what is left. */
export function renderStop({ stopped, left }: SpendingReport): string {
  return stopped === null
    ? ''
    : `\nstopped: ${stopped}; ${counted(left, 'request')} left for the same command\n`;
}
