import { Option } from 'commander';
import { PROVIDERS } from '../tensor/provider.js';

/** `--provider`. */
export function providerOption(): Option {
  return new Option(
    '--provider <name>',
    'what computes: the processor, or a graphics card (default: cpu)',
  ).choices(PROVIDERS);
}
