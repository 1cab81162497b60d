import { type Digests, fileInput, inputsNamed } from '../digests.js';
import type { RawSettings } from '../schema.js';
import type { Artifact, Source, Stage } from '../stage.js';
import { type Draft, dataSet, type Setting } from './draft.js';
import { knowledgeOf } from './knowledge.js';

/** What raw text is labelled by besides names: a name for each, and sentences with what it says of them. */
export interface FurtherTeacher {
  readonly name: string;
  readonly says: Stage;
}

/** Raw text of a data set with labels. */
export function labelled(
  draft: Draft,
  setting: Setting,
  place: readonly string[],
  { upper, lower, unknown, match, empty }: RawSettings,
  few: Artifact,
  further: readonly FurtherTeacher[],
): Stage {
  const { labels = '' } = dataSet(draft, setting.data);
  const teachers = further.length === 0 ? undefined : further.map(({ name }) => name);
  return draft.add(
    'distant',
    place,
    { upper, lower, unknown, match, empty, labels, teachers },
    {
      few: [few],
      knowledge: [knowledgeOf(draft, setting.data)],
      raw: rawOf(draft, setting.data),
      heldOut: heldOutOf(draft, setting.data),
      ...(further.length > 0 && { said: further.map(({ says }) => says) }),
    },
  );
}

/** What a language model marks in raw text; nothing where none is asked. */
export function markedByModel(
  draft: Draft,
  setting: Setting,
  place: readonly string[],
  { llm }: RawSettings,
  few: Artifact,
): FurtherTeacher[] {
  if (llm === undefined) return [];
  const { digests, file } = draft;
  const { source = '', model: name } = llm.source === undefined ? (file.llm ?? {}) : llm;
  const model = inputsNamed(source, digests);
  const says = draft.add(
    'mark',
    place,
    { source: model.length > 0 ? '' : source, model: llm.model ?? name, sentences: llm.sentences },
    {
      few: [few],
      raw: rawOf(draft, setting.data),
      heldOut: heldOutOf(draft, setting.data),
      preset: [fileInput(llm.preset, digests)],
      model,
    },
  );
  return [{ name: 'language model', says }];
}

/** The sentences of a data set's raw text. */
export function sentencesOfRaw(draft: Draft, data: string): Stage {
  return draft.add('text', [data], {}, { raw: rawOf(draft, data) });
}

/** The texts of a data set that need no labels: its own, else the train split's. */
function rawOf(draft: Draft, data: string): Source[] {
  const { raw, train } = dataSet(draft, data);
  return files(raw === undefined ? [train] : [raw].flat(), draft.digests);
}

function heldOutOf(draft: Draft, data: string): Source[] {
  const { dev, test } = dataSet(draft, data);
  return files(dev === undefined ? [test] : [dev, test], draft.digests);
}

const files = (paths: readonly string[], digests: Digests): Source[] =>
  paths.map((path) => fileInput(path, digests));
