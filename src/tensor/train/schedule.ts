/**
 * The learning rate's factor at a step (from 0): up linearly over the warm-up, then down linearly
 * to 0 at `total`, as transformers' `get_linear_schedule_with_warmup`.
 */
export function linearSchedule(step: number, total: number, warmup: number): number {
  if (step < warmup) return step / Math.max(1, warmup);
  return Math.max(0, (total - step) / Math.max(1, total - warmup));
}
