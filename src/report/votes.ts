import { random } from '../base/random.js';
import { explainEnsemble } from '../ensemble/index.js';
import { spanKey } from '../evaluate/index.js';
import { type Block, type Cell, note, type SampleList, type Section } from './blocks.js';
import type { Chosen, Material, Votes } from './material.js';
import { count, percent } from './numbers.js';
import type { ReportOptions } from './report.js';

/** Sentences shown of each ensemble. */
const SHOWN = 6;

/** Who voted for what in each ensemble, how far members agree, and what could be had at best. */
export function votes({ votes: all }: Material, options: ReportOptions): Section {
  const blocks = all.flatMap((own) => ensembleBlocks(own, options));
  return { id: 'votes', title: 'Votes of the ensembles', blocks };
}

function ensembleBlocks(own: Votes, { hasText, seed }: ReportOptions): Block[] {
  const { name, data, voters, gold, chosen } = own;
  const { members, pairs, oracle, found, wrong } = explainEnsemble(voters, gold);
  const where = `${name}, ${data}, seed ${own.seed.sample}`;
  const weightOf = (voter: string): string =>
    chosen.weights[chosen.members.indexOf(voter)]?.overall.toFixed(3) ?? 'not chosen';
  const samples = hasText ? disputed(own, seed) : [];
  return [
    { kind: 'heading', text: where },
    { kind: 'text', text: ruleText(chosen) },
    {
      kind: 'table',
      caption: `Members of ${where}`,
      header: ['member', 'weight', 'P %', 'R %', 'F1 %', 'right alone', 'wrong alone'],
      rows: members.map(({ name: voter, scores, aloneRight, aloneWrong }): Cell[] => [
        voter,
        weightOf(voter),
        ...[scores.precision, scores.recall, scores.f1].map(percent),
        count(aloneRight),
        count(aloneWrong),
      ]),
    },
    {
      kind: 'table',
      caption: `Mentions by the number of members that mark them, ${where}`,
      header: ['members', 'labelled mentions', 'wrong mentions'],
      rows: found.map((right, number): Cell[] => [
        String(number),
        count(right),
        number === 0 ? '' : count(wrong[number] ?? 0),
      ]),
    },
    {
      kind: 'table',
      caption: `Agreement of members, ${where}`,
      header: ['members', 'κ of tokens', 'F1 % of one against the other'],
      rows: pairs.map(({ names, kappa, f1 }): Cell[] => [names.join(' and '), kappa.toFixed(3), percent(f1)]),
    },
    note(
      `A judge who knew which of the members’ mentions are right would reach recall ${percent(oracle.recall)} % and F1 ${percent(oracle.f1)} %.`,
    ),
    ...(samples.length === 0
      ? []
      : [
          {
            kind: 'fold',
            title: `Mentions that members disagree on, with their votes (${where}; ${samples.length} sentences, drawn)`,
            blocks: [{ kind: 'samples', samples }],
          } as const,
        ]),
  ];
}

function ruleText({ rule, members, devF1, tried }: Chosen): string {
  const { method, unit, threshold, agree } = rule;
  const rest = [
    ...(threshold === undefined ? [] : [`share over ${Number(threshold.toFixed(3))}`]),
    ...(agree === undefined ? [] : [`${agree} must agree`]),
  ];
  const chosen =
    devF1 === undefined
      ? ''
      : ` Chosen of ${count(tried ?? 0)} on the development set, where its F1 is ${percent(devF1)} %.`;
  return `Votes by ${unit}, ${[method, ...rest].join(', ')}; members that count: ${members.join(', ')}.${chosen}`;
}

/** Sentences of which some member marks what another does not. */
function disputed({ voters, gold, decided }: Votes, seed: number): SampleList['samples'] {
  const places = gold.flatMap((_, at) => {
    const marks = voters.map(({ sentences }) => keysOf(sentences[at]));
    return new Set(marks).size > 1 && (decided[at]?.spans.length ?? 0) > 0 ? [at] : [];
  });
  const shown = random(seed, 'report', 'votes')
    .sample(places, SHOWN)
    .sort((a, b) => a - b);
  return shown.flatMap((at) => {
    const [sentence, truth] = [decided[at], gold[at]];
    if (sentence === undefined || truth === undefined) return [];
    const right = new Set(truth.spans.map(spanKey));
    const said = sentence.spans.map((span) => {
      const mention = sentence.text.slice(span.start, span.end);
      return `“${mention}” (${right.has(spanKey(span)) ? 'right' : 'wrong'}): ${span.attributes?.votes ?? 'no votes'}`;
    });
    return [{ text: sentence.text, spans: sentence.spans, note: said.join('; ') }];
  });
}

const keysOf = (sentence: Votes['gold'][number] | undefined): string =>
  (sentence?.spans ?? []).map(spanKey).sort().join('\n');
