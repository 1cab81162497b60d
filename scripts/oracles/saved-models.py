"""Makes random small encoders for saved-models.mjs, and opens the taggers that hilgen made of them.

    saved-models.py make FOLDER       saves one encoder of each family by transformers
    saved-models.py predict FOLDER    prints, for each model in FOLDER and each sentence of FOLDER/sentences.json,
                                      the scores at the first piece of each word, as JSON

Used: Python 3.11.7, torch 2.13.0, transformers 5.23.0.
"""

import importlib
import json
import sys
from pathlib import Path

import torch
import transformers

families = importlib.import_module("encoder-families")

SIZES = {**families.SIZES, "max_position_embeddings": 66}
DISTIL = {**families.DISTIL, "max_position_embeddings": 66}


def make(folder):
    uncased, _ = families.bert_tokenizer(True)
    cased, _ = families.bert_tokenizer(False)
    roberta, _ = families.roberta_tokenizer()
    makers = {
        "bert-uncased": (transformers.BertConfig, uncased, SIZES),
        "bert-cased": (transformers.BertConfig, cased, SIZES),
        "roberta": (transformers.RobertaConfig, roberta, {**SIZES, "type_vocab_size": 1}),
        "electra": (transformers.ElectraConfig, uncased, {**SIZES, "embedding_size": 8}),
        "distilbert": (transformers.DistilBertConfig, uncased, DISTIL),
    }
    for name, (config, tokenizer, sizes) in makers.items():
        model = transformers.AutoModelForMaskedLM.from_config(config(vocab_size=len(tokenizer), **sizes))
        families.fill(model).save_pretrained(folder / name)
        tokenizer.save_pretrained(folder / name)


def scores(folder, sentences):
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model, report = transformers.AutoModelForTokenClassification.from_pretrained(folder, output_loading_info=True)
    found = []
    for words in sentences:
        encoded = tokenizer(words, is_split_into_words=True, return_tensors="pt")
        with torch.no_grad():
            logits = model.eval()(**encoded).logits[0]
        of_words = encoded.word_ids(0)
        found.append([logits[of_words.index(word)].tolist() for word in range(len(words))])
    missing, unexpected = (sorted(report[keys]) for keys in ("missing_keys", "unexpected_keys"))
    return {"class": type(model).__name__, "missing": missing, "unexpected": unexpected, "scores": found}


def predict(folder):
    sentences = json.loads((folder / "sentences.json").read_text())
    models = sorted(path.parent for path in folder.glob("*/config.json"))
    json.dump({path.name: scores(path, sentences) for path in models}, sys.stdout)


transformers.utils.logging.disable_progress_bar()
{"make": make, "predict": predict}[sys.argv[1]](Path(sys.argv[2]))
