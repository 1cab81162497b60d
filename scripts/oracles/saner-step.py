"""Makes src/tagger/saner/saner-step.golden.json: training steps of a tiny SANER by PyTorch.

Used: Python 3.11.7, torch 2.13.0, numpy 2.4.6.

    python -m venv venv && venv/bin/pip install torch numpy
    venv/bin/python scripts/oracles/saner-step.py > src/tagger/saner/saner-step.golden.json

Written from the papers: attention by a table of all signed distances (Yan et al. 2019), memory and gate (Nie et al.
2020), log-softmax, and a CRF over all sequences of IOBES tags that are allowed, one sequence after another. Steps are
computed in double precision from weights that single precision holds exactly.
"""

import base64
import itertools
import json
import math
import platform
import sys

import numpy
import torch

CONFIG = {
    "width": 8,
    "heads": 2,
    "layers": 2,
    "intermediate": 12,
    "neighbours": 3,
    "features": 4,
    "dimensions": 3,
    "memory": 11,
}
LABELS = ["DRUG"]
TAGS = ["O", "B-DRUG", "I-DRUG", "E-DRUG", "S-DRUG"]
SETTINGS = {"steps": 6, "warmup": 2, "learningRate": 0.02, "beta2": 0.99, "clipValue": 0.05}
STEPS, LENGTHS = 4, (5, 1, 4)
D, HEADS = CONFIG["width"], CONFIG["heads"]


def shapes():
    half = D // HEADS // 2
    yield "saner.projection.weight", (D, CONFIG["dimensions"] + CONFIG["features"])
    yield "saner.projection.bias", (D,)
    for layer in range(CONFIG["layers"]):
        name = f"saner.encoder.layer.{layer}"
        yield f"{name}.attention.query.sine.weight", (D // 2, D)
        yield f"{name}.attention.query.cosine.weight", (D // 2, D)
        for part in ("u.sine", "u.cosine", "v.sine", "v.cosine"):
            yield f"{name}.attention.{part}.bias", (HEADS, half)
        yield f"{name}.attention.value.weight", (D, D)
        for norm in ("attention.LayerNorm", "LayerNorm"):
            yield f"{name}.{norm}.weight", (D,)
            yield f"{name}.{norm}.bias", (D,)
        yield f"{name}.intermediate.weight", (CONFIG["intermediate"], D)
        yield f"{name}.intermediate.bias", (CONFIG["intermediate"],)
        yield f"{name}.output.weight", (D, CONFIG["intermediate"])
        yield f"{name}.output.bias", (D,)
    yield "saner.memory.weight", (CONFIG["memory"], D)
    yield "saner.fusion.bias", (D,)
    yield "saner.fusion.context.weight", (D, D)
    yield "saner.fusion.memory.weight", (D, D)
    yield "classifier.weight", (len(TAGS), 2 * D)
    yield "classifier.bias", (len(TAGS),)
    yield "crf.transitions", (len(TAGS), len(TAGS))


def tiny_weights():
    draws = numpy.random.default_rng(14)
    return {
        name: torch.tensor(
            (0.4 * draws.standard_normal(shape) + name.endswith("LayerNorm.weight")).astype("float32").astype("float64"),
            requires_grad=True,
        )
        for name, shape in shapes()
    }


def allowed(before, tag):
    """Whether IOBES reads these two tags, one behind the other, without complaint."""
    open_, inner = before[0] in "BI", tag[0] in "IE"
    return open_ == inner


def draw_batch(step):
    draws = numpy.random.default_rng([14, step])
    rows = []
    for length in LENGTHS:
        present = draws.random((length, CONFIG["neighbours"])) < 0.7
        present[0] = step % 2
        ids = draws.integers(1, CONFIG["memory"], (length, CONFIG["neighbours"])) * present
        paths = [
            path
            for path in itertools.product(range(len(TAGS)), repeat=length)
            if all(allowed(TAGS[a] if a >= 0 else "O", TAGS[b] if b >= 0 else "O") for a, b in itertools.pairwise((0, *path, 0)))
        ]
        rows.append(
            {
                "vectors": draws.standard_normal((length, CONFIG["dimensions"])).astype("float32"),
                "features": draws.standard_normal((length, CONFIG["features"])).astype("float32"),
                "ids": ids,
                "mask": present.astype("int64"),
                "tags": numpy.array(paths[draws.integers(len(paths))]),
                "paths": paths,
            }
        )
    return rows


def attention(w, name, x):
    """Q_t·K_j + Q_t·R_{t-j} + u·K_j + v·R_{t-j}; the first half of R holds sines, the second cosines."""
    length, size = len(x), D // HEADS
    rates = 10000 ** (-2 * torch.arange(size // 2, dtype=torch.float64) / size)
    angles = torch.arange(-length + 1, length, dtype=torch.float64)[:, None] * rates
    table = torch.cat([angles.sin(), angles.cos()], 1)
    out = []
    for head in range(HEADS):
        def halves(part, side):
            rows = slice(head * size // 2, (head + 1) * size // 2)
            return x @ w[f"{name}.{part}.{side}.weight"][rows].T
        def bias(part):
            return torch.cat([w[f"{name}.{part}.{side}.bias"][head] for side in ("sine", "cosine")])
        columns = slice(head * size, (head + 1) * size)
        query = torch.cat([halves("query", "sine"), halves("query", "cosine")], 1)
        key, value = x[:, columns], x @ w[f"{name}.value.weight"][columns].T
        scores = torch.stack(
            [
                torch.stack(
                    [
                        (query[t] + bias("u")) @ key[j] + (query[t] + bias("v")) @ table[t - j + length - 1]
                        for j in range(length)
                    ]
                )
                for t in range(length)
            ]
        )
        out.append(scores.softmax(1) @ value)
    return torch.cat(out, 1)


def emissions(w, row):
    def linear(name, x):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(name, x):
        return torch.nn.functional.layer_norm(x, (D,), w[f"{name}.weight"], w[f"{name}.bias"], 1e-5)

    given = numpy.concatenate([row["vectors"], row["features"]], 1).astype("float64")
    x = linear("saner.projection", torch.tensor(given))
    for layer in range(CONFIG["layers"]):
        name = f"saner.encoder.layer.{layer}"
        x = norm(f"{name}.attention.LayerNorm", x + attention(w, f"{name}.attention", x))
        x = norm(f"{name}.LayerNorm", x + linear(f"{name}.output", linear(f"{name}.intermediate", x).relu()))
    memory = []
    for h, ids, mask in zip(x, row["ids"], row["mask"]):
        values = w["saner.memory.weight"][torch.tensor(ids[mask == 1])]
        shares = (values @ h / math.sqrt(D)).softmax(0)
        memory.append(shares @ values if len(values) else torch.zeros(D, dtype=torch.float64))
    v = torch.stack(memory)
    opened = x @ w["saner.fusion.context.weight"].T + v @ w["saner.fusion.memory.weight"].T + w["saner.fusion.bias"]
    gate = opened.sigmoid()
    return linear("classifier", torch.cat([gate * x, (1 - gate) * v], 1)).log_softmax(1)


def negative_log_likelihood(w, row):
    z = emissions(w, row)

    def score(path):
        steps = sum(w["crf.transitions"][a, b] for a, b in itertools.pairwise(path))
        return steps + sum(z[at, tag] for at, tag in enumerate(path))

    return torch.stack([score(path) for path in row["paths"]]).logsumexp(0) - score(row["tags"])


def factor(step):
    """Linear warm-up, then linear decay, as transformers' get_linear_schedule_with_warmup."""
    steps, warmup = SETTINGS["steps"], SETTINGS["warmup"]
    return step / warmup if step < warmup else (steps - step) / (steps - warmup)


def pack(tensors):
    return {
        name: base64.b64encode(tensor.detach().numpy().astype("<f4").tobytes()).decode()
        for name, tensor in tensors.items()
    }


def main():
    w = tiny_weights()
    initial = pack(w)
    optimiser = torch.optim.Adam(w.values(), lr=1, betas=(0.9, SETTINGS["beta2"]))
    losses, gradients, batches = [], {}, [draw_batch(step) for step in range(STEPS)]
    for step, batch in enumerate(batches):
        optimiser.param_groups[0]["lr"] = SETTINGS["learningRate"] * factor(step)
        optimiser.zero_grad()
        loss = sum(negative_log_likelihood(w, row) for row in batch) / sum(LENGTHS)
        loss.backward()
        if step == 0:
            gradients = pack({name: tensor.grad for name, tensor in w.items()})
        torch.nn.utils.clip_grad_value_(w.values(), SETTINGS["clipValue"])
        optimiser.step()
        losses.append(loss.item())
    golden = {
        "made": {"python": platform.python_version(), "torch": torch.__version__, "numpy": numpy.__version__},
        "config": CONFIG,
        "labels": LABELS,
        "tags": TAGS,
        "settings": SETTINGS,
        "batches": [
            [{name: value.tolist() for name, value in row.items() if name != "paths"} for row in batch] for batch in batches
        ],
        "losses": losses,
        "shapes": {name: list(tensor.shape) for name, tensor in w.items()},
        "initial": initial,
        "gradients": gradients,
        "final": pack(w),
    }
    json.dump(golden, sys.stdout)
    sys.stdout.write("\n")


main()
