/**
 * The report on paper: light, every table within the page, and what is folded opened, so that no number is lost.
 * Folded lists of errors stay out (they would be hundreds of pages), as do the files and hashes to repeat a run.
 */
export const PRINT_STYLE = `
@page { margin: 14mm 10mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --dim: #444; --paper: #fff; --line: #bbb; --soft: #f4f4f4;
    --gold: #0b6b3a; --gold-soft: #dff3e6; --predicted: #9a2c1f; --predicted-soft: #fbe4e0; --bar: #3566c2;
    --reference: #727c8c; --line-0: #0067a5; --line-1: #c04a00; --line-2: #00785a; --line-3: #9b3d86;
    --line-4: #806000; --line-5: #4a4f57; --line-6: #b3193e; --line-7: #4456c7; }
  html, body { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  ::details-content { content-visibility: visible; }
  nav, button, details:not([open]) .errors, #repeat ~ details:not([open]) { display: none; }
  details.fold { border: 0; padding: 0; }
  summary { list-style: none; font-weight: 600; }
  .wide { overflow: visible; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  table { font-size: 8pt; }
  th, td { padding: .2rem .3rem; white-space: normal; }
  thead th, tbody th { min-width: 0; }
  td small { white-space: nowrap; }
  td a { color: inherit; text-decoration: none; }
  td.words { overflow-wrap: anywhere; }
  th:first-child { position: static; }
  figure, article, tr, .fold .wide { break-inside: avoid; }
  h2, h3, dt, caption, thead, summary { break-after: avoid; }
  mark, td.share { print-color-adjust: exact; }
}
`;
