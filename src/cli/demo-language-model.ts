import { fileURLToPath } from 'node:url';
import type { WriterSettings } from '../experiment/index.js';

/** What the demo's language model is asked; its answers are replayed from a recording (`demo/README.md`). */
export const DEMO_WRITER: WriterSettings = {
  source: fileURLToPath(new URL('../../demo/answers.jsonl', import.meta.url)),
  preset: 'demonstration',
  layers: ['sibling'],
  perMention: 1,
};
