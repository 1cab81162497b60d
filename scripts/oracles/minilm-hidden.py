"""Makes src/encoder/minilm-hidden.golden.json: hidden states of all-MiniLM-L6-v2 by transformers.

Used: Python 3.11.7, torch 2.13.0, transformers 5.23.0.

    python -m venv venv && venv/bin/pip install torch transformers
    venv/bin/python scripts/oracles/minilm-hidden.py FOLDER > src/encoder/minilm-hidden.golden.json

FOLDER holds sentence-transformers/all-MiniLM-L6-v2. The sentences are our own. Of the 384 dimensions every
16th is kept, to six decimals.
"""

import json
import platform
import sys

import torch
import transformers

SENTENCES = [
    "Low-dose aspirin eased the fever .",
    "Mice without β-catenin developed hepatocellular carcinoma within 24 weeks .",
    "Two sisters with Gaucher's disease ( type III ) were followed for 11.5 years .",
    "TNF-α and IL-6 rose , whereas IFN-γ fell ( p<0.05 ) .",
    "Does N-acetylcysteine protect against paracetamol-induced liver injury ?",
    "Café-au-lait spots were noted ; the naïve carrier had none .",
    "The symbol 𝒜 marks arm A of the trial , 𝒜′ its control .",
    "5-hydroxytryptamine ( 5-HT ) , i.e. serotonin , constricts vessels .",
    "A germline variant in exon 7 , c.1100delC , was carried by 3/41 families .",
    "Anti-NMDA-receptor encephalitis ; cause unknown … 细胞 culture negative .",
]
EVERY = 16


def main(folder):
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModel.from_pretrained(folder).eval()
    rows = []
    for sentence in SENTENCES:
        words = sentence.split(" ")
        encoded = tokenizer(words, is_split_into_words=True, return_tensors="pt")
        with torch.no_grad():
            hidden = model(**encoded).last_hidden_state[0, :, ::EVERY]
        rows.append(
            {
                "words": words,
                "ids": encoded["input_ids"][0].tolist(),
                "hidden": [[round(value, 6) for value in piece] for piece in hidden.tolist()],
            }
        )
    made = {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
    }
    json.dump({"made": made, "every": EVERY, "sentences": rows}, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


main(sys.argv[1])
