import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkOptions } from '../base/progress.js';
import { readCorpus } from '../corpus/index.js';
import { presetPath } from '../generate/index.js';
import { buildKnowledgeBase, openKnowledgeBase } from '../knowledge/index.js';
import type { ModelOptions } from '../llm/index.js';
import type { ExperimentFile } from './config.js';
import type { Arm, Cell, Experiment, Settings } from './experiment.js';
import { contentHash, folderStore, hashOf } from './folder-store.js';
import type { CellStore } from './run.js';
import { languageWriter, type WriterSettings } from './writer.js';

type Llm = NonNullable<ExperimentFile['llm']>;

/** An experiment read from its file, with the store of its cells. */
export interface OpenedExperiment {
  readonly experiment: Experiment;
  readonly store: CellStore;
  /** SHA-256 of everything read, by what it is. */
  readonly inputs: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const ENCODER_FILES = ['config.json', 'tokenizer.json', 'model.safetensors'];

/**
 * Reads the corpora, builds the knowledge base (once: it is kept in the results folder) and opens
 * the store. Results count as kept only for the same contents, settings and version.
 */
export async function openExperiment(
  file: ExperimentFile,
  version: string,
  work: WorkOptions = {},
  models: ModelOptions = {},
): Promise<OpenedExperiment> {
  const inputs = await hashInputs(file);
  const kbPath = join(file.out, `knowledge-${hashOf([version, inputs.knowledge]).slice(0, 12)}.kb`);
  if (!existsSync(kbPath)) {
    await buildKnowledgeBase(
      file.knowledge.obo.map((path) => ({ path, format: 'obo' })),
      kbPath,
      work,
    );
  }
  const settings = settingsOf(file);
  const { encoder, ...shared } = settings;
  const { llm, ...others } = inputs;
  const keyOf = ({ arm, seed }: Cell): string =>
    hashOf([version, others, shared, { ...arm, name: '' }, seed, ...(asksModel(arm) ? [file.llm, llm] : [])]);
  const kb = openKnowledgeBase(kbPath);
  const writer = file.llm && languageWriter(writerSettings(file.llm), file.out, kb, models);
  const experiment: Experiment = {
    settings,
    arms: file.arms.map(toArm),
    seeds: file.seeds,
    pool: await readCorpus(file.data.train),
    test: await readCorpus(file.data.test),
    kb,
    write: writer?.write,
  };
  const close = async (): Promise<void> => {
    await writer?.close();
    kb.close();
  };
  return { experiment, store: folderStore(file.out, keyOf), inputs, close };
}

function asksModel(arm: Arm): boolean {
  return arm.kind === 'tagger' && arm.llm === true;
}

async function hashInputs({ data, knowledge, train, llm }: ExperimentFile): Promise<Record<string, string>> {
  const terminologies: string[] = [];
  for (const path of knowledge.obo) terminologies.push(await contentHash(path));
  return {
    train: await contentHash(data.train),
    test: await contentHash(data.test),
    knowledge: hashOf(terminologies),
    encoder: existsSync(train.encoder) ? await contentHash(train.encoder, ENCODER_FILES) : train.encoder,
    ...(llm && { llm: hashOf([await hashIfFile(llm.source), await contentHash(presetPath(llm.preset))]) }),
  };
}

async function hashIfFile(source: string): Promise<string> {
  return existsSync(source) ? await contentHash(source) : source;
}

function writerSettings({ 'per-mention': perMention, ...llm }: Llm): WriterSettings {
  return { ...llm, perMention };
}

function settingsOf({ sample, generate, train, dictionary }: ExperimentFile): Settings {
  return {
    sample,
    perMention: generate['per-mention'],
    encoder: train.encoder,
    steps: train.steps,
    batch: train.batch,
    learningRate: train['learning-rate'],
    labels: dictionary.labels,
  };
}

function toArm(arm: ExperimentFile['arms'][number]): Arm {
  if ('dictionary' in arm) {
    const { name, dictionary } = arm;
    return dictionary === 'plain' ? { kind: 'dictionary', name, plain: true } : { kind: 'dictionary', name };
  }
  return { kind: 'tagger', ...arm };
}
