import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryAfterMs } from '../openai/call-failure.js';
import { chatRequest } from '../testing/requests.js';
import { backoffMs } from './backoff.js';
import { costBudget } from './budget.js';
import { adaptiveGate } from './gate.js';
import { minuteWindow } from './minute-window.js';
import { planRequests } from './plan.js';
import { costOf, knownPrice } from './prices.js';
import { estimateTokens } from './tokens.js';

it('no sixty seconds hold more than the window allows', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 10, max: 40 }), (wanted, most) => {
      const window = minuteWindow(most);
      const used: { at: number; amount: number }[] = [];
      let now = 0;
      for (const amount of wanted) {
        for (let wait = window.waitMs(amount, now); wait > 0; wait = window.waitMs(amount, now)) now += wait;
        window.add(amount, now);
        used.push({ at: now, amount });
        const lately = used.filter(({ at }) => at > now - 60_000);
        expect(lately.reduce((sum, entry) => sum + entry.amount, 0)).toBeLessThanOrEqual(most);
      }
    }),
  );
});

it('lets through what is larger than the whole window, alone; what turned out smaller makes room', () => {
  const window = minuteWindow(10);
  expect(window.waitMs(25, 0)).toBe(0);
  const entry = window.add(25, 0);
  expect(window.waitMs(1, 1000)).toBe(59_000);
  window.settle(entry, 4);
  expect(window.waitMs(6, 1000)).toBe(0);
  expect(window.waitMs(7, 1000)).toBe(59_000);
  expect(window.waitMs(10, 60_000)).toBe(0);
  window.settle(entry, 100);
  expect(window.waitMs(10, 60_001)).toBe(0);
});

it('the gate halves once for calls refused together, and climbs back by answers', async () => {
  const gate = adaptiveGate(8);
  const enter = async (): Promise<void> => {
    for (let at = 0; at < gate.limit; at++) await gate.enter();
  };
  await enter();
  for (let at = 0; at < 8; at++) gate.leave({ kind: 'rate-limit', startedAt: 0, now: 10 + at });
  expect(gate.limit).toBe(4);
  for (let answers = 0; answers < 60; answers++) {
    await gate.enter();
    gate.leave({ kind: 'answered' });
  }
  expect(gate.limit).toBe(8);
});

it('waits twice as long each time, a minute at most, or as the server says', () => {
  for (let attempt = 1; attempt < 12; attempt++) {
    const full = Math.min(60_000, 500 * 2 ** (attempt - 1));
    const wait = backoffMs('key', attempt);
    expect(wait).toBeGreaterThanOrEqual(full / 2);
    expect(wait).toBeLessThanOrEqual(full);
  }
  expect(backoffMs('key', 1)).not.toBe(backoffMs('other', 1));
  expect(backoffMs('key', 3, 1234)).toBe(1234);
});

it.each([
  [{ 'retry-after': '2' }, 2000],
  [{ 'retry-after': '0.25' }, 250],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:11 GMT' }, 10_000],
  [{ 'retry-after-ms': '300', 'retry-after': '9' }, 300],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('reads %j as a wait of %s ms', (headers, expected) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), 1000)).toBe(expected);
});

it('a budget never lets calls in flight go over it together', () => {
  const price = { prompt: 1000, completion: 1000 };
  const budget = costBudget(price, 0.5);
  const request = chatRequest('x'.repeat(50), { maxTokens: 50 });
  const first = budget.reserve(request);
  let open = 1;
  while (budget.fit(request) === 'fits') {
    budget.reserve(request);
    open++;
  }
  expect(open * first.most).toBeLessThanOrEqual(0.5);
  expect(budget.fit(request)).toBe('wait');
});

it('knows list prices, dated names among them, and counts in millions', () => {
  expect(knownPrice('gpt-4o-mini-2024-07-18')).toEqual(knownPrice('gpt-4o-mini'));
  expect(knownPrice('somebody-else')).toBeUndefined();
  expect(costOf({ promptTokens: 2e6, completionTokens: 1e6 }, { prompt: 1, completion: 3 })).toBe(5);
});

it('plans without a call: each request once, costs at most', () => {
  const requests = [chatRequest('one two'), chatRequest('one two'), chatRequest('three', { maxTokens: 100 })];
  const plan = planRequests(requests, { model: { id: 'm', name: 'gpt-4o', host: 'api.openai.com' } });
  expect(plan).toMatchObject({ total: 3, kept: 1, calls: 2, completionTokensAtMost: 120 });
  expect(plan.costAtMost).toBeCloseTo((plan.promptTokens * 2.5 + 1200) / 1e6, 9);
});

// Counted by Gemma 3's tokenizer.
it.each([
  ['', 0],
  ['Identification of APC2 , a homologue of the adenomatous polyposis coli tumour suppressor .', 19],
  ['アタキシア', 4],
])('estimates the tokens of %j within a quarter', (text, actual) => {
  expect(Math.abs(estimateTokens(text) - actual)).toBeLessThanOrEqual(actual / 4);
});
