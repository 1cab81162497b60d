import type { Block, Cell, ErrorList, Report, SampleList, TableBlock } from './blocks.js';
import { chartTable } from './chart-table.js';
import { KIND_NAMES } from './html/sentence.js';
import { count } from './numbers.js';

/** Errors of a list that are shown; the page has more. */
const SHOWN = 5;

/** The report as Markdown: the same tables, charts as their numbers, and some of the errors. */
export function renderMarkdown({ title, summary, sections }: Report): string {
  const parts = sections.flatMap((section) => [
    `## ${plain(section.title)}`,
    ...section.blocks.map((block) => renderBlock(block, 3)),
  ]);
  return `${[`# ${plain(title)}`, plain(summary), ...parts].join('\n\n')}\n`;
}

/** Text that stays text: nothing in it is Markdown or HTML. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&');
}

function renderBlock(block: Block, level: number): string {
  switch (block.kind) {
    case 'text':
      return block.look === 'warning' ? `> ${plain(block.text)}` : plain(block.text);
    case 'heading':
      return `${'#'.repeat(level)} ${plain(block.text)}`;
    case 'code':
      return fenced(block.text);
    case 'facts':
      return block.facts.map(([name, text]) => `- ${plain(name)}: ${plain(text)}`).join('\n');
    case 'table':
      return table(block);
    case 'chart':
      return table(chartTable(block));
    case 'errors':
      return errorList(block);
    case 'samples':
      return block.samples.map(sample).join('\n');
    case 'fold': {
      const inner = block.blocks.map((one) => renderBlock(one, level + 1));
      return [`${'#'.repeat(level)} ${plain(block.title)}`, ...inner].join('\n\n');
    }
  }
}

/** A fence that is longer than any within. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trimEnd()}\n${fence}`;
}

function table({ caption, header, rows }: TableBlock): string {
  const line = (cells: readonly Cell[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  const rule = `| ${header.map((_, at) => (at === 0 ? '---' : '---:')).join(' | ')} |`;
  return [`**${plain(caption)}**`, '', line(header), rule, ...rows.map(line)].join('\n');
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return plain(cell);
  const text = cell.look === 'strong' ? `**${plain(cell.text)}**` : plain(cell.text);
  return cell.below === undefined ? text : `${text} ${plain(cell.below)}`;
}

function errorList({ all, errors }: ErrorList): string {
  const shown = errors.slice(0, SHOWN).map(({ error }) => {
    const spans = error.kind === 'spurious' ? [error.predicted] : [error.gold];
    const instead =
      error.kind === 'boundary' || error.kind === 'type'
        ? `; predicted: “${plain(error.sentence.text.slice(error.predicted.start, error.predicted.end))}” (${plain(error.predicted.label)})`
        : '';
    return `- ${KIND_NAMES[error.kind]}, ${plain(error.sentence.id)}: ${marked(error.sentence.text, spans)}${instead}`;
  });
  const rest = all > shown.length ? [`\n${count(shown.length)} of ${count(all)}; the page lists more.`] : [];
  return [...shown, ...rest].join('\n');
}

const sample = ({ text, spans, note }: SampleList['samples'][number]): string =>
  `- ${marked(text, spans)}  \n  ${plain(note)}`;

/** Mentions in bold, with their labels; of overlapping ones the first. */
function marked(text: string, spans: SampleList['samples'][number]['spans']): string {
  let out = '';
  let at = 0;
  for (const { start, end, label } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    out += `${plain(text.slice(at, start))}**${plain(text.slice(start, end))}** (${plain(label)})`;
    at = end;
  }
  return out + plain(text.slice(at));
}
