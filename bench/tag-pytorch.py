"""Prints how many sentences a second PyTorch tags, as JSON. Run by tag.mjs.

`pipeline` is transformers' own; `sorted` cuts the sentences, sorted by length, into batches and takes the
largest logit of each piece; `int8` is the same with PyTorch's dynamic quantisation of linear layers. All count tokenisation,
none counts loading.
"""

import json
import pathlib
import resource
import sys
import time

import torch
import transformers

BATCH = 32


def read(path):
    blocks = pathlib.Path(path).read_text(encoding="utf-8").split("\n\n")
    sentences = [[line.split("\t")[0] for line in block.split("\n") if line] for block in blocks]
    return [words for words in sentences if words and words[0] != "-DOCSTART-"]


def by_pipeline(model, tokenizer):
    tagger = transformers.pipeline("token-classification", model=model, tokenizer=tokenizer, batch_size=BATCH)
    return lambda sentences: list(tagger([" ".join(words) for words in sentences]))


def by_sorted_batches(model, tokenizer):
    @torch.inference_mode()
    def tag(sentences):
        ordered = sorted(range(len(sentences)), key=lambda at: len(sentences[at]))
        found = {}
        for start in range(0, len(ordered), BATCH):
            numbers = ordered[start : start + BATCH]
            batch = [sentences[at] for at in numbers]
            encoded = tokenizer(
                batch, is_split_into_words=True, truncation=True, padding=True, return_tensors="pt"
            )
            found.update(zip(numbers, model(**encoded).logits.argmax(-1).tolist()))
        return found

    return tag


def main(how, folder, corpus, threads):
    torch.set_num_threads(threads)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    tokenizer.model_max_length = 512
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder).eval()
    if how == "int8":
        model = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
    tag = (by_pipeline if how == "pipeline" else by_sorted_batches)(model, tokenizer)
    sentences = read(corpus)
    tag(sentences[:64])
    start = time.perf_counter()
    tag(sentences)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"sentencesPerSecond": len(sentences) / seconds, "peakMegabytes": peak}))


main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
