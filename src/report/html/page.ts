import { createHash } from 'node:crypto';
import type { Report, Section } from '../blocks.js';
import type { Draw } from './draw.js';
import { PRINT_STYLE } from './print-style.js';
import { renderBlock } from './render-block.js';
import { REPORT_STYLE } from './report-style.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';
import { escaped } from './text.js';

const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64');

/** The report as a page that needs nothing else: no network, no other file. No script runs in it but its own. */
export function renderReport({ title, summary, sections }: Report, draw: Draw): string {
  const links = sections.map(({ id, title: name }) => `<li><a href="#${id}">${escaped(name)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SCRIPT_HASH}'">
<title>${escaped(title)} – report</title>
<style>${STYLE}${REPORT_STYLE}${PRINT_STYLE}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1><p>${escaped(summary)}</p></header>
<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>
<main>
${sections.map((section) => renderSection(section, draw)).join('\n')}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function renderSection({ id, title, blocks }: Section, draw: Draw): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>
${blocks.map((block) => renderBlock(block, draw)).join('\n')}
</section>`;
}
