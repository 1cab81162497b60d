import { HilgenError } from '../base/errors.js';
import { describeShape, sameShape } from '../tensor/shape.js';
import type { Parameter, Parameters } from '../tensor/train/parameters.js';
import type { Family } from './families/family.js';

const BERT = 'bert.';
const WORDS = 'bert.embeddings.word_embeddings.weight';
const HEAD = ['classifier.weight', 'classifier.bias'];

/** The name that transformers' model for token classification gives to a weight of BERT's name. */
export function savedName(family: Family, name: string): string {
  return name.startsWith(BERT) ? family.prefix + family.nameOf(name.slice(BERT.length)) : name;
}

/**
 * The weights of an encoder (`shapes`) and of its token classifier, if the file has one, under
 * BERT's names: a file may have them with or without prefix, with TensorFlow's names of norms,
 * and the table of words under the name of the output layer that shares it.
 *
 * @throws HilgenError `input` where weights are missing or of another shape.
 */
export function underBertNames(
  found: Parameters,
  shapes: ReadonlyMap<string, readonly number[]>,
  family: Family,
  file: string,
): Parameters {
  const renamed: Parameters = new Map();
  for (const [name, shape] of shapes) {
    const candidates = namesInFile(name, family);
    const inFile = candidates.find((each) => found.has(each));
    if (inFile === undefined) throw lacking(candidates[0] as string, shape, found, file);
    const parameter = found.get(inFile) as Parameter;
    if (!sameShape(parameter.shape, shape)) {
      const what = `the shape is ${describeShape(parameter.shape)}, config.json says ${describeShape(shape)}`;
      throw new HilgenError('input', { where: `${file}, ${inFile}`, what });
    }
    renamed.set(name, parameter);
  }
  for (const name of HEAD) {
    const parameter = found.get(name);
    if (parameter !== undefined) renamed.set(name, parameter);
  }
  return renamed;
}

function namesInFile(name: string, family: Family): string[] {
  const bare = family.nameOf(name.slice(BERT.length));
  const tensorFlow = bare
    .replace(/LayerNorm\.weight$/, 'LayerNorm.gamma')
    .replace(/LayerNorm\.bias$/, 'LayerNorm.beta');
  const tied = name === WORDS ? family.tiedWords : [];
  const names = [family.prefix + bare, bare, family.prefix + tensorFlow, tensorFlow, ...tied];
  return [...new Set(names)];
}

function lacking(
  name: string,
  shape: readonly number[],
  found: ReadonlyMap<string, Parameter>,
  file: string,
): HilgenError {
  const others = [...found.keys()].slice(0, 3).join(', ');
  return new HilgenError('input', {
    where: `${file}, ${name}`,
    what: `the file lacks these weights (shape ${describeShape(shape)})`,
    hint: `config.json asks for them. The file has ${found.size} arrays: ${others}, …`,
  });
}
