import { type Format, HOLDS_ALL, NO_REST } from '../format.js';
import { labelStudioJson, readLabelStudio } from '../json/label-studio.js';
import { hasKey, isJsonLike } from '../sniff-rules.js';

/** Label Studio: tasks with annotations or predictions. */
export const labelStudio: Format = {
  name: 'label-studio',
  title: 'Label Studio: tasks with annotations or predictions',
  extensions: ['.label-studio.json'],
  holds: { ...HOLDS_ALL, relations: 'mentions', fragments: false, attributes: false, ...NO_REST },
  matches: (head) =>
    isJsonLike(head) && hasKey(head, ['data']) && hasKey(head, ['annotations', 'predictions']),
  read: readLabelStudio,
  encode: labelStudioJson,
};
