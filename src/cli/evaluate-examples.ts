import { random } from '../base/random.js';
import type { Sentence, Span } from '../corpus/index.js';
import type { PredictionError } from '../evaluate/index.js';

const AROUND = 60;

/** Some errors in their sentences, drawn by the seed, in the order of the file; in colour where asked for. */
export function renderExamples(
  errors: readonly PredictionError[],
  { count, seed, colour }: { readonly count: number; readonly seed: number; readonly colour: boolean },
): string {
  const chosen = new Set(random(seed, 'examples').sample(errors, count));
  const paint = colour ? coloured : plain;
  const shown = errors.filter((error) => chosen.has(error)).map((error) => renderError(error, paint));
  const summary = `${shown.length} of ${errors.length.toLocaleString('en')} errors`;
  return [`\n${summary}\n`, ...shown].join('\n');
}

type Paint = (role: 'gold' | 'predicted' | 'dim' | 'strong', text: string) => string;

const plain: Paint = (_, text) => text;
const CODES = { gold: 32, predicted: 31, dim: 2, strong: 1 };
const coloured: Paint = (role, text) => `\u001b[${CODES[role]}m${text}\u001b[0m`;

const KINDS = {
  boundary: 'wrong boundaries',
  type: 'wrong label',
  missed: 'missed',
  spurious: 'spurious',
} as const;

function renderError(error: PredictionError, paint: Paint): string {
  const { sentence, kind } = error;
  const lines = [`${paint('strong', KINDS[kind])}  ${paint('dim', tame(sentence.id))}`];
  if (error.kind !== 'spurious') lines.push(`  gold       ${inContext(sentence, error.gold, 'gold', paint)}`);
  if (error.kind !== 'missed')
    lines.push(`  predicted  ${inContext(sentence, error.predicted, 'predicted', paint)}`);
  return `${lines.join('\n')}\n`;
}

function inContext(
  { text }: Sentence,
  { start, end, label }: Span,
  role: 'gold' | 'predicted',
  paint: Paint,
): string {
  const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)];
  const before = `${from > 0 ? '…' : ''}${text.slice(from, start)}`;
  const behind = `${text.slice(end, to)}${to < text.length ? '…' : ''}`;
  const mention = `[${text.slice(start, end)}|${label}]`;
  return `${tame(before)}${paint(role, tame(mention))}${tame(behind)}`;
}

/** What a text holds must not steer the terminal. */
const tame = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
