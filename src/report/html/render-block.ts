import type { Block, ErrorList, ListedError, SampleList } from '../blocks.js';
import { count } from '../numbers.js';
import { chartFigure } from './chart.js';
import type { Draw } from './draw.js';
import { errorLines, KIND_NAMES, markedLine } from './sentence.js';
import { escaped, htmlTable } from './text.js';

/** One thing of a report as HTML. */
export function renderBlock(block: Block, draw: Draw): string {
  switch (block.kind) {
    case 'text':
      return `<p${block.look === undefined ? '' : ` class="${block.look}"`}>${escaped(block.text)}</p>`;
    case 'heading':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'code':
      return `<pre tabindex="0"><code>${escaped(block.text)}</code></pre>`;
    case 'facts':
      return `<dl>${block.facts.map(([name, text]) => `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>`;
    case 'table':
      return htmlTable(block.header, block.rows, { label: block.caption, isCaptioned: true });
    case 'chart':
      return chartFigure(block, draw);
    case 'errors':
      return errorList(block);
    case 'samples':
      return sampleList(block);
    case 'fold': {
      const inner = block.blocks.map((one) => renderBlock(one, draw)).join('\n');
      return `<details class="fold"><summary>${escaped(block.title)}</summary>${inner}</details>`;
    }
  }
}

function errorList({ id, all, errors }: ErrorList): string {
  const cut = errors.length < all ? ` of ${count(all)}, drawn` : '';
  return `<div class="errors" id="${escaped(id)}" tabindex="-1"><p class="shown"><span role="status">${count(errors.length)} errors${cut}</span> <button type="button" hidden>show all</button></p>
${errors.map(errorArticle).join('\n')}</div>`;
}

function errorArticle({ error, groups }: ListedError): string {
  const traits = Object.entries(groups).map(([name, group]) => ` data-${name}="${escaped(group)}"`);
  const { label, seen, known, length } = groups;
  const told = [label, length, seen, known].filter((text) => text !== undefined).join(' · ');
  return `<article data-kind="${error.kind}"${traits.join('')}><header><b>${KIND_NAMES[error.kind]}</b> ${escaped(error.sentence.id)} · ${escaped(told)}</header>${errorLines(error)}</article>`;
}

function sampleList({ samples }: SampleList): string {
  const articles = samples.map(
    ({ text, spans, note }) =>
      `<article>${markedLine('gold', text, spans, 'sentence')}<div><span>from</span><bdi>${escaped(note)}</bdi></div></article>`,
  );
  return articles.join('\n');
}
