"""Prints the median time of training steps after the first three, as JSON. Run by train-step.mjs."""

import json
import resource
import statistics
import sys
import time

import torch
import transformers

BATCH, LENGTH, TIMED, THREADS = map(int, sys.argv[2:])
WARMUP = 3


def draw_batch(step):
    at = torch.arange(LENGTH)
    rows = torch.arange(BATCH)[:, None]
    return {
        "input_ids": 1000 + (step * 7919 + rows * 104729 + at * 1299) % 20000,
        "attention_mask": torch.ones(BATCH, LENGTH, dtype=torch.long),
        "token_type_ids": torch.zeros(BATCH, LENGTH, dtype=torch.long),
        "labels": (at % 3).repeat(BATCH, 1),
    }


def main(folder):
    torch.set_num_threads(THREADS)
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder, num_labels=3).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01)
    times = []
    for step in range(WARMUP + TIMED):
        batch = draw_batch(step)
        start = time.perf_counter()
        optimiser.zero_grad()
        model(**batch).loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if step >= WARMUP:
            times.append(1000 * (time.perf_counter() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"milliseconds": statistics.median(times), "peakMegabytes": peak}))


main(sys.argv[1])
