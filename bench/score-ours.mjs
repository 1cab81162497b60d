/** Scores two IOB files by strict and SemEval, all labels together as seqeval's side does: the figures, CPU seconds and peak memory as JSON. */
import {
  countPairs,
  MEASURES,
  pairSentences,
  readGold,
  readPrediction,
  toScores,
} from '../dist/evaluate/index.js';

const [, , gold, predicted, names = 'strict,semeval'] = process.argv;
const wanted = names.split(',');
const measures = MEASURES.filter(({ name }) => wanted.includes(name.split('.')[0]));
const { counts } = countPairs(pairSentences(await readGold(gold), await readPrediction(predicted)), {
  measures,
  byLabel: false,
});
const { user, system } = process.cpuUsage();
const scores = Object.fromEntries(counts.map(({ measure, total }) => [measure.name, toScores(total).f1]));
console.log(
  JSON.stringify({
    seconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
    scores,
  }),
);
