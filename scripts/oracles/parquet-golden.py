"""Makes src/corpus/parquet/pyarrow.golden.json: small data sets as pyarrow packs them, in base64.

Used: Python 3.11.7, pyarrow (version in the output). The sentences are made up.

    python -m venv venv && venv/bin/pip install pyarrow
    venv/bin/python scripts/oracles/parquet-golden.py > src/corpus/parquet/pyarrow.golden.json
"""

import base64
import io
import json

import pyarrow
import pyarrow.parquet

TOKENS = [["Gout", "and", "µ-opioids", "😀"], ["nothing"], ["type", "II", "disease"]]
NAMES = ["O", "B-Disease", "I-Disease"]
NUMBERS = [[1, 0, 0, 0], [0], [1, 2, 2]]


def packed(table, **options):
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, **options)
    return base64.b64encode(out.getvalue()).decode()


def main():
    ids = [str(number) for number in range(len(TOKENS))]
    numbered = pyarrow.table({"id": ids, "tokens": TOKENS, "ner_tags": pyarrow.array(NUMBERS, pyarrow.list_(pyarrow.int64()))})
    features = {"id": {"dtype": "string", "_type": "Value"}, "ner_tags": {"feature": {"names": NAMES, "_type": "ClassLabel"}, "_type": "Sequence"}}
    numbered = numbered.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
    named = pyarrow.table({"id": ids, "tokens": TOKENS, "ner_tags": [[NAMES[tag] for tag in tags] for tags in NUMBERS]})
    files = {
        "snappy, numbered": packed(numbered, compression="snappy"),
        "gzip, named": packed(named, compression="gzip"),
        "brotli, several row groups": packed(numbered, compression="brotli", row_group_size=2),
        "not packed, version 2 pages": packed(named, compression="none", data_page_version="2.0"),
        "snappy, no dictionary": packed(named, compression="snappy", use_dictionary=False),
    }
    tags = [[NAMES[tag] for tag in row] for row in NUMBERS]
    print(json.dumps({"pyarrow": pyarrow.__version__, "tokens": TOKENS, "tags": tags, "files": files}, indent=1))


main()
