import type { PredictionError } from '../evaluate/index.js';
import { errorLines, KIND_NAMES } from '../report/html/sentence.js';
import { escaped } from '../report/html/text.js';

const MOST = 2000;

/** The list of errors with its filters; the first two thousand where there are more. */
export function errorSection(errors: readonly PredictionError[]): string {
  const labels = [...new Set(errors.map(labelOf))].sort();
  const kinds = Object.entries(KIND_NAMES).map(([kind, name]) => option(kind, name));
  const more = errors.length > MOST ? `; the first ${MOST.toLocaleString('en')} are shown` : '';
  return `<h2>Errors</h2>
<p>${errors.length.toLocaleString('en')} errors${more}.</p>
<div class="controls">
<select id="kind" aria-label="kind of error"><option value="">every kind</option>${kinds.join('')}</select>
<select id="label" aria-label="label"><option value="">every label</option>${labels.map((label) => option(label, label)).join('')}</select>
<input id="words" type="search" placeholder="words" aria-label="words">
</div>
<div id="errors">
${errors.slice(0, MOST).map(article).join('\n')}
</div>
<script>${SCRIPT}</script>`;
}

const labelOf = (error: PredictionError): string =>
  error.kind === 'spurious' ? error.predicted.label : error.gold.label;

const option = (value: string, name: string): string =>
  `<option value="${escaped(value)}">${escaped(name)}</option>`;

function article(error: PredictionError): string {
  const { sentence, kind } = error;
  return `<article data-kind="${kind}" data-label="${escaped(labelOf(error))}"><header><b>${KIND_NAMES[kind]}</b> ${escaped(sentence.id)}</header>${errorLines(error)}</article>`;
}

const SCRIPT = `
const [kind, label, words] = ['kind', 'label', 'words'].map((id) => document.getElementById(id));
const articles = [...document.querySelectorAll('#errors article')];
const show = () => {
  const wanted = words.value.toLowerCase();
  for (const one of articles) {
    one.hidden = (kind.value && one.dataset.kind !== kind.value) || (label.value && one.dataset.label !== label.value)
      || (wanted && !one.textContent.toLowerCase().includes(wanted));
  }
};
for (const control of [kind, label, words]) control.addEventListener('input', show);
`;
