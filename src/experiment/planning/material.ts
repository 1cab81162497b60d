import { fileInput } from '../digests.js';
import { rawText } from '../schema/sources.js';
import type { LanguageModelSettings, RawSettings, SourceSettings } from '../schema.js';
import type { Artifact, Stage } from '../stage.js';
import { type Draft, dataSet, type Setting } from './draft.js';

/** What an arm learns from: a few-shot sample (or all that is labelled), and sentences made of it. */
export interface Material {
  readonly few: Artifact;
  readonly made: readonly Stage[];
}

/** The knowledge base of a data set. */
export function knowledgeOf(draft: Draft, data: string): Artifact {
  const { file, digests } = draft;
  const name = dataSet(draft, data).knowledge as string;
  const settings = file.knowledge[name];
  if (settings === undefined) throw new Error(`no knowledge base ${name}`);
  if ('kb' in settings) return fileInput(settings.kb, digests);
  const { sources: files, 'term-types': termTypes, 'semantic-types': semanticTypes, ...rest } = settings;
  const formats = files.map(({ format }) => format);
  const inputs = { sources: files.map(({ path }) => fileInput(path, digests)) };
  return draft.add('knowledge', [name], { formats, termTypes, semanticTypes, ...rest }, inputs);
}

/** A few sentences of a split. */
export function sampled(draft: Draft, setting: Setting, split: 'train' | 'dev'): Stage {
  const { shots, seed, data } = setting;
  const pool = fileInput(dataSet(draft, data)[split] as string, draft.digests);
  const own = draft.drawn(setting, ...(split === 'train' ? [] : ['development']));
  const { mode } = draft.file.sample;
  return draft.add('sample', own, { mode, shots, seed: seed.sample }, { pool: [pool] });
}

/** What a source gives in a setting. */
export function materialOf(draft: Draft, setting: Setting, source: string): Material {
  const { file } = draft;
  const {
    labelled,
    layers,
    'per-mention': perMention,
    related,
    llm,
    raw,
  } = file.sources[source] as SourceSettings;
  const { train } = dataSet(draft, setting.data);
  const few = labelled === 'all' ? fileInput(train, draft.digests) : sampled(draft, setting, 'train');
  const seed = setting.seed.sample;
  const made: Stage[] = [];
  const own = draft.drawn(setting, source);
  if (layers.length > 0) {
    const inputs = { few: [few], knowledge: [knowledgeOf(draft, setting.data)] };
    made.push(draft.add('substitute', own, { layers, perMention, related, seed }, inputs));
  }
  if (llm !== false) {
    const settings = { ...file.llm, ...(llm === true ? {} : llm) } as LanguageModelSettings;
    made.push(written(draft, setting, own, settings, few));
  }
  if (raw !== false) made.push(taught(draft, setting, own, raw === true ? rawText.parse({}) : raw, few));
  return { few, made };
}

function taught(
  draft: Draft,
  { data }: Setting,
  own: readonly string[],
  settings: RawSettings,
  few: Artifact,
): Stage {
  const { raw, train, dev, test, labels = '' } = dataSet(draft, data);
  const files = (paths: readonly string[]) => paths.map((path) => fileInput(path, draft.digests));
  return draft.add(
    'distant',
    own,
    { ...settings, labels },
    {
      few: [few],
      knowledge: [knowledgeOf(draft, data)],
      raw: files(raw === undefined ? [train] : [raw].flat()),
      heldOut: files(dev === undefined ? [test] : [dev, test]),
    },
  );
}

function written(
  draft: Draft,
  { data, seed }: Setting,
  own: readonly string[],
  { source, model, preset, layers, 'per-mention': perMention }: LanguageModelSettings,
  few: Artifact,
): Stage {
  const { digests } = draft;
  const isFile = digests.has(source);
  const settings = {
    source: isFile ? '' : source,
    ...{ model, layers, perMention, seed: seed.sample, labels: dataSet(draft, data).labels },
  };
  return draft.add('write', own, settings, {
    few: [few],
    knowledge: [knowledgeOf(draft, data)],
    preset: [fileInput(preset, digests)],
    model: isFile ? [fileInput(source, digests)] : [],
  });
}
