"""Makes src/encoder/encoder-families.golden.json: hidden states and gradients of random small encoders by transformers.

Used: Python 3.11.7, torch 2.13.0, transformers 5.23.0.

    python -m venv venv && venv/bin/pip install torch transformers
    venv/bin/python scripts/oracles/encoder-families.py > src/encoder/encoder-families.golden.json

The weights come from a formula that src/encoder/encoder-families.test.ts computes too, so only the names and shapes
are written here, as transformers saves them. The tokenizers are made from sentences of our own: WordPiece from the
letters and frequent words, byte-level BPE trained. Of every number six decimals are kept.
"""

import json
import platform
import sys
import tempfile
import zlib
from pathlib import Path

import tokenizers
import torch
import transformers

SENTENCES = [
    "Low-dose aspirin eased the fever .",
    "TNF-α and IL-6 rose , whereas IFN-γ fell ( p<0.05 ) .",
    "Café-au-lait spots ; the naïve carrier had none .",
    "Mice without β-catenin developed carcinoma within 24 weeks .",
]
LABELS = 3
SIZES = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 24}
ROOM = {"max_position_embeddings": 64}
DISTIL = {"dim": 16, "n_layers": 2, "n_heads": 2, "hidden_dim": 24}


def word_pieces(lowercase):
    """A vocabulary of BERT: special pieces, letters at the start of a word and inside, some whole words."""
    text = " ".join(SENTENCES)
    text = text.lower() if lowercase else text
    letters = sorted(set(text) - {" "} | set("abcdefghijklmnopqrstuvwxyz"))
    words = ["the", "fever", "aspirin", "##rin", "carrier", "Mice", "##cinoma"]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return special + letters + ["##" + letter for letter in letters] + words


def bert_tokenizer(lowercase):
    folder = tempfile.mkdtemp()
    vocabulary = word_pieces(lowercase)
    (Path(folder) / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    files = {"vocab.txt": vocabulary, "tokenizer_config.json": {"do_lower_case": lowercase}}
    loaded = transformers.BertTokenizer.from_pretrained(folder, do_lower_case=lowercase)
    return loaded, files


def roberta_tokenizer():
    trained = tokenizers.ByteLevelBPETokenizer(add_prefix_space=True)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(SENTENCES, vocab_size=320, special_tokens=special, show_progress=False)
    folder = tempfile.mkdtemp()
    trained.save_model(folder)
    vocabulary = json.loads((Path(folder) / "vocab.json").read_text())
    merges = (Path(folder) / "merges.txt").read_text().splitlines()
    loaded = transformers.RobertaTokenizer.from_pretrained(folder, add_prefix_space=True)
    return loaded, {"vocab.json": vocabulary, "merges.txt": merges}


def weight(name, shape):
    """The numbers of one array: a Weyl sequence, begun where the name's checksum says."""
    count = 1
    for size in shape:
        count *= size
    start = zlib.crc32(name.encode()) % 9973 / 9973
    steps = torch.arange(1, count + 1, dtype=torch.float64)
    values = 0.8 * ((steps * 0.6180339887498949 + start) % 1 - 0.5)
    norm = name.endswith(("LayerNorm.weight", "layer_norm.weight"))
    return (values + (1 if norm else 0)).float().reshape(shape)


def fill(model):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(weight(name, parameter.shape))
    return model.eval()


def gradient_of(model, encoded):
    """Mean cross-entropy at the first piece of each word, labels in turn, and the norm of each gradient."""
    words = encoded.word_ids(0)
    labels = [-100 if word is None or word == before else word % LABELS for word, before in zip(words, [None] + words)]
    loss = model(**encoded, labels=torch.tensor([labels])).loss
    loss.backward()
    return {
        "loss": round(loss.item(), 6),
        "norms": {name: float(f"{p.grad.norm().item():.6g}") for name, p in model.named_parameters()},
    }


def inputs_of(tokenizer, sentence):
    return tokenizer(sentence.split(" "), is_split_into_words=True, return_tensors="pt")


def case(name, config, tokenizer, files):
    model = fill(transformers.AutoModelForTokenClassification.from_config(config))
    base = getattr(model, model.base_model_prefix)
    sentences = []
    for sentence in SENTENCES:
        encoded = inputs_of(tokenizer, sentence)
        with torch.no_grad():
            hidden = base(**encoded).last_hidden_state[0, :, ::2]
        ids = encoded["input_ids"][0].tolist()
        rounded = [[round(value, 6) for value in row] for row in hidden.tolist()]
        sentences.append({"words": sentence.split(" "), "ids": ids, "hidden": rounded})
    written = {key: value for key, value in config.to_dict().items() if key not in ("transformers_version",)}
    return {
        "name": name,
        "config": written,
        "architecture": type(model).__name__,
        "files": files,
        "shapes": {key: list(value.shape) for key, value in model.state_dict().items()},
        "sentences": sentences,
        "step": gradient_of(model, inputs_of(tokenizer, SENTENCES[1])),
    }


def main():
    uncased, uncased_files = bert_tokenizer(True)
    cased, cased_files = bert_tokenizer(False)
    roberta, roberta_files = roberta_tokenizer()
    no_dropout = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "num_labels": LABELS}
    common = {**SIZES, **no_dropout}
    distil = {**DISTIL, "dropout": 0.0, "attention_dropout": 0.0, "num_labels": LABELS}
    bert, electra = transformers.BertConfig, transformers.ElectraConfig
    narrow, wide = {"embedding_size": 8}, {"embedding_size": 16}
    shifted = {"type_vocab_size": 1, "layer_norm_eps": 1e-5, "max_position_embeddings": 66}
    models = [
        ("BERT, uncased", bert, {**common, **ROOM}, uncased, uncased_files),
        ("BERT, cased", bert, {**common, **ROOM}, cased, cased_files),
        ("RoBERTa", transformers.RobertaConfig, {**common, **shifted}, roberta, roberta_files),
        ("ELECTRA with tables narrower than its layers", electra, {**common, **ROOM, **narrow}, uncased, uncased_files),
        ("ELECTRA with tables as wide as its layers", electra, {**common, **ROOM, **wide}, uncased, uncased_files),
        ("DistilBERT", transformers.DistilBertConfig, {**distil, **ROOM}, uncased, uncased_files),
    ]
    cases = [
        case(name, config(vocab_size=len(tokenizer), **sizes), tokenizer, files)
        for name, config, sizes, tokenizer, files in models
    ]
    made = {"python": platform.python_version(), "torch": torch.__version__, "transformers": transformers.__version__}
    json.dump({"made": made, "every": 2, "cases": cases}, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
