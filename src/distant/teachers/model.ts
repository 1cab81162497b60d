import type { TaggerModel } from '../../tagger/tagger.js';
import { scoreKind } from './score-kind.js';
import type { Claim, Teacher } from './teacher.js';

/** A trained tagger (or any other) as a teacher; its scores tell its claims apart. */
export function modelTeacher(name: string, model: TaggerModel): Teacher {
  return {
    ...{ name, labels: model.labels, covers: true },
    async label(sentences, work) {
      const claims: Claim[][] = [];
      for await (const spans of model.tag(sentences, work)) {
        claims.push(spans.map((span) => ({ ...span, kind: scoreKind(span.score) })));
      }
      return claims;
    },
    close: () => model.close(),
  };
}
