import type { Check } from './check.js';

/** No label that the shots do not have; letter case may differ. */
export const checkLabels: Check = ({ labels }) => {
  const known = new Set(labels.map((label) => label.toLowerCase()));
  return ({ claims, tagged = [] }) => {
    const tags = tagged.flatMap(({ tag }) => (tag === 'O' ? [] : [tag.slice(2)]));
    const unknown = [...claims.map(({ label }) => label), ...tags].find(
      (label) => !known.has(label.toLowerCase()),
    );
    return unknown === undefined
      ? undefined
      : `the label ${JSON.stringify(unknown)} is not among ${labels.join(', ')}`;
  };
};
