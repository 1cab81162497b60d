import { z } from 'zod';
import { renderSpending, renderStop, spendingShape } from './generate-llm-report.js';
import { counted } from './kb-open.js';

/** What a language model as a teacher was asked. */
export const languageModelReport = z.object({
  model: z.string().describe('kind, name and place; begins with replay: where answers were recorded'),
  preset: z.string(),
  store: z.string().describe('the file that keeps every answer'),
  sentences: z.int().describe('sentences to be marked, those of --few among them'),
  told: z.int().describe('of these, with an answer that could be used'),
  reasons: z.record(z.string(), z.int()).describe('of the others, why nothing is known of them'),
  ...spendingShape,
});
export type LanguageModelReport = z.infer<typeof languageModelReport>;

/** The shape of what `hilgen generate --raw --llm --preview --json` prints. */
export const rawPreview = z.object({
  preview: z.literal(true),
  samples: z.array(z.string()).describe('sentences with their marks, or why there are none'),
  languageModel: languageModelReport,
});
export type RawPreview = z.infer<typeof rawPreview>;

/** What was asked and what that took, as text. */
export function renderLanguageModel(report: LanguageModelReport): string {
  const { model, preset, sentences, told, reasons } = report;
  const others = Object.entries(reasons).map(([reason, count]) => `, ${count} ${reason}`);
  return [
    `language model: ${model}, preset ${preset}: ${counted(sentences, 'sentence')}, ${told} marked${others.join('')}\n`,
    `${renderSpending(report)}\n${renderStop(report)}`,
  ].join('');
}

/** A preview as text. */
export function renderRawPreview({ samples, languageModel }: RawPreview): string {
  const written = 'A preview: no file is written; the answers are kept and not asked for again.';
  return `${samples.map((sample) => `${sample}\n`).join('')}\n${renderLanguageModel(languageModel)}\n${written}\n`;
}
