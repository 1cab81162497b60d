import { expect, test } from 'vitest';
import { cacheFolder } from './cache.js';

test.each([
  { environment: {}, folder: '/home/ada/.cache/hilgen' },
  { environment: { XDG_CACHE_HOME: '/var/cache' }, folder: '/var/cache/hilgen' },
  { environment: { XDG_CACHE_HOME: '' }, folder: '/home/ada/.cache/hilgen' },
  { environment: { HILGEN_CACHE: '/tmp/h', XDG_CACHE_HOME: '/var/cache' }, folder: '/tmp/h' },
])('with $environment derived files go to $folder', ({ environment, folder }) => {
  expect(cacheFolder(environment, '/home/ada')).toBe(folder);
});
