/** The style sheet of all pages: light and dark by the reader's own setting. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --dim: #5c6675; --paper: #fff; --line: #d9dee6; --soft: #f4f6f9;
  --gold: #0b6b3a; --gold-soft: #dff3e6; --predicted: #9a2c1f; --predicted-soft: #fbe4e0; --bar: #3566c2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ef; --dim: #9aa5b5; --paper: #14181f; --line: #323a47; --soft: #1c222c;
    --gold: #79d6a0; --gold-soft: #153524; --predicted: #f2a094; --predicted-soft: #43211c; --bar: #7ea6f0; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; color: var(--dim); overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--dim); font-weight: 600; }
tbody th { color: var(--ink); font-weight: 400; }
th:first-child, .words, td.note, th.note { text-align: left; }
td.note { color: var(--dim); white-space: normal; }
table.upright th { vertical-align: bottom; }
table.upright th span { writing-mode: vertical-rl; transform: rotate(180deg); }
tr.total td, tr.total th { font-weight: 600; }
td.share { min-width: 8rem; background: linear-gradient(to right, color-mix(in srgb, var(--bar) 22%, transparent)
  var(--share), transparent var(--share)); }
td.hit { background: var(--gold-soft); }
td.miss { background: var(--predicted-soft); }
.controls { display: flex; gap: .75rem; flex-wrap: wrap; margin: .5rem 0 1rem; }
select, input { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line);
  border-radius: .3rem; padding: .25rem .5rem; }
article { border-top: 1px solid var(--line); padding: .6rem 0; }
article header { color: var(--dim); font-size: .85rem; }
article header b { color: var(--ink); }
article div { display: grid; grid-template-columns: 5.5rem 1fr; overflow-wrap: anywhere; }
article div > span { color: var(--dim); }
mark { color: inherit; border-radius: .2rem; padding: 0 .15rem; }
mark.gold { background: var(--gold-soft); color: var(--gold); }
mark.predicted { background: var(--predicted-soft); color: var(--predicted); }
mark small { margin-left: .3rem; }
`;
