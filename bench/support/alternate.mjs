import { spawnSync } from 'node:child_process';

/**
 * Runs each contestant in turn, `rounds` times, one process at a time. Each prints one line of JSON.
 *
 * @param {Record<string, readonly string[]>} contestants Command lines by name.
 * @param {number} rounds
 * @returns {Record<string, Record<string, number>[]>} What each printed, round by round.
 */
export function alternate(contestants, rounds) {
  const names = Object.keys(contestants);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      process.stderr.write(`round ${round} of ${rounds}: ${name}\n`);
      results[name].push(runOne(contestants[name]));
    }
  }
  return results;
}

function runOne([command, ...parameters]) {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed\n${error ?? stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** The ratio of two contestants' figures in each round. */
export function ratios(results, figure, name, against) {
  return results[name].map((own, round) => own[figure] / results[against][round][figure]);
}

/** Prints one line for each contestant: its figure round by round, the median, its peak memory. */
export function printFigures(results, figure, digits = 0) {
  for (const [name, rounds] of Object.entries(results)) {
    const figures = rounds.map((each) => each[figure]);
    const shown = figures.map((value) => value.toFixed(digits).padStart(7)).join('');
    const memory = median(rounds.map(({ peakMegabytes }) => peakMegabytes));
    console.log(
      `${name.padEnd(24)}${shown}   median ${median(figures).toFixed(digits).padStart(6)}   peak ${memory.toFixed(0).padStart(5)} MB`,
    );
  }
}

/** Prints a ratio round by round with its median. */
export function printRatio(title, values) {
  const shown = values.map((value) => value.toFixed(2)).join(' ');
  console.log(`${title}: ${shown}, median ${median(values).toFixed(2)}`);
}
