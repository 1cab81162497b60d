import type { AnswerForm } from '../preset.js';
import type { AnswerReader } from './draft.js';
import { readInlineAnswer } from './inline.js';
import { readIobAnswer } from './iob.js';
import { readJsonAnswer } from './json.js';
import { readLinesAnswer } from './lines.js';
import { readMentionsAnswer } from './mentions.js';
import { readTextAnswer } from './text.js';

/** The reader of every form of answer. A new one is a file and a line here. */
export const ANSWER_READERS: Readonly<Record<AnswerForm, AnswerReader>> = {
  json: readJsonAnswer,
  iob: readIobAnswer,
  inline: readInlineAnswer,
  lines: readLinesAnswer,
  text: readTextAnswer,
  mentions: readMentionsAnswer,
};
