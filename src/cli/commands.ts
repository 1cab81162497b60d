import { clean } from './clean.js';
import type { CliCommand } from './command.js';
import { corpusConvert } from './corpus-convert.js';
import { corpusDiff } from './corpus-diff.js';
import { corpusMerge } from './corpus-merge.js';
import { corpusShow } from './corpus-show.js';
import { corpusSplit } from './corpus-split.js';
import { corpusStats } from './corpus-stats.js';
import { corpusValidate } from './corpus-validate.js';
import { demo } from './demo.js';
import { ensembleCommand } from './ensemble.js';
import { ensembleExplain } from './ensemble-explain.js';
import { evaluate } from './evaluate.js';
import { generate } from './generate.js';
import { generateShow } from './generate-show.js';
import { init } from './init.js';
import { kbBuild } from './kb-build.js';
import { kbCoverage } from './kb-coverage.js';
import { kbInfo } from './kb-info.js';
import { kbMatch } from './kb-match.js';
import { kbNeighbours } from './kb-neighbours.js';
import { kbSearch } from './kb-search.js';
import { kbShow } from './kb-show.js';
import { kbTree } from './kb-tree.js';
import { promptsList } from './prompts-list.js';
import { promptsShow } from './prompts-show.js';
import { quantize } from './quantize.js';
import { report } from './report.js';
import { reproduce } from './reproduce.js';
import { run } from './run.js';
import { sample } from './sample.js';
import { status } from './status.js';
import { tag } from './tag.js';
import { train } from './train.js';
import { why } from './why.js';

/** Every command, in the order in which `--help` lists them. */
export const COMMANDS: readonly CliCommand[] = [
  demo,
  kbBuild,
  kbInfo,
  kbSearch,
  kbShow,
  kbNeighbours,
  kbTree,
  kbCoverage,
  kbMatch,
  corpusConvert,
  corpusValidate,
  corpusStats,
  corpusShow,
  corpusSplit,
  corpusMerge,
  corpusDiff,
  sample,
  promptsList,
  promptsShow,
  generate,
  generateShow,
  train,
  tag,
  quantize,
  ensembleCommand,
  ensembleExplain,
  evaluate,
  init,
  run,
  status,
  why,
  clean,
  reproduce,
  report,
];
