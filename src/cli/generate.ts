import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import {
  formatForWriting,
  LAYER_NAMES,
  LAYERS,
  type Layer,
  readCorpus,
  writeCorpus,
} from '../corpus/index.js';
import { meanRelatedness, type RelatednessRange, substitute, type TypeMap } from '../generate/index.js';
import { listOf, partOfOne, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { generateLlm } from './generate-llm.js';
import { addLlmOptions, FILTER_HEADING, LLM_HEADINGS, type LlmOptions } from './generate-llm-options.js';
import { llmPlan } from './generate-llm-plan.js';
import { llmReport } from './generate-llm-report.js';
import { addMapOption, mapOf } from './generate-map.js';
import { generateRaw } from './generate-raw.js';
import { rawPreview } from './generate-raw-llm-report.js';
import {
  addRawOptions,
  assertNoneOf,
  RAW_HEADING,
  type RawCliOptions,
  ruleHelp,
} from './generate-raw-options.js';
import { rawReportShape } from './generate-raw-report.js';
import { renderSubstitution, type SubstitutionReport, substitutionReport } from './generate-report.js';
import { withKnowledgeBase } from './kb-open.js';
import { addCorpusOptions, type CorpusOptions } from './shared/corpus-options.js';

const output = z.union([substitutionReport, llmReport, llmPlan, rawReportShape, rawPreview]);

interface Options extends CorpusOptions {
  readonly kb?: string;
  readonly layers?: readonly Layer[];
  readonly perMention: number;
  readonly typeDepth: number;
  readonly related?: RelatednessRange;
  readonly map?: TypeMap;
  readonly seed: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `hilgen generate`: makes new labelled sentences by substitution, or with a language model. */
export const generate: CliCommand = { name: 'generate', output, define };

function define(command: Command, context: CliContext): void {
  // So that the options of `generate show` are its own.
  addCorpusOptions(
    command
      .enablePositionalOptions()
      .description(
        'make new sentences: put names from a knowledge base in the place of labelled mentions, ask a language model (--llm), or label raw text (--raw)',
      )
      .argument(
        '[corpus]',
        'labelled sentences: IOB (.tsv, .conll, .txt, also .gz) or JSON Lines; none with --raw',
      )
      .option('--kb <file>', 'a knowledge base made by `hilgen kb build`')
      .option('--out <file>', 'where to write: .jsonl (keeps where each sentence came from), or .tsv')
      .option(
        '--layers <list>',
        `comma-separated, out of ${LAYER_NAMES.join(',')} (default: all but search)`,
        listOf(LAYER_NAMES),
      )
      .option('--per-mention <n>', 'at most this many for each mention and layer', wholeNumber(1), 10)
      .option(
        '--type-depth <n>',
        'semantic-type: depth of the ancestors that stand for types',
        wholeNumber(1),
        2,
      )
      .option(
        '--related <range>',
        'only neighbours that are so related to the mention, 0 to 1: 0.5 (at least), 0.3..0.7, ..0.4',
        partOfOne,
      )
      .option('--seed <n>', 'seed of all draws', wholeNumber(0), 1)
      .option('--json', 'print JSON'),
  );
  addMapOption(command);
  addLlmOptions(command);
  addRawOptions(command)
    .addHelpText(
      'after',
      examples(
        'hilgen generate few.jsonl --kb do.kb --out synthetic.jsonl',
        'hilgen generate few.jsonl --kb do.kb --layers synonym,sibling --per-mention 5 --seed 2 --out new.jsonl',
        'hilgen generate few.jsonl --kb do.kb --layers sibling --related 0.5 --out near.jsonl',
        'hilgen generate few.jsonl --kb do.kb --llm ollama --model gemma3:4b --out llm.jsonl --dry-run',
        'hilgen generate few.jsonl --kb do.kb --llm openai --model gpt-4o-mini --max-cost 2 --out llm.jsonl',
        'hilgen generate --raw abstracts/*.txt --teacher do.kb --few few.jsonl --out distant.jsonl',
        'hilgen generate --raw abstracts/*.txt --teacher do.kb --llm ollama --model gemma3:4b --few few.jsonl --out distant.jsonl',
        'hilgen generate --raw train.tsv --teacher do.kb model --label Disease --not dev.tsv test.tsv --out distant.jsonl',
      ) + ruleHelp(),
    )
    .action(async (source: string | undefined, options: Options | LlmOptions | RawCliOptions) => {
      if ('raw' in options) {
        assertAlone(command, source);
        return generateRaw(options, context);
      }
      assertNoneOf(command, [RAW_HEADING], 'is for raw text', 'Add --raw FILES.');
      if (source === undefined)
        throw new HilgenError('usage', {
          what: 'labelled sentences are missing',
          hint: 'Name their file, or raw text: --raw FILES.',
        });
      if ('llm' in options) assertSubstitutes(command);
      if ('llm' in options) return generateLlm(source, options, context);
      assertNoneOf(
        command,
        LLM_HEADINGS,
        'is for sentences from a language model',
        'Add --llm URL|FILE; without it, sentences are made by substitution.',
      );
      printResult(context, options, await run(source, options, context), renderSubstitution);
    });
}

function assertSubstitutes(command: Command): void {
  if (command.getOptionValueSource('related') !== 'cli') return;
  const hint = 'Leave it out, or leave --llm out.';
  throw new HilgenError('usage', { where: '--related', what: 'does nothing with --llm', hint });
}

const SUBSTITUTION_OPTIONS = ['kb', 'layers', 'perMention', 'typeDepth', 'related', 'map', 'seed'];

function assertAlone(command: Command, source: string | undefined): void {
  const hint = 'Leave it out, or leave --raw out.';
  if (source !== undefined)
    throw new HilgenError('usage', {
      where: source,
      what: 'labelled sentences go to --few with --raw',
      hint,
    });
  const asksModel = command.getOptionValueSource('llm') === 'cli';
  assertNoneOf(command, asksModel ? [FILTER_HEADING] : LLM_HEADINGS, 'does nothing with --raw', hint);
  if (!asksModel && command.getOptionValueSource('llmSentences') === 'cli')
    throw new HilgenError('usage', {
      where: '--llm-sentences',
      what: 'is for a language model as a teacher',
      hint: 'Add --llm SOURCE.',
    });
  const given = SUBSTITUTION_OPTIONS.find((name) => command.getOptionValueSource(name) === 'cli');
  if (given === undefined) return;
  const where = command.options.find((option) => option.attributeName() === given)?.long;
  throw new HilgenError('usage', {
    where,
    what: 'does nothing with --raw',
    hint: given === 'kb' ? 'A knowledge base is a teacher here: --teacher FILE.' : hint,
  });
}

async function run(source: string, options: Options, context: CliContext): Promise<SubstitutionReport> {
  const { layers = LAYERS, perMention, typeDepth, related, seed, map } = options;
  const path = needed(options.kb, '--kb', 'a knowledge base made by `hilgen kb build`');
  const out = needed(options.out, '--out', 'the file to write');
  formatForWriting(out);
  if (resolve(out) === resolve(source)) {
    throw new HilgenError('usage', { where: out, what: 'the new sentences would overwrite their source' });
  }
  const corpus = await readCorpus(source, options);
  const settings = { layers, perMention, typeDepth, related, seed, typeMap: map };
  const made = await withKnowledgeBase(path, (kb) =>
    substitute(corpus, kb, settings, context.work('generating')),
  );
  await writeCorpus(out, made.sentences);
  return {
    ...{ source, out, seed, perMention, related: related ?? null, types: mapOf(corpus, map) },
    sentences: made.sentences.length,
    mentions: made.mentions,
    known: made.known,
    layers: made.layers.map((counts) => ({
      ...counts,
      relatedness: meanRelatedness(made.sentences, counts.layer) ?? null,
    })),
    unused: made.unused.map((mention) => ({ ...mention })),
  };
}

function needed(value: string | undefined, where: string, what: string): string {
  if (value !== undefined) return value;
  throw new HilgenError('usage', { where, what: `is missing: ${what}` });
}
