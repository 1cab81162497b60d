import type { Interval } from '../evaluate/index.js';

/** A fraction in percent: `54.1`. */
export const percent = (fraction: number): string => (100 * fraction).toFixed(1);

/** A difference in points: `+3.2`, `−0.4`. */
export function points(difference: number): string {
  const text = percent(Math.abs(difference));
  if (text === '0.0') return '0.0';
  return `${difference < 0 ? '−' : '+'}${text}`;
}

/** `[50.2, 58.0]`; nothing where there is none. */
export function showInterval(interval: Interval | null, show = percent): string | undefined {
  return interval === null ? undefined : `[${show(interval[0])}, ${show(interval[1])}]`;
}

export const showP = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3));

/** `1,234`. */
export const count = (value: number): string =>
  Number.isInteger(value)
    ? value.toLocaleString('en')
    : value.toLocaleString('en', { maximumFractionDigits: 1 });

/** `1 seed`, `2 seeds`. */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** `3 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
