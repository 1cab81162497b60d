"""Prints the seconds of one epoch of transformers' Trainer, as JSON. Run by train-epoch.mjs.

Batches are grouped by length and padded to their longest sentence. Sentences are tokenised before the clock starts.
"""

import json
import pathlib
import resource
import sys
import tempfile
import time

import torch
import transformers


def read(path):
    blocks = pathlib.Path(path).read_text(encoding="utf-8").split("\n\n")
    rows = [[line.split("\t") for line in block.split("\n") if line] for block in blocks]
    return [block for block in rows if block and block[0][0] != "-DOCSTART-"]


def encode(tokenizer, block, tags):
    encoded = tokenizer([columns[0] for columns in block], is_split_into_words=True, truncation=True)
    labels, before = [], None
    for word in encoded.word_ids():
        labels.append(-100 if word is None or word == before else tags.index(block[word][-1]))
        before = word
    return {**encoded, "labels": labels}


def main(folder, corpus, batch, threads):
    torch.set_num_threads(threads)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    blocks = read(corpus)
    tags = sorted({columns[-1] for block in blocks for columns in block})
    examples = [encode(tokenizer, block, tags) for block in blocks]
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder, num_labels=len(tags))
    with tempfile.TemporaryDirectory() as output:
        settings = transformers.TrainingArguments(
            output_dir=output,
            num_train_epochs=1,
            per_device_train_batch_size=batch,
            train_sampling_strategy="group_by_length",
            learning_rate=1e-4,
            warmup_steps=0.1,
            weight_decay=0.01,
            save_strategy="no",
            report_to="none",
            use_cpu=True,
            disable_tqdm=True,
        )
        collator = transformers.DataCollatorForTokenClassification(tokenizer)
        trainer = transformers.Trainer(model, settings, data_collator=collator, train_dataset=examples)
        start = time.perf_counter()
        trainer.train()
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"seconds": seconds, "steps": trainer.state.global_step, "peakMegabytes": peak}))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
