"""Makes src/evaluate/scores.golden.json: figures of seqeval (both modes) and nervaluate for predicted tags.

Used: Python 3.11.7, seqeval 1.2.2, nervaluate 1.2.1, numpy 2.4.6 (scikit-learn as seqeval asks for it).

    python -m venv venv && venv/bin/pip install seqeval==1.2.2 nervaluate==1.2.1
    venv/bin/python scripts/oracles/scores-golden.py ../shared/data > src/evaluate/scores.golden.json

The argument is the folder that holds ncbi-disease/iob/test.tsv and the other files below. There are two kinds of
predictions, and src/evaluate/scores.golden.test.ts makes both again, tag by tag:

- `damaged`: of 100 tags 12 are drawn anew among all tags of the scheme, so many sequences are malformed;
- `unigram`: each token gets its most frequent tag in the training file, a tagger as it would be had for nothing.

nervaluate matches greedily in the order of its lists. A sentence whose counts change when its lists are shuffled is
named in `unstable`, and `stable` holds the counts of all other sentences: for all labels together, and for each label
with the spans of that label alone, which is how nervaluate counts by label. Only figures enter the output, no text.
"""

import collections
import importlib.metadata
import json
import pathlib
import platform
import random
import sys
import warnings

from nervaluate.evaluator import Evaluator
from nervaluate.loaders import ListLoader
from seqeval.metrics.sequence_labeling import get_entities, precision_recall_fscore_support as by_conlleval
from seqeval.metrics.v1 import precision_recall_fscore_support as by_scheme
from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, Entities

warnings.filterwarnings("ignore")

FILES = {
    "ncbi-disease/iob/test.tsv": "ncbi-disease/iob/train.tsv",
    "bionlp13cg/iob/devel.tsv": "bionlp13cg/iob/train.tsv",
    "jnlpba/iob/devel.tsv": None,
    "wnut17/emerging.dev.conll": "wnut17/wnut17train.conll",
}
SCHEMES = {"iob1": IOB1, "iob2": IOB2, "iobes": IOBES, "bilou": BILOU}
PREFIXES = {"iob1": "BI", "iob2": "BI", "iobes": "BIES", "bilou": "BILU"}


def read(path):
    """Sentences as lists of (token, tag)."""
    sentence = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.rstrip("\r").split("\t")
        if len(cells) == 2 and cells[0] and cells[0] != "-DOCSTART-":
            sentence.append((cells[0], cells[1]))
        elif (line.strip() == "" or cells[0] == "-DOCSTART-") and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def spans_of(tags):
    """IOB2 as (first token, one past the last, label)."""
    spans = []
    for at, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append([at, at + 1, tag[2:]])
        elif tag.startswith("I-"):
            spans[-1][1] = at + 1
    return spans


def to_tags(length, spans, scheme):
    tags = ["O"] * length
    ended = None
    for first, end, label in spans:
        if scheme == "iob1":
            start = "B" if ended == (first, label) else "I"
            tags[first:end] = [f"{start}-{label}"] + [f"I-{label}"] * (end - first - 1)
            ended = (end, label)
        elif scheme == "iob2":
            tags[first:end] = [f"B-{label}"] + [f"I-{label}"] * (end - first - 1)
        else:
            single, last = ("S", "E") if scheme == "iobes" else ("U", "L")
            inner = [f"I-{label}"] * (end - first - 2)
            tags[first:end] = [f"{single}-{label}"] if end - first == 1 else [f"B-{label}", *inner, f"{last}-{label}"]
    return tags


class Draws:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state * limit >> 32


def damage(tags, choices, draws):
    return [choices[draws.below(len(choices))] if draws.below(100) < 12 else tag for tag in tags]


def unigram(path):
    """The most frequent tag of each token, the first by code point among equals."""
    counts = collections.defaultdict(collections.Counter)
    for sentence in read(path):
        for token, tag in sentence:
            counts[token][tag] += 1
    return {token: min(tags, key=lambda tag: (-tags[tag], tag)) for token, tags in counts.items()}


def rounded(scores):
    return [float(score) for score in scores[:3]]


def seqeval(gold, predicted, scheme):
    labels = sorted({label for label, _, _ in get_entities(gold) + get_entities(predicted)})
    strict = {"scheme": SCHEMES[scheme]}
    strict_labels = sorted(Entities(gold, SCHEMES[scheme]).unique_tags | Entities(predicted, SCHEMES[scheme]).unique_tags)
    figures = {}
    for name, score, names, options in [("conlleval", by_conlleval, labels, {}), ("strict", by_scheme, strict_labels, strict)]:
        each = zip(*score(gold, predicted, average=None, **options))
        figures[name] = {
            "micro": rounded(score(gold, predicted, average="micro", **options)),
            "macro": rounded(score(gold, predicted, average="macro", **options)),
            "labels": {label: rounded(scores) for label, scores in zip(names, each)},
        }
    return figures


COUNTS = ["correct", "incorrect", "partial", "missed", "spurious"]
KINDS = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}


def counts(result):
    return [getattr(result, name) for name in COUNTS]


def stable_counts(evaluator, golds, guesses):
    """Counts over the sentences that give the same ones in every order, and the numbers of the others."""
    shuffler = random.Random(1)
    unstable = []
    stable = {kind: [0] * len(COUNTS) for kind in KINDS}
    for number, (one, other) in enumerate(zip(golds, guesses)):
        own = {}
        for kind, name in KINDS.items():
            strategy = evaluator.strategies[name]
            own[kind] = counts(strategy.evaluate(one, other, [])[0])
            if any(counts(strategy.evaluate(shuffler.sample(one, len(one)), shuffler.sample(other, len(other)), [])[0]) != own[kind] for _ in range(40 if len(one) + len(other) > 2 else 0)):
                own = None
                unstable.append(number)
                break
        for kind in KINDS if own else []:
            stable[kind] = [a + b for a, b in zip(stable[kind], own[kind])]
    return {"stable": stable, "unstable": unstable}


def nervaluate(gold, predicted):
    labels = sorted({tag[2:] for tags in gold + predicted for tag in tags if tag != "O"})
    evaluator = Evaluator(gold, predicted, tags=labels, loader="list")
    golds, guesses = ListLoader().load(gold), ListLoader().load(predicted)
    only = lambda lists, label: [[entity for entity in entities if entity.label == label] for entities in lists]
    results = evaluator.evaluate()
    return {
        "overall": {kind: counts(results["overall"][name]) for kind, name in KINDS.items()},
        "labels": {
            label: {
                "all": {kind: counts(kinds[name]) for kind, name in KINDS.items()},
                **stable_counts(evaluator, only(golds, label), only(guesses, label)),
            }
            for label, kinds in sorted(results["entities"].items())
        },
        **stable_counts(evaluator, golds, guesses),
    }


def main(folder):
    cases = []
    for name, train in FILES.items():
        corpus = list(read(folder / name))
        spans = [spans_of([tag for _, tag in sentence]) for sentence in corpus]
        labels = sorted({label for sentence in spans for _, _, label in sentence})
        guess = unigram(folder / train) if train else None
        for scheme in SCHEMES:
            gold = [to_tags(len(sentence), places, scheme) for sentence, places in zip(corpus, spans)]
            choices = ["O"] + [f"{prefix}-{label}" for prefix in PREFIXES[scheme] for label in labels]
            draws = Draws(7)
            predictions = {"damaged": [damage(tags, choices, draws) for tags in gold]}
            if guess and scheme == "iob2":
                predictions["unigram"] = [[guess.get(token, "O") for token, _ in sentence] for sentence in corpus]
            for kind, predicted in predictions.items():
                case = {"file": name, "train": train, "scheme": scheme, "kind": kind, "seqeval": seqeval(gold, predicted, scheme)}
                if scheme.startswith("iob") and scheme != "iobes":
                    case["nervaluate"] = nervaluate(gold, predicted)
                cases.append(case)
    versions = {name: importlib.metadata.version(name) for name in ["seqeval", "nervaluate", "numpy"]}
    print(json.dumps({"python": platform.python_version(), **versions, "cases": cases}, indent=None, separators=(",", ":")))


main(pathlib.Path(sys.argv[1]))
