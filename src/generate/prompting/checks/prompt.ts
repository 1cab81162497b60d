import { templatesOf } from '../preset.js';
import type { Check } from './check.js';

const RUN = 6;
const TALK =
  /^(?:sure|certainly|of course|here (?:is|are)|as an ai|i (?:cannot|can't|am sorry)|sorry|note)\b|\{\{|```|^\s*[[{]/iu;

/** No six words in a row of the prompt's own wording, none of its headings, no talk to the user. */
export const checkPrompt: Check = ({ preset }) => {
  const templates = [...preset.steps.flatMap(templatesOf), ...Object.values(preset.items)];
  const wording = templates.flatMap((template) => (template ?? '').split(/\{\{[^}]*\}\}|\n/u));
  const runs = new Set(wording.flatMap((text) => [...runsOf(text)]));
  const headings = wording.flatMap((text) => /^\s*(\p{Lu}\p{L}+:)\s*$/u.exec(text)?.[1] ?? []);
  return ({ text }) => {
    const heading = headings.find((one) => text.includes(one));
    if (heading !== undefined) return `it holds the prompt's ${JSON.stringify(heading)}`;
    for (const run of runsOf(text)) if (runs.has(run)) return `it holds the prompt's ${JSON.stringify(run)}`;
    const talk = TALK.exec(text)?.[0];
    return talk === undefined ? undefined : `it begins as an answer to the user: ${JSON.stringify(talk)}`;
  };
};

function* runsOf(text: string): Generator<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (let at = 0; at + RUN <= words.length; at++) yield words.slice(at, at + RUN).join(' ');
}
