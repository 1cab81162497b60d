import type { Layer } from '../corpus/index.js';
import { quantile } from '../evaluate/index.js';
import { type Block, type Cell, note } from './blocks.js';
import { count, mean } from './numbers.js';
import type { Substitute } from './substitutes.js';

/** The substitutes of a source, of all seeds. */
export interface OfSource {
  readonly source: string;
  readonly substitutes: readonly Substitute[];
}

type Known = Substitute & { readonly relatedness: number };

/** How related substitutes are to the mentions they replace: by source and layer, and mention by mention. */
export function relatednessBlocks(title: string, sources: readonly OfSource[], hasText: boolean): Block[] {
  const all = sources.flatMap(({ substitutes }) => substitutes);
  const known = all.filter(isKnown);
  const missing =
    known.length === all.length
      ? []
      : [
          note(
            `${title}: of ${count(all.length - known.length)} of ${count(all.length)} substitutes it is not known how related they are: a release that did not note it finished their stages, and no knowledge base that can be opened knows both concepts.`,
          ),
        ];
  if (known.length === 0) return missing;
  const folds = layersOf(known).flatMap((layer) => {
    const own = known.filter((one) => one.layer === layer);
    return mentionFold(`${layer}, ${title}`, own, hasText);
  });
  return [sourceTable(title, sources), ...folds, ...missing];
}

const isKnown = (one: Substitute): one is Known => one.relatedness !== undefined;

const layersOf = (substitutes: readonly Substitute[]): Layer[] => [
  ...new Set(substitutes.map(({ layer }) => layer)),
];

function sourceTable(title: string, sources: readonly OfSource[]): Block {
  const rows = sources.flatMap(({ source, substitutes }) => {
    const known = substitutes.filter(isKnown);
    return layersOf(known).map((layer): Cell[] => {
      const values = known
        .flatMap((one) => (one.layer === layer ? one.relatedness : []))
        .sort((a, b) => a - b);
      const quartiles = [0.25, 0.5, 0.75].map((share) => quantile(values, share));
      return [source, layer, count(values.length), ...[mean(values), ...quartiles].map(show)];
    });
  });
  return {
    kind: 'table',
    caption: `Relatedness of substitutes to the mentions they replace, ${title}: all seeds`,
    header: ['source', 'layer', 'substitutes', 'mean', 'lower quartile', 'median', 'upper quartile'],
    rows,
  };
}

/** Each mention with its distinct substitutes, near ones first; nothing where there is one, or nothing to tell apart. */
function mentionFold(title: string, substitutes: readonly Known[], hasText: boolean): Block[] {
  const keyOf = ({ from, mention }: Known): string => JSON.stringify([from, hasText ? mention : '']);
  const mentions = [...new Set(substitutes.map(keyOf))].flatMap((key) => {
    const own = substitutes.filter((one) => keyOf(one) === key);
    const values = [...new Map(own.map(({ to, relatedness }) => [to, relatedness])).values()];
    return own.slice(0, 1).map((one) => ({ ...one, values, middle: mean(values) }));
  });
  if (mentions.length < 2 || substitutes.every(({ relatedness }) => relatedness === 1)) return [];
  const rows = mentions
    .sort((a, b) => b.middle - a.middle)
    .map(({ mention, from, name, values, middle }): Cell[] => [
      ...(hasText ? [mention ?? ''] : []),
      name === undefined ? from : { text: name, below: from },
      count(values.length),
      ...[middle, Math.min(...values), Math.max(...values)].map(show),
    ]);
  const caption = `Relatedness by ${hasText ? 'mention' : 'concept'}, ${title}`;
  const header = [...(hasText ? ['mention'] : []), 'concept', 'substitutes', 'mean', 'lowest', 'highest'];
  return [
    {
      kind: 'fold',
      title: `${caption} (${count(rows.length)}, all sources and seeds, each substitute once)`,
      blocks: [{ kind: 'table', caption, header, rows }],
    },
  ];
}

const show = (relatedness: number): string => relatedness.toFixed(3);
