import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const VENV = fileURLToPath(new URL('../../.cache/bench-venv', import.meta.url));
const PACKAGES = ['torch==2.13.0', 'transformers==5.23.0', 'accelerate==1.15.0'];

/**
 * An interpreter with PyTorch and transformers: the one named, else that of a virtual environment
 * of the benchmarks' own, made on first use.
 *
 * @param {string | undefined} named
 */
export function pythonWithTorch(named) {
  if (named !== undefined) return named;
  const python = `${VENV}/bin/python`;
  if (existsSync(python)) return python;
  const run = (command, ...parameters) => execFileSync(command, parameters, { stdio: ['ignore', 2, 2] });
  run('python3', '-m', 'venv', VENV);
  const index = ['--extra-index-url', 'https://download.pytorch.org/whl/cpu'];
  run(python, '-m', 'pip', 'install', ...index, ...PACKAGES);
  return python;
}
