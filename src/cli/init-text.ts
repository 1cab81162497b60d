/** What an experiment file is made from. */
export interface Answers {
  readonly train: string;
  readonly test: string;
  readonly obo: string;
  readonly label: string;
  readonly encoder: string;
}

/** A commented experiment file. */
export function experimentText({ train, test, obo, label, encoder }: Answers): string {
  const text = (value: string): string => JSON.stringify(value);
  return `# An experiment of hilgen (docs/experiments.md). Paths start at this file's folder; \`hilgen run\` does what is to do.
name: experiment

data: # one or more, by name; each has tables of its own
  corpus:
    train: ${text(train)} # the few labelled sentences are drawn from here; no other label of it is read
    test: ${text(test)} # scored on, nothing else
    # dev: dev.tsv # what is chosen is chosen here, if \`development\` says so
    knowledge: terms
    labels: ${text(label)} # or of each label types and beginnings of ids: { Disease: [C, 'DOID:'], Chemical: [D] }

knowledge: # one or more, by name
  terms:
    sources: [{ path: ${text(obo)}, format: obo }] # also rrf, mesh, csv, sssom; or, in place of sources, kb: built.kb

sample: { shots: 5, mode: sentences-per-type } # shots: [1, 5, 10] for several; or at-least-k, at-most-k
development: none # a true few-shot setting has no development set; or cross-validation, shots, whole
seeds: [1, 2, 3] # or apart: { sample: [1, 2, 3], train: [1, 2] }

# llm: # for sources with \`llm: true\`
#   source: ./gemma-3-270m-q4_k_m.gguf # a file, a URL, or a server by its name (with model: NAME)
#   preset: demonstration

sources: # what taggers learn from besides the few
  few-shot only: {}
  + knowledge base: { layers: [synonym, semantic-type, parent, child, sibling], per-mention: 10 }
  # + LLM: { llm: true }

taggers: # each learns from each source
  dictionary (plain): { kind: dictionary, match: none }
  dictionary: { kind: dictionary }
  transformer:
    kind: transformer # or crf, dann
    encoder: ${text(encoder)} # a folder (starting with . or /), a model id on the hub, or vectors
    decode: [classifier, nnshot] # what decides on a token; several share one training

out: results
`;
}
