import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type FamilyCase,
  familyWeights,
  readFamilyGolden,
  writeFamily,
} from '../../test/support/family-golden.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { targetFeed, windowFeeds } from '../tagger/transformer/batches.js';
import { taggingLoss } from '../tagger/transformer/classifier.js';
import { emitOnnx } from '../tensor/onnx/emit.js';
import { openSession, type Value } from '../tensor/session.js';
import { input } from '../tensor/tensor.js';
import type { Gradients } from '../tensor/train/adamw.js';
import { InferenceScope } from '../tensor/train/scope.js';
import { StepProgram } from '../tensor/train/step-program.js';
import { loadBertEncoder } from './bert-encoder.js';
import { type EncoderWithWeights, inputShape, type Window } from './encoder.js';

const LABELS = 3;
const golden = readFamilyGolden();
const folder = temporaryFolder();

describe.each(golden.cases)('$name, against transformers', (model: FamilyCase) => {
  let loaded: EncoderWithWeights;
  let windows: Window[];

  beforeAll(async () => {
    const place = join(folder, model.name);
    await writeFamily(place, model);
    loaded = await loadBertEncoder(place);
    windows = (await loaded.encoder.split(model.sentences.map(({ words }) => words))).flat();
  });

  test('sentences are cut into the same pieces', () => {
    const ids = windows.map(({ columns }) => columns.input_ids);
    expect(ids).toEqual(model.sentences.map((sentence) => sentence.ids));
  });

  test('the hidden states are the same, in a batch with padding', async () => {
    const { encoder, parameters } = loaded;
    const length = Math.max(...windows.map((window) => window.length));
    const inputs = encoder.inputs.map((each) => [
      each.name,
      input(each.name, inputShape(each, 'batch', 'length'), each.type),
    ]);
    const hidden = encoder.build(new InferenceScope(parameters), Object.fromEntries(inputs));
    const session = await openSession(emitOnnx({ hidden }));
    const results = await session.run(windowFeeds(encoder, windows, length));
    await session.close();
    expect(largestDifference(model, results.hidden as Value)).toBeLessThan(1e-4);
  });

  test('a training step has the same loss and the same gradients, by their norms', async () => {
    const { loss, gradients } = await step(loaded, windows[1] as Window);
    expect(loss).toBeCloseTo(model.step.loss, 5);
    for (const [name, norm] of normsOf(gradients)) {
      const expected = model.step.norms[loaded.encoder.savedName?.(name) ?? name] ?? Number.NaN;
      expect(Math.abs(norm - expected), name).toBeLessThan(1e-4 * expected + 1e-6);
    }
    expect(normsOf(gradients).size).toBe(Object.keys(model.step.norms).length);
  });

  test('every weight is saved under the name that transformers reads', () => {
    const names = [...loaded.parameters.keys()].map((name) => loaded.encoder.savedName?.(name));
    expect(names.sort()).toEqual([...familyWeights(model).keys()].sort());
  });
});

async function step(
  { encoder, parameters }: EncoderWithWeights,
  window: Window,
): Promise<{ loss: number; gradients: Gradients }> {
  const { length } = window;
  const program = await StepProgram.build({
    parameters,
    loss: (scope) => taggingLoss(scope, encoder, LABELS, [1, length]),
  });
  const tags = window.words.map(({ word }) => word % LABELS);
  const target = targetFeed([{ sentence: 'any', window, tags }], length, LABELS);
  const result = await program.run(
    { ...windowFeeds(encoder, [window], length), target },
    { seed: 1, step: 0 },
  );
  await program.close();
  return result;
}

function normsOf({ dense, rows }: Gradients): Map<string, number> {
  const all = [...dense, ...[...rows].map(([name, { data }]) => [name, data] as const)];
  return new Map(all.map(([name, data]) => [name, Math.hypot(...data)]));
}

/** Over the pieces that are no padding, and the dimensions that the golden file holds. */
function largestDifference(model: FamilyCase, { data, shape }: Value): number {
  const [, length = 0, width = 0] = shape;
  const differences = model.sentences.flatMap(({ hidden }, sentence) =>
    hidden.flatMap((values, piece) =>
      values.map((value, at) => {
        const place = (sentence * length + piece) * width + at * golden.every;
        return Math.abs(Number(data[place]) - value);
      }),
    ),
  );
  return Math.max(...differences);
}
