import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedFolder } from '../../test/support/shared-folder.js';
import { bucketLength, windowFeeds } from '../tagger/transformer/batches.js';
import { emitOnnx } from '../tensor/onnx/emit.js';
import { openSession, type Value } from '../tensor/session.js';
import { shapeIn, sizeOf } from '../tensor/shape.js';
import { input, type Tensor } from '../tensor/tensor.js';
import { InferenceScope, TrainingScope } from '../tensor/train/scope.js';
import { loadBertEncoder } from './bert-encoder.js';
import { type EncoderWithWeights, inputShape, type Window } from './encoder.js';

/** What scripts/oracles/minilm-hidden.py writes. */
interface Golden {
  readonly every: number;
  readonly sentences: readonly {
    readonly words: readonly string[];
    readonly ids: readonly number[];
    readonly hidden: readonly (readonly number[])[];
  }[];
}

type Feeds = Record<string, Value>;

const golden: Golden = JSON.parse(
  readFileSync(new URL('minilm-hidden.golden.json', import.meta.url), 'utf8'),
);
const folder = sharedFolder('models/all-MiniLM-L6-v2');

describe.skipIf(!folder.isThere)(
  `MiniLM against transformers${folder.isThere ? '' : ' (skipped: not here)'}`,
  () => {
    let loaded: EncoderWithWeights;
    let windows: Window[];
    let longest: number;

    beforeAll(async () => {
      loaded = await loadBertEncoder(folder.path);
      const split = await loaded.encoder.split(golden.sentences.map(({ words }) => words));
      windows = split.flat();
      longest = Math.max(...windows.map(({ length }) => length));
    });

    test('ten sentences are cut into the same pieces', () => {
      const ids = windows.map(({ columns }) => columns.input_ids);
      expect(ids).toEqual(golden.sentences.map((sentence) => sentence.ids));
    });

    test('the tagging program, which takes any batch size and length, has the same hidden states', async () => {
      const { encoder, parameters } = loaded;
      const hidden = encoder.build(new InferenceScope(parameters), inputs('batch', 'length'));
      expect(largestDifference(await run(hidden, windowFeeds(encoder, windows, longest)))).toBeLessThan(1e-4);
    });

    test('the training program, with dropout masks of ones, has the same hidden states', async () => {
      const length = bucketLength(longest);
      const scope = new TrainingScope(loaded.parameters);
      const hidden = loaded.encoder.build(scope, inputs(windows.length, length));
      const feeds = trainingFeeds(scope, windowFeeds(loaded.encoder, windows, length));
      expect(largestDifference(await run(hidden, feeds))).toBeLessThan(1e-4);
    });

    function inputs(batch: number | string, length: number | string): Record<string, Tensor> {
      const of = loaded.encoder.inputs.map((each) => [
        each.name,
        input(each.name, inputShape(each, batch, length), each.type),
      ]);
      return Object.fromEntries(of);
    }

    /** Weights, rows of the tables, and masks that drop nothing. */
    function trainingFeeds(scope: TrainingScope, feeds: Feeds): Feeds {
      const all: Feeds = { attention_mask: feeds.attention_mask as Value };
      for (const name of scope.weights.keys()) all[name] = loaded.parameters.get(name) as Value;
      for (const { name, shape } of scope.masks)
        all[name] = { shape: shapeIn(shape, {}), data: new Float32Array(sizeOf(shape)).fill(1) };
      scope.lookups.forEach(({ table, tableShape: [, width], ids, rows }, at) => {
        const numbers = ids.fixed?.({}) ?? (feeds[ids.name]?.data as BigInt64Array);
        const { data } = loaded.parameters.get(table) as Value;
        const values = Array.from(numbers, (row) => [
          ...(data as Float32Array).subarray(Number(row) * width, (Number(row) + 1) * width),
        ]);
        const shape = rows.shape as readonly number[];
        all[`rows ${at} of ${table}`] = { shape, data: Float32Array.from(values.flat()) };
      });
      return all;
    }

    async function run(hidden: Tensor, feeds: Feeds): Promise<Value> {
      const session = await openSession(emitOnnx({ hidden }));
      const results = await session.run(feeds);
      await session.close();
      return results.hidden as Value;
    }
  },
);

/** Over the pieces that are no padding, and the dimensions that the golden file holds. */
function largestDifference({ data, shape }: Value): number {
  const [, length = 0, width = 0] = shape;
  const differences = golden.sentences.flatMap(({ hidden }, sentence) =>
    hidden.flatMap((values, piece) =>
      values.map((value, at) => {
        const place = (sentence * length + piece) * width + at * golden.every;
        return Math.abs(Number(data[place]) - value);
      }),
    ),
  );
  return Math.max(...differences);
}
