import { random } from '../base/random.js';
import type { Sentence } from '../corpus/index.js';
import { ERROR_KINDS, listErrors, type PredictionError, pairSentences } from '../evaluate/index.js';
import type { KnowledgeBase } from '../knowledge/index.js';
import { marked, quoted } from './marked.js';

/** What an arm learnt from, under one seed. */
export interface Lesson {
  readonly few: readonly Sentence[];
  readonly synthetic: readonly Sentence[];
}

const SHOWN = 3;

/** Some made sentences, of different layers, with their provenance. */
export function demoSentences({ synthetic, few }: Lesson, kb: KnowledgeBase): string[] {
  const layers = new Map<string, string>();
  for (const sentence of random(1, 'demo sentences').shuffle(synthetic)) {
    if (sentence.origin.kind !== 'substitution') continue;
    const { layer, source, span, from, to, via, seed } = sentence.origin;
    const original = few.find(({ id }) => id === source);
    if (layers.has(layer) || original === undefined) continue;
    const path = [from, ...via, to].map((id) => kb.concept(id)?.name ?? id).join(' → ');
    const where = `in place of ${quoted(original, span)} of ${source}, seed ${seed}`;
    layers.set(layer, `${marked(sentence)}\n    ${layer}: ${path} (${to}), ${where}`);
  }
  return [...layers.values()].slice(0, SHOWN);
}

const ANSWERS = 2;

/** Some sentences of the language model, and the names that they were to hold. */
export function demoAnswers({ synthetic, few }: Lesson): string[] {
  const written = random(1, 'demo answers').shuffle(synthetic);
  return written.slice(0, ANSWERS).map((sentence) => {
    const { origin, spans } = sentence;
    if (origin.kind !== 'generated') return marked(sentence);
    const asked = spans.find(({ concept }) => concept !== undefined && concept === origin.to);
    const name = asked === undefined ? origin.to : quoted(sentence, asked);
    const source = few.find(({ id }) => id === origin.source);
    const shot = source && origin.span ? ` (${origin.layer} of ${quoted(source, origin.span)})` : '';
    return `${marked(sentence)}\n    asked for ${name}${shot}, by ${origin.model}`;
  });
}

/** Some errors, of different kinds where there are. */
export function demoErrors(test: readonly Sentence[], tagged: readonly Sentence[]): string[] {
  const errors = random(1, 'demo errors').shuffle(listErrors(pairSentences([...test], [...tagged])));
  const byKind = ERROR_KINDS.flatMap((kind) => errors.filter((error) => error.kind === kind).slice(0, 1));
  const rest = errors.filter((error) => !byKind.includes(error));
  return [...byKind, ...rest].slice(0, SHOWN).map(describe);
}

function describe(error: PredictionError): string {
  const { sentence } = error;
  return `${VERDICTS[error.kind](error)}\n    ${marked(sentence)}`;
}

const VERDICTS: Readonly<Record<PredictionError['kind'], (error: PredictionError) => string>> = {
  boundary: (error) => `wrong boundary: ${both(error)}`,
  type: (error) => `wrong label: ${both(error)}`,
  missed: (error) => `missed: ${'gold' in error ? quoted(error.sentence, error.gold) : ''}`,
  spurious: (error) =>
    `not a mention: ${'predicted' in error ? quoted(error.sentence, error.predicted) : ''}`,
};

function both(error: PredictionError): string {
  if (!('gold' in error && 'predicted' in error)) return '';
  return `${quoted(error.sentence, error.predicted)} instead of ${quoted(error.sentence, error.gold)}`;
}
