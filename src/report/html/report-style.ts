/** What the report of a run has besides the style of all pages. */
export const REPORT_STYLE = `
:root { --reference: #727c8c; --line-0: #0067a5; --line-1: #c04a00; --line-2: #00785a; --line-3: #9b3d86;
  --line-4: #806000; --line-5: #4a4f57; --line-6: #b3193e; --line-7: #4456c7; }
@media (prefers-color-scheme: dark) {
  :root { --reference: #8d98aa; --line-0: #6cb6ee; --line-1: #f5a15f; --line-2: #4fcfa3; --line-3: #e49bcd;
    --line-4: #e6d75a; --line-5: #c8ced8; --line-6: #ff93a7; --line-7: #a9b4ff; }
}
html { scroll-padding-top: 1rem; }
h3 { font-size: 1rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
section > * + * { margin-top: .9rem; }
p.note { font-size: .9rem; max-width: 54rem; }
p.warning { color: var(--ink); border-left: 4px solid var(--line-1); background: var(--soft); padding: .6rem .9rem; }
nav ul, ul.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; margin: 1rem 0; padding: 0; }
a { color: var(--line-0); }
td a { text-decoration-style: dotted; text-underline-offset: .2em; }
thead th { white-space: normal; min-width: 4rem; max-width: 9rem; vertical-align: bottom; }
thead small { white-space: normal; }
caption { text-align: left; font-weight: 600; padding: .75rem 0 .35rem; white-space: normal; }
caption, summary, figcaption { overflow-wrap: anywhere; }
td small, th small { display: block; color: var(--dim); font-size: .8em; font-weight: 400; }
td.strong > span { font-weight: 700; }
tbody th { white-space: normal; min-width: 12rem; max-width: 24rem; overflow-wrap: anywhere; }
th:first-child { position: sticky; left: 0; background: var(--paper); }
td { vertical-align: top; }
tbody th { vertical-align: top; }
p.warning + dl { margin-top: 1.25rem; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .3rem 1.25rem; margin: 0; }
dt { color: var(--dim); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
pre { overflow-x: auto; background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; padding: .75rem; }
figure { margin: 1.5rem 0; }
figcaption { font-weight: 600; }
.legend li { display: flex; gap: .4rem; align-items: center; font-size: .9rem; }
.drawing svg { max-width: 100%; height: auto; }
.drawing.narrow { display: none; }
summary { cursor: pointer; padding: .3rem 0; }
details.fold { border: 1px solid var(--line); border-radius: .4rem; padding: .2rem .9rem; margin: .6rem 0; }
details.fold[open] { padding-bottom: .9rem; }
button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; }
:focus-visible { outline: 2px solid var(--line-0); outline-offset: 2px; }
.errors:focus { outline: none; }
@media screen and (max-width: 52rem) {
  body { padding: 1.25rem .9rem 3rem; }
  .drawing.wide { display: none; }
  .drawing.narrow { display: block; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
  article div { grid-template-columns: 1fr; }
  tbody th { min-width: 8rem; }
}
`;
