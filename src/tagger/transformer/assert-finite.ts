import { HilgenError } from '../../base/errors.js';
import type { Gradients } from '../../tensor/train/adamw.js';
import type { Example } from './examples.js';

const NAMED = 8;

/** Stops at a loss that is no number: a step with it would spoil every weight. */
export function assertFiniteLoss(loss: number, step: number, batch: readonly Example[]): void {
  if (Number.isFinite(loss)) return;
  throw stopped(step, `the loss is ${loss}`, batch);
}

/** Stops at gradients of which one is no number, and names the weights that it belongs to. */
export function assertFiniteNorm(
  norm: number,
  { dense, rows }: Gradients,
  step: number,
  batch: readonly Example[],
): void {
  if (Number.isFinite(norm)) return;
  const all = [...dense, ...[...rows].map(([name, { data }]) => [name, data] as const)];
  const names = all.filter(([, data]) => !data.every(Number.isFinite)).map(([name]) => name);
  throw stopped(step, `the gradient is not finite for ${some(names)}`, batch);
}

function stopped(step: number, what: string, batch: readonly Example[]): HilgenError {
  const ids = [...new Set(batch.map(({ sentence }) => sentence))];
  const advice =
    step === 0
      ? 'It is the first step: the weights of the encoder are probably damaged; fetch it again.'
      : 'Try a smaller learning rate or a longer warm-up.';
  return new HilgenError('internal', {
    where: `step ${step + 1}`,
    what: `${what}, sentences ${some(ids)}`,
    hint: advice,
  });
}

function some(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
