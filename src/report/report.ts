import { ablation } from './ablation.js';
import { about } from './about.js';
import type { Report } from './blocks.js';
import type { DrawOptions, TestOptions } from './compare.js';
import { cost } from './cost.js';
import { curves } from './curves.js';
import { errors } from './errors.js';
import { generated } from './generated.js';
import { headline } from './headline.js';
import type { Material } from './material.js';
import { repeat } from './repeat.js';
import { votes } from './votes.js';

/** What a report shows. */
export interface ReportOptions extends DrawOptions {
  readonly baseline?: string | undefined;
  /** Names of the arms that all are compared with, the baseline first. */
  readonly references: readonly string[];
  /** Of tests that the run has not made. */
  readonly tests: TestOptions;
  /** Whether sentences of the corpora are shown. */
  readonly hasText: boolean;
}

/** The report of a run as a value; sections that there is nothing for are left out. */
export function makeReport(material: Material, options: ReportOptions): Report {
  const sections = [
    about(material, options),
    headline(material, options),
    curves(material),
    ablation(material, options),
    generated(material, options),
    errors(material, options),
    votes(material, options),
    cost(material),
    repeat(material),
  ];
  const { name } = material.record.file;
  return {
    title: name,
    summary: summaryOf(material),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function summaryOf({ arms, record: { file } }: Material): string {
  const sets = Object.keys(file.data).join(', ');
  return `Report of an experiment: ${arms.length} arms on ${sets}.`;
}
