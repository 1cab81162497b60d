// A run in a process of its own, to be killed: BUILD URL STORE COUNT. Says each answer that it is given.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [build, url, path, count] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(join(build, name)).href);
const { openLanguageModel, requestStore, runRequests } = await load('llm/index.js');
const { manyRequests } = await load('llm/testing/requests.js');

const model = await openLanguageModel({ source: url, name: 'tiny' });
const store = requestStore(path);
const onAnswer = ({ key, source }) => source === 'call' && writeSync(1, `${key}\n`);
const report = await runRequests(manyRequests(Number(count)), { model, store, onAnswer });
store.close();
process.exitCode = report.left === 0 ? 0 : 1;
