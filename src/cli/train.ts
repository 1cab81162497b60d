import { cacheFolder } from '../base/cache.js';
import { HilgenError } from '../base/errors.js';
import { assertReplaceable } from '../base/folders.js';
import { readCorpora, readCorpus, type Sentence } from '../corpus/index.js';
import { loadEncoder } from '../encoder/kinds.js';
import { pairSentences, scoreStrict } from '../evaluate/index.js';
import { trainDann } from '../tagger/saner/train-dann.js';
import type { Development } from '../tagger/transformer/development.js';
import { saveTransformer } from '../tagger/transformer/files.js';
import { FolderCheckpoint } from '../tagger/transformer/folder-checkpoint.js';
import { trainTransformer } from '../tagger/transformer/train.js';
import { assertProvider } from '../tensor/assert-provider.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { openKnowledge } from './kb-labels.js';
import { addTrainOptions, dannSettings, type TrainCliOptions, trainSettings } from './train-options.js';
import { renderReport, reportOf, type TrainReport, trainReport } from './train-report.js';
import { besideModel, type Lesson, selfTrainTagger } from './train-self.js';

/** `hilgen train`. */
export const train: CliCommand = {
  name: 'train',
  output: trainReport,
  define: (command, context) =>
    addTrainOptions(
      command
        .description(
          'fine-tune a tagger on labelled sentences; the same command goes on after an interruption',
        )
        .argument('<corpus...>', 'labelled sentences: IOB or JSON Lines; several files are joined'),
    )
      .addHelpText(
        'after',
        examples(
          'hilgen train few.jsonl synthetic.jsonl --encoder ./all-MiniLM-L6-v2 --seed 1 --out model',
          'hilgen train few.jsonl --encoder microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract --out model',
          'hilgen train few.jsonl --encoder vectors --steps 300 --out model',
          'hilgen train few.jsonl --encoder ./bert --tagger crf --out model',
          'hilgen train train.tsv --encoder ./bert --epochs 20 --dev dev.tsv --patience 3 --out model',
          'hilgen train few.jsonl --encoder ./bert --layer-decay 0.9 --reinit 1 --accumulate 4 --out model',
          'hilgen train few.jsonl synthetic.jsonl --encoder ./bert --tagger dann --out model',
          'hilgen train few.jsonl synthetic.jsonl --encoder vectors --tagger dann --as-published --out model',
          'hilgen train few.jsonl --encoder ./bert --kb do.kb --kb-labels Disease=DOID: --out model',
          'hilgen train few.jsonl distant.jsonl --encoder ./bert --mix few=20 --self-train 2 --out model',
          'hilgen train few.jsonl --encoder ./bert --freeze all --learning-rate 1e-3 --out model',
        ),
      )
      .action((corpora: string[], options: TrainCliOptions) => run(corpora, options, context)),
};

async function run(corpora: string[], options: TrainCliOptions, context: CliContext): Promise<void> {
  assertReplaceable(options.out);
  await assertProvider(options.provider);
  const sentences = await readCorpora(corpora);
  const development = options.dev === undefined ? undefined : await readDevelopment(options.dev);
  remarkShared(sentences, development?.sentences ?? [], context);
  const report =
    options.selfTrain === undefined
      ? await learn({ sentences, development, out: options.out }, options, context)
      : await selfTrainTagger({ sentences, development }, options, context, learn);
  printResult(context, options, report, renderReport);
}

/** One training, saved. */
async function learn(
  { sentences, development, out }: Lesson,
  options: TrainCliOptions,
  context: CliContext,
): Promise<TrainReport> {
  const loaded = await loadEncoder(options.encoder, {
    seed: options.seed ?? 1,
    cacheFolder: cacheFolder(),
    accessToken: process.env.HF_TOKEN,
    remark: context.remark,
    ...context.work('encoder'),
  });
  const checkpoint = new FolderCheckpoint(besideModel(out, 'checkpoint'), {
    everySteps: options.checkpointEvery,
    now: () => performance.now(),
    remark: context.remark,
  });
  const knowledge = await openKnowledge(options);
  const work = { ...context.work('training'), development, checkpoint, knowledge };
  const tagger =
    options.tagger === 'dann'
      ? await trainDann(sentences, loaded, dannSettings(options), work)
      : await trainTransformer(sentences, loaded, trainSettings(options, loaded.encoder), work);
  await saveTransformer(out, tagger);
  checkpoint.clear();
  return reportOf(options, sentences.length, development?.sentences.length, tagger);
}

async function readDevelopment(path: string): Promise<Development> {
  const sentences = await readCorpus(path);
  if (sentences.every(({ spans }) => spans.length === 0)) {
    throw new HilgenError('input', { where: path, what: 'no sentence has a labelled span to score against' });
  }
  const score: Development['score'] = (gold, found) => scoreStrict(pairSentences(gold, found)).strict.f1;
  return { sentences, score };
}

/** Sentences that are learnt by heart choose the weights that learnt them best by heart. */
function remarkShared(
  sentences: readonly Sentence[],
  chosen: readonly Sentence[],
  context: CliContext,
): void {
  const learnt = new Set(sentences.map(({ text }) => text));
  const shared = chosen.filter(({ text }) => learnt.has(text)).length;
  if (shared > 0)
    context.remark(`${shared} of ${chosen.length} --dev sentences are trained on: F1 flatters\n`);
}
