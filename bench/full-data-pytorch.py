"""Fine-tunes MiniLM on a whole train split and tags the test split, with PyTorch. Run by full-data.mjs.

AdamW (no decay of biases and normalisation), clipping at 1, warm-up over a tenth and linear decay, dropout of the
model, batches of similar length padded to their longest sentence, in random order. Writes the test words with their likeliest tags.
"""

import itertools
import json
import pathlib
import random
import sys
import time

import torch
import transformers


def read(path):
    blocks = pathlib.Path(path).read_text(encoding="utf-8").split("\n\n")
    rows = [[line.split("\t") for line in block.split("\n") if line] for block in blocks]
    return [block for block in rows if block and block[0][0] != "-DOCSTART-"]


def encode(tokenizer, blocks):
    words = [[columns[0] for columns in block] for block in blocks]
    return tokenizer(words, is_split_into_words=True, truncation=True, padding=True, return_tensors="pt")


def first_pieces(encoded, row):
    """The place of each word's first piece."""
    places = {}
    for place, word in enumerate(encoded.word_ids(row)):
        if word is not None:
            places.setdefault(word, place)
    return places


def labels_of(encoded, blocks, tags):
    labels = torch.full(encoded["input_ids"].shape, -100)
    for row, block in enumerate(blocks):
        for word, place in first_pieces(encoded, row).items():
            labels[row, place] = tags.index(block[word][-1])
    return labels


def draw(blocks, batch, seed):
    """Epoch after epoch sorted by length, cut into batches, shuffled: what hilgen does, and Trainer's group_by_length."""
    draws = random.Random(seed)
    while True:
        epoch = list(blocks)
        draws.shuffle(epoch)
        epoch.sort(key=len)
        batches = [epoch[start : start + batch] for start in range(0, len(epoch), batch)]
        draws.shuffle(batches)
        yield from batches


def train(model, tokenizer, blocks, tags, steps, batch, rate, seed):
    decayed = [w for name, w in model.named_parameters() if not name.endswith(("bias", "LayerNorm.weight"))]
    others = [w for name, w in model.named_parameters() if name.endswith(("bias", "LayerNorm.weight"))]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate)
    schedule = transformers.get_linear_schedule_with_warmup(optimiser, steps // 10, steps)
    model.train()
    for chosen in itertools.islice(draw(blocks, batch, seed), steps):
        encoded = encode(tokenizer, chosen)
        loss = model(**encoded, labels=labels_of(encoded, chosen, tags)).loss
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()


@torch.inference_mode()
def tag(model, tokenizer, blocks, tags):
    model.eval()
    for start in range(0, len(blocks), 32):
        chosen = blocks[start : start + 32]
        encoded = encode(tokenizer, chosen)
        best = model(**encoded).logits.argmax(-1)
        for row, block in enumerate(chosen):
            places = first_pieces(encoded, row)
            found = [tags[best[row, places[word]]] if word in places else "O" for word in range(len(block))]
            yield "\n".join(f"{columns[0]}\t{label}" for columns, label in zip(block, begun(found)))


def begun(tags):
    """An inner tag that continues nothing begins a mention, as seqeval reads it."""
    for before, tag in zip(["O", *tags], tags):
        yield f"B-{tag[2:]}" if tag.startswith("I-") and before[2:] != tag[2:] else tag


def main(folder, train_file, test_file, out, steps, batch, rate, seed, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    blocks = read(train_file)
    tags = sorted({columns[-1] for block in blocks for columns in block})
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder, num_labels=len(tags))
    start = time.perf_counter()
    train(model, tokenizer, blocks, tags, steps, batch, rate, seed)
    seconds = time.perf_counter() - start
    tagged = "\n\n".join(tag(model, tokenizer, read(test_file), tags))
    pathlib.Path(out).write_text(tagged + "\n", encoding="utf-8")
    print(json.dumps({"seconds": seconds}))


folder, train_file, test_file, out, steps, batch, rate, seed, threads = sys.argv[1:]
main(folder, train_file, test_file, out, int(steps), int(batch), float(rate), int(seed), int(threads))
