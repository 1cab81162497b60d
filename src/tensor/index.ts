export { gradients } from './gradients.js';
export { emitOnnx } from './onnx/emit.js';
export { hasRuntime, openSession, type Session, type SessionOptions, type Value } from './session.js';
export { constant, input, scalar, type Tensor } from './tensor.js';
