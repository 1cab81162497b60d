import { HilgenError } from '../base/errors.js';

/** What computes: onnxruntime's execution providers that programs may be given to. */
export const PROVIDERS = ['cpu', 'cuda', 'webgpu'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What each wants besides onnxruntime-node. */
const WANTS: Readonly<Record<Provider, string>> = {
  cpu: 'Run: npm install onnxruntime-node',
  cuda: 'It wants Linux on x64 with an NVIDIA driver, CUDA 12 and cuDNN 9; then: ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node',
  webgpu:
    'It wants a graphics driver: Vulkan on Linux (libvulkan.so.1), Direct3D 12 on Windows, Metal on macOS.',
};

/** What an installed onnxruntime-node says of a provider. */
export interface OfferedProvider {
  readonly name: string;
  /** Whether it came with the package; others have files of their own. */
  readonly bundled: boolean;
}

/** The error for a provider that does not start: what is there, and what to install. */
export function providerError(
  provider: Provider,
  offered: readonly OfferedProvider[],
  cause: unknown,
): HilgenError {
  const isOffered = offered.some(({ name }) => name === provider);
  const why = isOffered
    ? `does not start here (${reasonOf(cause)})`
    : 'is not offered by onnxruntime-node here';
  const there = offered.filter(({ bundled }) => bundled).map(({ name }) => name);
  return new HilgenError('missing', {
    where: `--provider ${provider}`,
    what: `${why}; installed: ${there.join(', ')}`,
    hint: WANTS[provider],
    cause,
  });
}

/** The last sentence of onnxruntime's message: before it stand names of its source files. */
function reasonOf(cause: unknown): string {
  const lines = String((cause as Error).message)
    .trim()
    .split('\n');
  return (lines[0] ?? '').split(/was false\. |onnxruntime::\S+ /).at(-1) ?? '';
}
