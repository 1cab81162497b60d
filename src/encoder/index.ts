export type { Encoder, EncoderInput, EncoderWithWeights, Window } from './encoder.js';
export { fetchEncoder, type HubOptions } from './hub.js';
export { type EncoderOptions, loadEncoder } from './kinds.js';
