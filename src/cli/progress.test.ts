import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progressReporter } from './progress.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What is written when progress is told after so many seconds. */
function written(seconds: number, progress: { done: number; total?: number; resumedAt?: number }): string {
  let text = '';
  const stream = { isTTY: false, write: (chunk: string) => (text += chunk) };
  const { onProgress } = progressReporter('training', stream, new AbortController().signal);
  vi.advanceTimersByTime(1000 * seconds);
  onProgress?.(progress);
  return text;
}

test('time left is judged by what this process did', () => {
  expect(written(10, { done: 20, total: 100 })).toBe('training: 20 of 100  40 s left\n');
  expect(written(10, { done: 60, total: 100, resumedAt: 50 })).toBe('training: 60 of 100  40 s left\n');
  expect(written(10, { done: 50, total: 100, resumedAt: 50 })).toBe('training: 50 of 100\n');
});

test('nothing is judged by less than one of what is counted', () => {
  expect(written(10, { done: 0.01, total: 170 })).toBe('training: 0 of 170\n');
  expect(written(10, { done: 1, total: 3 })).toBe('training: 1 of 3  20 s left\n');
});

test('short work is not spoken of', () => {
  expect(written(1, { done: 20, total: 100 })).toBe('');
});
