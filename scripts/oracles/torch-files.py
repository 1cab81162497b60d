"""Makes src/encoder/torch/torch-files.golden.json: small files by torch.save, and files that must be refused.

Used: Python 3.11.7, torch 2.13.0.

    python -m venv venv && venv/bin/pip install torch
    venv/bin/python scripts/oracles/torch-files.py > src/encoder/torch/torch-files.golden.json
"""

import base64
import builtins
import collections
import io
import json
import os
import pickle
import platform
import sys
import zipfile

import torch


LEGACY = {"_use_new_zipfile_serialization": False}


class Calls:
    """Pickles as a call of the function."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def saved(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def with_pickle(pickled, compression=zipfile.ZIP_STORED):
    """An archive of the same form around any pickle."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        archive.writestr("archive/data.pkl", pickled)
        archive.writestr("archive/byteorder", "little")
        archive.writestr("archive/data/0", bytes(16))
    return buffer.getvalue()


def values_of(state):
    floating = {name: value.detach().float() for name, value in state.items() if value.dtype.is_floating_point}
    return {name: {"shape": list(value.shape), "data": value.flatten().tolist()} for name, value in floating.items()}


def good():
    table = torch.arange(12, dtype=torch.float32).reshape(3, 4) / 4 - 1
    kinds = [torch.float32, torch.float16, torch.bfloat16, torch.float64, torch.int64, torch.uint8, torch.bool]
    layer = torch.nn.Linear(3, 2)
    with torch.no_grad():
        layer.weight.copy_(torch.arange(6.0).reshape(2, 3))
        layer.bias.copy_(torch.tensor([0.5, -0.5]))
    return {
        "numbers of every kind": {str(kind): table.to(kind) for kind in kinds},
        "views: turned, cut out, shared, of one number, empty": {
            "turned": table.t(),
            "cut out": table[1:, 1:3],
            "row": table[2],
            "shared": table,
            "thick": torch.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1),
            "one": torch.tensor(2.5),
            "empty": torch.zeros(0, 4),
        },
        "a module's state": layer.state_dict(),
        "parameters": collections.OrderedDict(weight=torch.nn.Parameter(table)),
    }


def bad():
    tensor = torch.zeros(2)
    deep = pickle.dumps({"w": [Calls(os.system, "touch torch-files-ran")]}, protocol=2)
    return {
        "os.system": (saved({"w": tensor, "x": Calls(os.system, "touch torch-files-ran")}), "posix.system"),
        "os.system, deep": (with_pickle(deep), "posix.system"),
        "eval, by protocol 4": (with_pickle(pickle.dumps(Calls(builtins.eval, "1"), protocol=4)), "builtins.eval"),
        "a whole module": (saved(torch.nn.Linear(2, 2)), "torch.nn.modules.linear.Linear"),
        "a sparse array": (saved({"w": tensor.to_sparse()}), "torch._utils._rebuild_sparse_tensor"),
        "a compressed part": (with_pickle(pickle.dumps({}, 2), zipfile.ZIP_DEFLATED), "byteorder is compressed"),
        "a list": (saved([tensor]), "holds no dictionary"),
        "no pickle": (with_pickle(b""), "cut short"),
        "os.system, before 1.6": (saved({"x": Calls(os.system, "touch torch-files-ran")}, **LEGACY), "posix.system"),
    }


def main():
    text = lambda content: base64.b64encode(content).decode()
    golden = {
        "made": {"python": platform.python_version(), "torch": torch.__version__},
        "good": [
            {"name": name, "file": text(saved(state)), "legacy": text(saved(state, **LEGACY)), "values": values_of(state)}
            for name, state in good().items()
        ],
        "bad": [{"name": name, "file": text(content), "message": message} for name, (content, message) in bad().items()],
    }
    json.dump(golden, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write("\n")


main()
