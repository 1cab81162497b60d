import { type Command, InvalidArgumentError } from 'commander';
import type { Layer } from '../corpus/index.js';
import {
  CHECKS,
  presetNames,
  type TypeMap,
  UNMARKED_POLICIES,
  type UnmarkedPolicy,
} from '../generate/index.js';
import type { Price } from '../llm/index.js';
import { listOf, oneOf, positiveNumber, wholeNumber } from './arguments.js';
import type { CorpusOptions } from './shared/corpus-options.js';

/** Which model is asked, and within which bounds. */
export interface AskingOptions {
  readonly llm: string;
  readonly model?: string;
  readonly preset?: string;
  readonly store?: string;
  readonly dryRun?: boolean;
  readonly preview?: number;
  readonly maxCost?: number;
  readonly maxRequests?: number;
  readonly maxMinutes?: number;
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly price?: Price;
  readonly batch?: boolean;
  readonly offline?: boolean;
  readonly record?: string;
}

/** What `hilgen generate` takes besides under `--llm`. */
export interface LlmOptions extends CorpusOptions, AskingOptions {
  readonly kb?: string;
  readonly out?: string;
  readonly layers?: readonly Layer[];
  readonly perMention: number;
  readonly typeDepth: number;
  readonly map?: TypeMap;
  readonly seed: number;
  readonly json?: boolean;
  readonly fuzzy: boolean;
  readonly unmarked: UnmarkedPolicy;
  readonly skip?: readonly string[];
  readonly duplicates: boolean;
  readonly leak?: readonly string[];
  readonly knownConcepts?: boolean;
  readonly diversity?: number;
  readonly agree?: string;
  readonly agreeAt: number;
  readonly balance?: number | string;
}

const HEADINGS = {
  model: 'With a language model:',
  bounds: 'Bounds of a run; what is left is asked by the same command:',
  filters: 'What is let through:',
};

/** Adds the options of `hilgen generate --llm`. */
export function addLlmOptions(command: Command): Command {
  command
    .optionsGroup(HEADINGS.model)
    .option('--llm <source>', 'ask a model: a URL, ollama, openai …, a .gguf file, or replay:FILE.jsonl')
    .option('--model <name>', "the model's name at the server")
    .option(
      '--preset <name>',
      `prompts: ${presetNames().join(', ')}, or a file of your own (default: grounded; mark with --raw)`,
    )
    .option('--store <file>', 'keeps every answer (default: requests.sqlite beside --out)')
    .option('--dry-run', 'print prompts, number of calls, tokens and cost; ask nothing')
    .option('--preview <n>', 'ask for a few sentences, show them, write no file', wholeNumber(1))
    .option('--batch', 'half the price: hand over now, collect by the same command hours or days later')
    .option('--offline', 'let no text leave this machine')
    .option('--record <file>', 'also write the answers as a file to replay');
  command
    .optionsGroup(HEADINGS.bounds)
    .option('--max-cost <amount>', 'stop before it costs more', positiveNumber)
    .option('--max-requests <n>', 'stop after so many calls', wholeNumber(1))
    .option('--max-minutes <n>', 'stop after so long', positiveNumber)
    .option('--concurrency <n>', 'calls at once at most (default: 16)', wholeNumber(1))
    .option('--requests-per-minute <n>', 'as your contract has it', wholeNumber(1))
    .option('--tokens-per-minute <n>', 'as your contract has it', wholeNumber(1))
    .option('--price <in,out>', 'of a million tokens of prompt and of answer, for example 0.15,0.60', price);
  return addFilterOptions(command);
}

function addFilterOptions(command: Command): Command {
  return command
    .optionsGroup(HEADINGS.filters)
    .option('--no-fuzzy', 'mentions must be in the sentence but for case, hyphens, spaces, Unicode forms')
    .option(
      '--unmarked <policy>',
      'known names nobody marked: mark, reject, leave',
      oneOf(UNMARKED_POLICIES),
      'mark',
    )
    .option('--skip <checks>', `leave out: ${Object.keys(CHECKS).join(', ')}`, listOf(Object.keys(CHECKS)))
    .option('--no-duplicates', 'keep near-duplicates (three-word shingles, Jaccard 0.8)')
    .option('--leak <files...>', 'development and test files: drop what is in them')
    .option('--known-concepts', 'drop sentences with a mention that the knowledge base does not have')
    .option('--diversity <x>', 'drop what has a BLEU above x against the sentences before it', positiveNumber)
    .option('--agree <model>', 'a tagger of `hilgen train`: drop where it does not find the mentions again')
    .option('--agree-at <f1>', 'the least F1 within a sentence for --agree', positiveNumber, 0.5)
    .option('--balance <n or file>', 'keep as many as this, or as the file has sentences');
}

/** The groups of these options in the help text. */
export const LLM_HEADINGS: readonly string[] = Object.values(HEADINGS);

/** The group of options that say which new sentences are kept. */
export const FILTER_HEADING: string = HEADINGS.filters;

function price(text: string): Price {
  const [prompt, completion, ...more] = text.split(',').map(Number);
  const isPrice = more.length === 0 && [prompt, completion].every((one) => one !== undefined && one >= 0);
  if (!isPrice || prompt === undefined || completion === undefined) {
    throw new InvalidArgumentError('two numbers were expected, for example 0.15,0.60.');
  }
  return { prompt, completion };
}
