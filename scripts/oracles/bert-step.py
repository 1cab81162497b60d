"""Makes src/tagger/transformer/bert-step.golden.json: training steps of a tiny BERT by PyTorch.

Used: Python 3.11.7, torch 2.13.0, transformers 5.23.0, numpy 2.4.6.

    python -m venv venv && venv/bin/pip install torch transformers numpy
    venv/bin/python scripts/oracles/bert-step.py > src/tagger/transformer/bert-step.golden.json

The steps are computed in double precision from weights that single precision holds exactly. Each batch brings
word pieces that no batch before it had, so that rows of the table wait, decaying, before their first gradient.
"""

import base64
import json
import platform
import sys

import numpy
import torch
import transformers

CONFIG = {
    "model_type": "bert",
    "vocab_size": 50,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 24,
    "type_vocab_size": 2,
    "layer_norm_eps": 1e-12,
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.0,
    "attention_probs_dropout_prob": 0.0,
}
LABELS = ["CELL", "DRUG"]
SETTINGS = {"steps": 6, "warmup": 2, "learningRate": 0.01, "weightDecay": 0.1, "clip": 1.0}
STEPS, BATCH, LENGTH = 4, 4, 12
IGNORED = -100


def tiny_model():
    torch.manual_seed(20)
    config = transformers.BertConfig(
        **CONFIG, initializer_range=0.3, num_labels=1 + 2 * len(LABELS), classifier_dropout=0.0
    )
    model = transformers.BertForTokenClassification(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    return model.double().train()


def draw_batch(step):
    """Ids from a range that moves up; some positions padded, some labels ignored."""
    draws = numpy.random.default_rng([20, step])
    ids = draws.integers(1 + 9 * step, 22 + 9 * step, (BATCH, LENGTH))
    types = draws.integers(0, 2, (BATCH, LENGTH))
    labels = draws.integers(0, 1 + 2 * len(LABELS), (BATCH, LENGTH))
    labels[draws.random((BATCH, LENGTH)) < 0.3] = IGNORED
    lengths = draws.integers(5, LENGTH + 1, BATCH)
    lengths[0] = LENGTH
    for row, length in enumerate(lengths):
        ids[row, length:] = types[row, length:] = 0
        labels[row, length:] = IGNORED
    return {"lengths": lengths, "ids": ids, "types": types, "labels": labels}


def loss_of(model, batch):
    mask = numpy.arange(LENGTH)[None, :] < batch["lengths"][:, None]
    return model(
        input_ids=torch.tensor(batch["ids"]),
        attention_mask=torch.tensor(mask.astype("int64")),
        token_type_ids=torch.tensor(batch["types"]),
        labels=torch.tensor(batch["labels"]),
    ).loss


def adamw(model):
    plain = [p for name, p in model.named_parameters() if name.endswith((".bias", "LayerNorm.weight"))]
    decayed = [p for name, p in model.named_parameters() if not name.endswith((".bias", "LayerNorm.weight"))]
    groups = [
        {"params": decayed, "weight_decay": SETTINGS["weightDecay"]},
        {"params": plain, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=SETTINGS["learningRate"])


def pack(tensors):
    return {
        name: base64.b64encode(tensor.detach().numpy().astype("<f4").tobytes()).decode()
        for name, tensor in tensors
    }


def main():
    model = tiny_model()
    batches = [draw_batch(step) for step in range(STEPS)]
    initial = pack(model.named_parameters())
    shapes = {name: list(parameter.shape) for name, parameter in model.named_parameters()}
    optimiser = adamw(model)
    schedule = transformers.get_linear_schedule_with_warmup(optimiser, SETTINGS["warmup"], SETTINGS["steps"])
    losses, norms, gradients = [], [], {}
    for step, batch in enumerate(batches):
        optimiser.zero_grad()
        loss = loss_of(model, batch)
        loss.backward()
        if step == 0:
            gradients = pack((name, p.grad) for name, p in model.named_parameters())
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), SETTINGS["clip"]).item())
        losses.append(loss.item())
        optimiser.step()
        schedule.step()
    golden = {
        "made": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
            "numpy": numpy.__version__,
        },
        "config": CONFIG,
        "labels": LABELS,
        "settings": SETTINGS,
        "batches": [{name: value.tolist() for name, value in batch.items()} for batch in batches],
        "losses": losses,
        "norms": norms,
        "shapes": shapes,
        "initial": initial,
        "gradients": gradients,
        "final": pack(model.named_parameters()),
    }
    json.dump(golden, sys.stdout)
    sys.stdout.write("\n")


main()
