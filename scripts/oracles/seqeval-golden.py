"""Makes src/evaluate/seqeval.golden.json: strict scores by seqeval of damaged gold labels.

Used: Python 3.11.7, seqeval 1.2.2, numpy 2.4.6 (scikit-learn as seqeval asks for it).

    python -m venv venv && venv/bin/pip install seqeval==1.2.2
    venv/bin/python scripts/oracles/seqeval-golden.py ../shared/data > src/evaluate/seqeval.golden.json

The argument is the folder that holds ncbi-disease/iob/test.tsv and the other files below. The damage is done
to spans, so the tags stay well-formed IOB2; it is drawn from a linear congruential generator that
src/evaluate/seqeval.test.ts repeats draw by draw. Only figures enter the output, no text.
"""

import importlib.metadata
import json
import pathlib
import platform
import sys

from seqeval.metrics.v1 import precision_recall_fscore_support
from seqeval.scheme import IOB2, Entities

FILES = [
    "ncbi-disease/iob/test.tsv",
    "bc5cdr/iob/test.tsv",
    "bc2gm/iob/test.tsv",
    "jnlpba/iob/test.tsv",
    "bionlp13cg/iob/test.tsv",
]
SEEDS = [1, 2]


def read(path):
    """Sentences as (number of tokens, spans), a span as [first token, one past the last, label]."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        tags = [line.split("\t")[1] for line in block.split("\n") if line]
        if tags and not block.lstrip("\n").startswith("-DOCSTART-"):
            spans = []
            for at, tag in enumerate(tags):
                if tag.startswith("B-"):
                    spans.append([at, at + 1, tag[2:]])
                elif tag.startswith("I-"):
                    spans[-1][1] = at + 1
            yield len(tags), spans


class Draws:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state * limit >> 32


def damage(length, spans, labels, draws):
    """Of 100 spans 10 are dropped, 20 moved at one end by a token, 10 given a label anew; some are made up."""
    made = []
    for first, end, label in spans:
        fate, move, other = draws.below(100), draws.below(4), labels[draws.below(len(labels))]
        if fate < 10:
            continue
        if fate < 30:
            first += (-1, 1, 0, 0)[move]
            end += (0, 0, -1, 1)[move]
        elif fate < 40:
            label = other
        made.append([first, end, label])
    fate, first, size, label = draws.below(100), draws.below(length), draws.below(3), labels[draws.below(len(labels))]
    if fate < 15:
        made.append([first, first + 1 + size, label])
    kept = []
    for first, end, label in made:
        fits = 0 <= first < end <= length
        if fits and all(end <= start or stop <= first for start, stop, _ in kept):
            kept.append([first, end, label])
    return kept


def to_tags(length, spans):
    tags = ["O"] * length
    for first, end, label in spans:
        tags[first:end] = [f"B-{label}"] + [f"I-{label}"] * (end - first - 1)
    return tags


def figures(scores, gold, predicted, correct):
    precision, recall, f1, _ = (float(score) for score in scores)
    return {"precision": precision, "recall": recall, "f1": f1} | {
        "gold": len(gold),
        "predicted": len(predicted),
        "correct": len(correct),
    }


def score(gold_tags, predicted_tags):
    gold, predicted = Entities(gold_tags, IOB2), Entities(predicted_tags, IOB2)
    all_of = lambda entities: {entity for sentence in entities.entities for entity in sentence}
    micro = precision_recall_fscore_support(gold_tags, predicted_tags, average="micro", scheme=IOB2)
    by_label = zip(*precision_recall_fscore_support(gold_tags, predicted_tags, average=None, scheme=IOB2))
    labels = {}
    for label, scores in zip(sorted(gold.unique_tags | predicted.unique_tags), by_label):
        one, other = gold.filter(label), predicted.filter(label)
        labels[label] = figures(scores, one, other, one & other)
    one, other = all_of(gold), all_of(predicted)
    return {"strict": figures(micro, one, other, one & other), "labels": labels}


def main(folder):
    cases = []
    for name in FILES:
        corpus = list(read(folder / name))
        labels = sorted({label for _, spans in corpus for _, _, label in spans})
        gold = [to_tags(length, spans) for length, spans in corpus]
        for seed in SEEDS:
            draws = Draws(seed)
            predicted = [to_tags(length, damage(length, spans, labels, draws)) for length, spans in corpus]
            cases.append({"file": name, "seed": seed} | score(gold, predicted))
    versions = {name: importlib.metadata.version(name) for name in ["seqeval", "numpy"]}
    print(json.dumps({"python": platform.python_version(), **versions, "cases": cases}, indent=1))


main(pathlib.Path(sys.argv[1]))
