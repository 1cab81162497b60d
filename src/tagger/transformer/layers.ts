import { HilgenError } from '../../base/errors.js';
import { random } from '../../base/random.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { TrainSettings } from './settings.js';

/** The deviation that BERT's weights are first drawn with (Devlin et al. 2019). */
const DEVIATION = 0.02;

const LAYER = /\.layers?\.(\d+)\./;
const HEAD = /^(classifier|crf|knowledge)\./;

/** Whether weights of this name are a tagger's own, not its encoder's. */
export function isHead(name: string): boolean {
  return HEAD.test(name);
}

/** Number of layers, counted by the names that the encoder's file gives its weights. */
export function countLayers(parameters: Parameters): number {
  return Math.max(0, ...[...parameters.keys()].map((name) => Number(LAYER.exec(name)?.[1] ?? -1) + 1));
}

/** 0 for embeddings, 1 for the lowest layer, `layers` for the top one, one more for the classifier. */
function depthOf(name: string, layers: number): number {
  if (isHead(name)) return layers + 1;
  return Number(LAYER.exec(name)?.[1] ?? -1) + 1;
}

/** The weights that stay as they are: those of the embeddings and the lowest layers, or of the whole encoder. */
export function frozenNames(parameters: Parameters, freeze: TrainSettings['freeze']): Set<string> {
  if (freeze === undefined) return new Set();
  const layers = countLayers(parameters);
  if (freeze !== 'all') assertLayers('freeze', freeze, layers);
  const top = freeze === 'all' ? layers : freeze;
  return new Set([...parameters.keys()].filter((name) => depthOf(name, layers) <= top));
}

/**
 * The factor on each weight's learning rate: 1 for the classifier, times `decay` for each layer
 * below it (layer-wise decay as Zhang et al. 2021 use it for few samples).
 */
export function layerRates(parameters: Parameters, decay: number | undefined): (name: string) => number {
  if (decay === undefined) return () => 1;
  const layers = countLayers(parameters);
  assertLayers('layer-decay', 1, layers);
  return (name) => decay ** (layers + 1 - depthOf(name, layers));
}

/**
 * Draws the weights of the `count` top layers anew, as before pre-training: matrices normal, biases
 * 0, normalisation 1 (re-initialisation of Zhang et al. 2021). The arrays are replaced.
 */
export function reinitialise(parameters: Parameters, count: number, seed: number): void {
  const layers = countLayers(parameters);
  assertLayers('reinit', count, layers);
  for (const [name, { shape }] of parameters) {
    const depth = depthOf(name, layers);
    if (depth > layers || depth <= layers - count) continue;
    const draws = random(seed, 'reinit', name);
    const value = (): number => {
      if (name.endsWith('.bias')) return 0;
      return shape.length === 1 ? 1 : DEVIATION * draws.normal();
    };
    const size = shape.reduce((product, side) => product * side, 1);
    parameters.set(name, { shape, data: Float32Array.from({ length: size }, value) });
  }
}

/** Checks that settings by layer fit the encoder and each other. */
export function assertLayerSettings(parameters: Parameters, settings: TrainSettings): void {
  const { freeze, reinit = 0, layerDecay } = settings;
  const layers = countLayers(parameters);
  if (freeze !== undefined && freeze !== 'all') assertLayers('freeze', freeze, layers);
  assertLayers('reinit', reinit, layers);
  const frozen = freeze === 'all' ? layers : (freeze ?? 0);
  if (reinit > 0 && frozen + reinit > layers) {
    const what = `${reinit} of ${layers} layers would begin anew, of which some are frozen`;
    throw new HilgenError('input', { where: 'reinit', what, hint: 'Freeze fewer layers.' });
  }
  if (layerDecay !== undefined && freeze === 'all') {
    throw new HilgenError('input', { where: 'layer-decay', what: 'no layer is trained, all are frozen' });
  }
}

function assertLayers(setting: string, wanted: number, layers: number): void {
  if (wanted <= layers) return;
  throw new HilgenError('input', {
    where: setting,
    what: `layer ${wanted} is asked for, the encoder has ${layers} numbered layers`,
    hint: layers === 0 ? 'Leave the setting out with this encoder.' : `Name at most ${layers}.`,
  });
}
