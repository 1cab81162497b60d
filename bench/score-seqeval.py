"""Scores the same files by seqeval's strict mode (or nervaluate): CPU seconds of the scoring alone, without reading."""

import json
import resource
import sys
import time


def read(path):
    with open(path, encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    return [[line.split("\t")[1] for line in block.split("\n") if line] for block in blocks]


def main(scorer, gold_path, predicted_path):
    gold, predicted = read(gold_path), read(predicted_path)
    started = time.process_time()
    if scorer == "nervaluate":
        from nervaluate.evaluator import Evaluator

        labels = sorted({tag[2:] for tags in gold for tag in tags if tag != "O"})
        results = Evaluator(gold, predicted, tags=labels, loader="list").evaluate()
        scores = {f"semeval.{kind}": result.f1 for kind, result in results["overall"].items()}
    else:
        from seqeval.metrics.v1 import precision_recall_fscore_support
        from seqeval.scheme import IOB2

        scores = {"strict": float(precision_recall_fscore_support(gold, predicted, average="micro", scheme=IOB2)[2])}
    seconds = time.process_time() - started
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "scores": scores}))


main(*sys.argv[1:])
