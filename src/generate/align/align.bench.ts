import { bench } from 'vitest';
import { align } from './align.js';
import { constructed } from './constructed.js';

const cases = Array.from({ length: 1000 }, (_, number) => constructed(number));
const long = (units: number) => {
  const chosen = cases.slice(0, Math.ceil(units / 40));
  const text = chosen
    .map((one) => one.text)
    .join(' ')
    .slice(0, units);
  return { text, claims: chosen.flatMap(({ claims }) => claims) };
};

for (const units of [1_000, 10_000, 40_000]) {
  const { text, claims } = long(units);
  const plain = text.replace(/[^ -~]/gu, 'x');
  bench(`${units} units, ${claims.length} claims`, () => void align(text, claims));
  bench(`the same in ASCII`, () => void align(plain, claims));
}
