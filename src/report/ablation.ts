import type { ChartBlock, Section } from './blocks.js';
import { figuresOf } from './compare.js';
import { groupsOf, type Material } from './material.js';
import { percent } from './numbers.js';
import type { ReportOptions } from './report.js';

/** F1 of every arm as a bar with its interval. */
export function ablation(material: Material, options: ReportOptions): Section {
  const charts = groupsOf(material).map((group): ChartBlock => {
    const series = group.rows.map((row) => {
      const { name } = row.arm;
      const { f1 } = figuresOf(row, options);
      const isReference = options.references.includes(name);
      return { name, isReference, points: [{ x: name, y: f1.mean, interval: f1.interval }] };
    });
    const values = series.map(({ name, points: [point] }) => `${name} ${percent(point?.y ?? 0)}`);
    const description = `Mean F1 in percent of each arm with its 95 % interval: ${values.join('; ')}.`;
    return {
      kind: 'chart',
      shape: 'bars',
      title: `F1 by arm, ${group.title}`,
      description,
      xLabel: 'arm',
      series,
    };
  });
  return { id: 'ablation', title: 'Arms beside each other', blocks: charts };
}
