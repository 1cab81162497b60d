"""Makes src/knowledge/relatedness.golden.json: Lin's measure with intrinsic information content, by networkx.

Used: Python 3.11.7, networkx 3.6.1.

    python -m venv venv && venv/bin/pip install networkx
    venv/bin/python scripts/oracles/relatedness-golden.py > src/knowledge/relatedness.golden.json

Hierarchies are random: some with several roots, all with several parents. Every concept is given by its parents' numbers,
every pair by its relatedness to nine decimals, row by row of the upper triangle.
"""

import json
import math
import platform
import random

import networkx

SIZES = [2, 5, 12, 25]


def hierarchy(size):
    """Parents of every concept, of lower number; edges lead from parent to child."""
    draws = random.Random(size)
    parents = [sorted(draws.sample(range(at), min(at, draws.choice([0, 1, 1, 1, 2, 3])))) for at in range(size)]
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((above, below) for below, own in enumerate(parents) for above in own)
    return parents, graph


def lin(graph, one, other):
    """Lin (1998) with the information content of Seco, Veale and Hayes (2004)."""

    def content(concept):
        return 1 - math.log(len(networkx.descendants(graph, concept)) + 1) / math.log(len(graph))

    if one == other:
        return 1.0
    shared = (networkx.ancestors(graph, one) | {one}) & (networkx.ancestors(graph, other) | {other})
    most = max(map(content, shared), default=0)
    return 2 * most / (content(one) + content(other)) if most > 0 else 0.0


def case(size):
    parents, graph = hierarchy(size)
    pairs = [round(lin(graph, one, other), 9) for one in range(size) for other in range(one, size)]
    return {"parents": parents, "pairs": pairs}


versions = {"python": platform.python_version(), "networkx": networkx.__version__}
print(json.dumps({"versions": versions, "cases": [case(size) for size in SIZES]}, separators=(",", ":")))
