// An experiment in a process of its own, to be killed: BUILD FILE. Says each stage that starts, moves and is finished.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [build, file] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(join(build, name)).href);
const { openExperiment, readExperimentFile, runExperiment } = await load('experiment/index.js');

const now = () => performance.now();
const say = (word) => (stage) => writeSync(1, `${word} ${stage.id}\n`);
const started = now();
const opened = await openExperiment(await readExperimentFile(file));
const watch = { started: say('started'), moved: say('moved'), finished: say('finished') };
await runExperiment(opened, { now, watch });
writeSync(1, `took ${Math.round(now() - started)} ms\n`);
