// Times point questions of a knowledge base, warm: medians over thousands of different concepts.
// Run: npm run build && node bench/kb-questions.mjs FILE.kb [--dist DIR] [--asks 5000]
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    asks: { type: 'string', default: '5000' },
  },
});
const [path] = positionals;
const asks = Number(values.asks);
const { openKnowledgeBase } = await import(`${values.dist}/knowledge/index.js`);
const { random } = await import(`${values.dist}/base/random.js`);
const { default: Database } = await import('libsql');

const opening = [];
for (let time = 0; time < 11; time++) {
  const start = performance.now();
  const kb = openKnowledgeBase(path);
  kb.lookup('nothing of this name');
  opening.push((performance.now() - start) * 1000);
  kb.close();
}
report('open the file and ask once', opening);

const db = new Database(path);
const last = db.prepare('SELECT max(number) AS last FROM concept').get().last;
const draw = random(1, 'questions');
const at = db.prepare('SELECT id, name FROM concept WHERE number >= ? ORDER BY number LIMIT 1');
const concepts = Array.from({ length: asks }, () => at.get(1 + draw.int(last)));
db.close();

const kb = openKnowledgeBase(path);
const generator = random(1);
const layer =
  (name) =>
  ({ id }) =>
    kb.neighbours(id, name, { limit: 10, random: generator });
const QUESTIONS = {
  'concept by id': ({ id }) => kb.concept(id),
  'concepts by name': ({ name }) => kb.lookup(name),
  'neighbours: synonym': layer('synonym'),
  'neighbours: parent': layer('parent'),
  'neighbours: child': layer('child'),
  'neighbours: sibling': layer('sibling'),
  'neighbours: semantic-type': layer('semantic-type'),
};
for (const [what, ask] of Object.entries(QUESTIONS)) {
  for (const concept of concepts) ask(concept);
  const times = concepts.map((concept) => {
    const start = performance.now();
    ask(concept);
    return (performance.now() - start) * 1000;
  });
  report(what, times);
}
kb.close();

function report(what, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const quantile = (part) => sorted[Math.floor((sorted.length - 1) * part)].toFixed(1).padStart(9);
  console.log(
    `${what.padEnd(30)} median ${quantile(0.5)} µs   90 % ${quantile(0.9)} µs   99 % ${quantile(0.99)} µs`,
  );
}
