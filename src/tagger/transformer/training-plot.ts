import { bestEvaluation, evaluationsOf, type LogRecord, lossesOf } from './training-log.js';

export const PLOT_FILE = 'train.svg';

const WIDTH = 720;
const PANEL = { height: 180, left: 56, right: 16, top: 28, gap: 44 } as const;
/** Points a curve is thinned to. */
const POINTS = 400;

const STYLE = `
svg { color-scheme: light dark; }
text { font: 12px system-ui, sans-serif; fill: #333; }
.frame { fill: #fff; } .axis { stroke: #bbb; } .loss { stroke: #1f5fa8; } .f1 { stroke: #a8481f; } .dot { fill: #a8481f; }
polyline { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd; } .frame { fill: #16181c; } .axis { stroke: #555; }
  .loss { stroke: #7fb2ee; } .f1 { stroke: #ee9f7f; } .dot { fill: #ee9f7f; }
}`;

interface Point {
  readonly step: number;
  readonly value: number;
  /** The evaluation that chose the weights. */
  readonly isChosen?: boolean;
}

interface Panel {
  readonly title: string;
  readonly kind: 'loss' | 'f1';
  readonly points: readonly Point[];
  readonly top: number;
  /** The value at the upper edge; the lower edge is 0. */
  readonly limit: number;
}

/** The losses, and F1 where it was measured, over the steps, as an SVG that follows the reader's colour scheme. */
export function trainingPlot(log: readonly LogRecord[]): string {
  const losses = lossesOf(log).map((value, at) => ({ step: at + 1, value }));
  const chosen = bestEvaluation(log);
  const scores = evaluationsOf(log).map((each) => ({
    step: each.step,
    value: each.f1,
    isChosen: each === chosen,
  }));
  const panels: Panel[] = [];
  const add = (panel: Omit<Panel, 'top'>): void => {
    panels.push({ ...panel, top: PANEL.top + panels.length * (PANEL.height + PANEL.gap) });
  };
  const highest = losses.reduce((top, { value }) => Math.max(top, value), Number.MIN_VALUE);
  add({ title: 'loss', kind: 'loss', points: thin(losses), limit: highest });
  if (scores.length > 0) add({ title: 'F1 on the development set', kind: 'f1', points: scores, limit: 1 });
  const steps = Math.max(1, losses.length);
  const height = PANEL.top + panels.length * (PANEL.height + PANEL.gap);
  const body = panels.map((panel) => drawPanel(panel, steps)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="loss and F1 over the steps of the training">
<style>${STYLE}
</style>
<rect class="frame" width="${WIDTH}" height="${height}"/>
${body}
</svg>
`;
}

/** Means of neighbouring points, so that a long run stays readable. */
function thin(points: readonly Point[]): Point[] {
  const size = Math.ceil(points.length / POINTS);
  return Array.from({ length: size === 0 ? 0 : Math.ceil(points.length / size) }, (_, at) => {
    const group = points.slice(at * size, (at + 1) * size);
    const mean = (of: (point: Point) => number): number =>
      group.reduce((sum, point) => sum + of(point), 0) / group.length;
    return { step: mean(({ step }) => step), value: mean(({ value }) => value) };
  });
}

function drawPanel({ title, kind, points, top, limit }: Panel, steps: number): string {
  const right = WIDTH - PANEL.right;
  const bottom = top + PANEL.height;
  const x = (step: number): string => (PANEL.left + (step / steps) * (right - PANEL.left)).toFixed(1);
  const y = (value: number): string => (bottom - (value / limit) * PANEL.height).toFixed(1);
  const line = points.map(({ step, value }) => `${x(step)},${y(value)}`).join(' ');
  const dots = kind === 'f1' ? points.map((point) => drawDot(point, x(point.step), y(point.value))) : [];
  return [
    `<text x="${PANEL.left}" y="${top - 8}">${title}</text>`,
    `<line class="axis" x1="${PANEL.left}" y1="${bottom}" x2="${right}" y2="${bottom}"/>`,
    `<line class="axis" x1="${PANEL.left}" y1="${top}" x2="${PANEL.left}" y2="${bottom}"/>`,
    ...[0, limit / 2, limit].map(
      (value) =>
        `<text x="${PANEL.left - 6}" y="${Number(y(value)) + 4}" text-anchor="end">${Number(value.toPrecision(2))}</text>`,
    ),
    `<text x="${PANEL.left}" y="${bottom + 16}">0</text>`,
    `<text x="${right}" y="${bottom + 16}" text-anchor="end">step ${steps.toLocaleString('en')}</text>`,
    `<polyline class="${kind}" points="${line}"/>`,
    ...dots,
  ].join('\n');
}

function drawDot({ step, value, isChosen }: Point, x: string, y: string): string {
  const title = `step ${step}: F1 ${value.toFixed(4)}${isChosen ? ', kept' : ''}`;
  return `<circle class="dot" cx="${x}" cy="${y}" r="${isChosen ? 6 : 3}"><title>${title}</title></circle>`;
}
