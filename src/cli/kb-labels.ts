import { type Command, InvalidArgumentError } from 'commander';
import type { LabelMapping } from '../tagger/dictionary.js';
import { type Knowledge, knowledgeOf } from '../tagger/knowledge-features/knowledge.js';
import { withKnowledgeBase } from './kb-open.js';

/** What `--kb` and `--kb-labels` parse to. */
export interface KnowledgeCliOptions {
  readonly kb?: string;
  readonly kbLabels?: LabelMapping;
}

/** Adds `--kb` and `--kb-labels`. */
export function addKnowledgeOptions(command: Command): Command {
  return command
    .option('--kb <file>', 'a knowledge base whose matches are features of the words; tagging needs it too')
    .option(
      '--kb-labels <label=prefixes...>',
      'kinds of matches to tell apart, by beginnings of concept ids: Disease=DOID:,MONDO: (default: all alike)',
      (text: string, before: LabelMapping = {}) => ({ ...before, ...entry(text) }),
    );
}

function entry(text: string): LabelMapping {
  const [, label, list = ''] = /^([^=]+)=(.*)$/u.exec(text) ?? [];
  const prefixes = list.split(',').map((prefix) => prefix.trim());
  if (label === undefined || prefixes.some((prefix) => prefix === ''))
    throw new InvalidArgumentError('LABEL=PREFIX,PREFIX was expected.');
  return { [label.trim()]: prefixes };
}

/** The knowledge base that training is told of. */
export async function openKnowledge({ kb, kbLabels }: KnowledgeCliOptions): Promise<Knowledge | undefined> {
  return kb === undefined ? undefined : withKnowledgeBase(kb, (opened) => knowledgeOf(opened, kbLabels));
}
