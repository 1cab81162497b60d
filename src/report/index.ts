export type { Block, Report, Section } from './blocks.js';
export type { TestOptions } from './compare.js';
export { type Examined, examine } from './examine.js';
export { type Draw, plotter } from './html/draw.js';
export { renderReport } from './html/page.js';
export { renderMarkdown } from './markdown.js';
export { groupsOf, type Material } from './material.js';
export { makeReport, type ReportOptions } from './report.js';
export { substitutesIn } from './substitutes.js';
