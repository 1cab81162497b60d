import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { LogRecord } from './training-log.js';
import { trainingPlot } from './training-plot.js';

const step = (number: number, loss: number): LogRecord => ({
  ...{ kind: 'step', step: number, epoch: number / 10, loss, norm: 1, learningRate: 1e-4 },
  ...{ tokens: 100, seconds: number, tokensPerSecond: 100 },
});

const evaluation = (number: number, f1: number): LogRecord => ({
  ...{ kind: 'evaluation', step: number, epoch: number / 10, f1, best: true, seconds: number },
});

interface Drawn {
  readonly elements: readonly {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
  readonly texts: readonly string[];
}

/** Every element and text; a mistake in the XML throws. */
function parse(svg: string): Drawn {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes: { ...attributes } }));
  parser.on('text', (text) => {
    if (text.trim() !== '') texts.push(text);
  });
  parser.write(svg).close();
  return { elements, texts };
}

const pointsOf = ({ elements }: Drawn, kind: string): [number, number][] =>
  (
    elements.find(({ name, attributes }) => name === 'polyline' && attributes.class === kind)?.attributes
      .points ?? ''
  )
    .split(' ')
    .filter(Boolean)
    .map((pair) => pair.split(',').map(Number) as [number, number]);

test('losses fall from the top of their panel, F1 has its own, and both end at the last step', () => {
  const log = [...[2, 1, 0.5, 0].map((loss, at) => step(at + 1, loss)), evaluation(2, 0.5), evaluation(4, 1)];
  const drawn = parse(trainingPlot(log));
  const [losses, scores] = [pointsOf(drawn, 'loss'), pointsOf(drawn, 'f1')];
  const [top, bottom] = [losses[0]?.[1] ?? 0, losses[3]?.[1] ?? 0];
  expect(losses.map(([, y]) => (bottom - y) / (bottom - top))).toEqual([1, 0.5, 0.25, 0]);
  expect(losses.map(([x]) => x).toSorted((a, b) => a - b)).toEqual(losses.map(([x]) => x));
  expect(scores[1]?.[0]).toBe(losses[3]?.[0]);
  expect(scores[0]?.[0]).toBe(losses[1]?.[0]);
  expect(scores.every(([, y]) => y > bottom)).toBe(true);
  expect(drawn.texts).toEqual(
    expect.arrayContaining([
      'loss',
      'F1 on the development set',
      'step 2: F1 0.5000',
      'step 4: F1 1.0000, kept',
    ]),
  );
});

test('all points stay inside the picture, and a long run is thinned to its means', () => {
  const log = Array.from({ length: 9_999 }, (_, at) => step(at + 1, at % 2));
  const drawn = parse(trainingPlot(log));
  const [, , width = 0, height = 0] = (drawn.elements[0]?.attributes.viewBox ?? '').split(' ').map(Number);
  const points = pointsOf(drawn, 'loss');
  expect(points.length).toBeLessThanOrEqual(400);
  expect(points.length).toBeGreaterThan(300);
  for (const [x, y] of points) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(width);
    expect(y).toBeGreaterThan(0.3 * height);
    expect(y).toBeLessThan(0.7 * height);
  }
});

test('without development sentences there is one panel, and nothing at all is drawn of an empty log', () => {
  const texts = parse(trainingPlot([step(1, 1)])).texts;
  expect(texts.join()).not.toContain('F1');
  expect(pointsOf(parse(trainingPlot([])), 'loss')).toEqual([]);
});

test('it follows the colour scheme of its reader', () => {
  expect(trainingPlot([step(1, 1)])).toContain('@media (prefers-color-scheme: dark)');
});
