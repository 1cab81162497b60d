import type { Dim } from '../tensor/shape.js';
import { type ElementType, input, type Tensor } from '../tensor/tensor.js';
import type { Parameters } from '../tensor/train/parameters.js';
import type { Scope } from '../tensor/train/scope.js';

/** One input of an encoder: `width` numbers for each piece (batch×length, or batch×length×width). */
export interface EncoderInput {
  readonly name: string;
  readonly type: ElementType;
  readonly width: number;
}

/** A stretch of a sentence that fits the encoder, as pieces. */
export interface Window {
  /** Number of pieces, special ones included. */
  readonly length: number;
  /** Values of each input, piece by piece; padding is 0. */
  readonly columns: Readonly<Record<string, ArrayLike<number>>>;
  /** The words labelled in this window, and the piece that stands for each: its first. */
  readonly words: readonly { readonly word: number; readonly piece: number }[];
}

/** A way from the words of a sentence to one vector for each piece. */
export interface Encoder {
  readonly kind: string;
  /** Width of the vectors. */
  readonly hidden: number;
  /** Dropout rate before a classifier. */
  readonly dropout: number;
  readonly inputs: readonly EncoderInput[];
  /** Training settings that suit it, where the user names none. */
  readonly recommended: { readonly learningRate: number; readonly steps: number };
  /** Most pieces a window, special ones included. */
  readonly maxLength: number;
  /** Sentences, each as its words, cut into windows of at most `maxLength` pieces: every word is labelled in exactly one. */
  split(sentences: readonly (readonly string[])[], maxLength?: number): Promise<Window[][]>;
  /** The vectors (batch×length×hidden), from tensors by input name. */
  build(scope: Scope, inputs: Readonly<Record<string, Tensor>>): Tensor;
  /** The vectors after each layer, the embeddings first; absent where nothing was learnt before. */
  states?(scope: Scope, inputs: Readonly<Record<string, Tensor>>): Tensor[];
  /** Gives back what it holds beside its program, until it is used again. */
  close?(): Promise<void>;
  /** The name that a saved model gives to a weight; its own where absent. */
  savedName?(name: string): string;
  /** Writes what the encoder needs beside its weights, and gives the fields that `config.json` holds about it. */
  saveExtras(folder: string): Promise<Readonly<Record<string, unknown>>>;
}

/** An encoder with its weights, as training needs it. */
export interface EncoderWithWeights {
  readonly encoder: Encoder;
  readonly parameters: Parameters;
}

/** The inputs of a program for batches of this size and length, by name. */
export function inputTensors(
  { inputs }: Pick<Encoder, 'inputs'>,
  batch: Dim,
  length: Dim,
): Record<string, Tensor> {
  return Object.fromEntries(
    inputs.map((each) => [each.name, input(each.name, inputShape(each, batch, length), each.type)]),
  );
}

/** The shape of an input for a batch. */
export function inputShape({ width }: EncoderInput, batch: Dim, length: Dim): Dim[] {
  return width === 1 ? [batch, length] : [batch, length, width];
}
