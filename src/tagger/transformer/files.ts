import { join } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { readJson, writeFileAtomic } from '../../base/files.js';
import { MANIFEST, writeFolderAtomic } from '../../base/folders.js';
import { writeCorpus } from '../../corpus/corpora.js';
import { saveEncoder } from '../../encoder/save-encoder.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { InferenceScope } from '../../tensor/train/scope.js';
import { type KnowledgeRecord, knowledgeRecord } from '../knowledge-features/record.js';
import { KNOWLEDGE_WEIGHT } from '../knowledge-features/with-knowledge.js';
import { DISTANCES } from '../nearest/distances.js';
import { VECTOR_KINDS } from '../nearest/word-vectors.js';
import { tagScores } from './classifier.js';
import { TRANSITIONS, withLearnt } from './learnt-transitions.js';
import { KINDS, TAGGER_KINDS, type TrainSettings } from './settings.js';
import { type TagSet, tagSet } from './tag-set.js';
import type { TrainedTagger } from './trained-tagger.js';
import { bestEvaluation, evaluationsOf, LOG_FILE, type LogRecord, logLines } from './training-log.js';
import { PLOT_FILE, trainingPlot } from './training-plot.js';

export const MODEL_FILE = 'model.onnx';
export const WEIGHTS_FILE = 'model.safetensors';
/** All sentences that a tagger by neighbours learnt from. */
const SUPPORT_FILE = 'support.jsonl';

const manifestFields = z.object({
  kind: z.enum(TAGGER_KINDS),
  version: z.literal(1),
  encoder: z.string(),
  labels: z.array(z.string()).min(1),
  /** Of a CRF: the learnt scores of tags that follow each other, tags×tags. */
  transitions: z.array(z.number()).optional(),
  /** Of a model with 8-bit weights: how many products and tables have them. */
  int8: z.object({ products: z.int(), tables: z.int() }).optional(),
  /** Where features come from a knowledge base. */
  knowledge: knowledgeRecord.optional(),
  settings: z.record(
    z.string(),
    z.union([z.number(), z.string(), z.array(z.number()), z.record(z.string(), z.number())]),
  ),
  losses: z.array(z.number()),
  /** Of a tagger that decides by neighbours: the file of the sentences it learnt from, and how they are compared. */
  neighbours: z
    .object({ support: z.string(), vectors: z.enum(VECTOR_KINDS), distance: z.enum(DISTANCES) })
    .optional(),
  /** Where development sentences chose the weights: each F1, and the step after which the highest came first. */
  development: z
    .object({
      chosenStep: z.int(),
      evaluations: z.array(z.object({ step: z.int(), epoch: z.number(), f1: z.number() })),
    })
    .optional(),
});

/** A chain has its transitions, no other tagger has any. */
const manifestSchema = manifestFields.refine(({ kind, labels, transitions = [] }) => {
  const { isChain, scheme } = KINDS[kind];
  return transitions.length === (isChain ? tagSet(labels, scheme).tags.length ** 2 : 0);
});

export type TransformerManifest = z.infer<typeof manifestSchema>;

/**
 * Saves a tagger as a Hugging Face folder (`config.json` with `id2label`, tokenizer files,
 * `model.safetensors`) with `model.onnx`, which takes any batch size and length.
 */
export async function saveTransformer(folder: string, tagger: TrainedTagger): Promise<void> {
  const { encoder, labels, settings, losses, log, neighbours } = tagger;
  const { tagger: kind = 'transformer' } = settings;
  await writeFolderAtomic(folder, async (target) => {
    const { tags } = tagSet(labels, KINDS[kind].scheme);
    await saveEncoder(
      target,
      { encoder, parameters: knownElsewhere(tagger) },
      {
        id2label: Object.fromEntries(tags.map((tag, at) => [at, tag])),
        label2id: Object.fromEntries(tags.map((tag, at) => [tag, at])),
      },
    );
    if (neighbours !== undefined) await writeCorpus(join(target, SUPPORT_FILE), neighbours.support);
    await writeFileAtomic(join(target, MODEL_FILE), inferenceModel(tagger));
    await writeFileAtomic(join(target, LOG_FILE), logLines(log));
    await writeFileAtomic(join(target, PLOT_FILE), trainingPlot(log));
    const manifest: TransformerManifest = {
      kind,
      version: 1,
      encoder: encoder.kind,
      labels: [...labels],
      transitions: learntBy(tagger),
      knowledge: recordOf(tagger),
      settings: givenSettings(settings),
      losses: [...losses],
      neighbours: neighbours && {
        support: SUPPORT_FILE,
        vectors: neighbours.vectors,
        distance: neighbours.distance,
      },
      development: choiceOf(log),
    };
    await writeJson(join(target, MANIFEST), manifest);
  });
}

/** The weights that other programs know. */
function knownElsewhere({ parameters }: TrainedTagger): Parameters {
  return new Map([...parameters].filter(([name]) => name !== KNOWLEDGE_WEIGHT));
}

function recordOf({ knowledge, parameters }: TrainedTagger): KnowledgeRecord | undefined {
  if (knowledge === undefined) return undefined;
  const { sha256, sources, labels, by } = knowledge.identity;
  const weights = Array.from(parameters.get(KNOWLEDGE_WEIGHT)?.data ?? []);
  const prefixes = Object.entries(labels).map(([label, starts]) => [label, [...starts]]);
  return { sha256, sources: [...sources], labels: Object.fromEntries(prefixes), ...(by && { by }), weights };
}

/** The manifest of a saved tagger. */
export async function readManifest(folder: string): Promise<TransformerManifest> {
  const path = join(folder, MANIFEST);
  const parsed = manifestSchema.safeParse(
    await readJson(path).catch((cause) => Promise.reject(notAModel(folder, cause))),
  );
  if (!parsed.success) throw notAModel(folder, parsed.error);
  return parsed.data;
}

/** The tagger as an ONNX program with its weights inside: the encoder's inputs in, `logits` out. */
export function inferenceModel({ encoder, parameters, labels, settings }: TrainedTagger): Uint8Array {
  const { tags } = tagSet(labels, KINDS[settings.tagger ?? 'transformer'].scheme);
  const logits = tagScores(new InferenceScope(parameters), encoder, tags.length, 'batch', 'length');
  return emitOnnx({ logits });
}

/** The learnt transitions of a chain. */
function learntBy({ parameters, settings }: TrainedTagger): number[] | undefined {
  if (!KINDS[settings.tagger ?? 'transformer'].isChain) return undefined;
  return Array.from(parameters.get(TRANSITIONS)?.data ?? []);
}

/** How the tags of a tagger are numbered, and may follow each other. */
export function tagsOf({
  kind,
  labels,
  transitions,
}: Pick<TransformerManifest, 'kind' | 'labels' | 'transitions'>): TagSet {
  const set = tagSet(labels, KINDS[kind].scheme);
  return transitions === undefined ? set : withLearnt(set, transitions);
}

/** As `tagsOf`, of a tagger that was not saved. */
export function trainedTags(tagger: TrainedTagger): TagSet {
  const { tagger: kind = 'transformer' } = tagger.settings;
  return tagsOf({ kind, labels: [...tagger.labels], transitions: learntBy(tagger) });
}

/** The settings that were given. */
function givenSettings(settings: TrainSettings): TransformerManifest['settings'] {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function choiceOf(log: readonly LogRecord[]): TransformerManifest['development'] {
  const chosen = bestEvaluation(log);
  if (chosen === undefined) return undefined;
  const evaluations = evaluationsOf(log).map(({ step, epoch, f1 }) => ({ step, epoch, f1 }));
  return { chosenStep: chosen.step, evaluations };
}

function notAModel(folder: string, cause: unknown): HilgenError {
  return new HilgenError('input', {
    where: folder,
    what: 'no finished hilgen model is in this folder',
    hint: 'Train one with `hilgen train … --out FOLDER`.',
    cause,
  });
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}
