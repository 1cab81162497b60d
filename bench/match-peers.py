"""One run of a peer for match.mjs: prints sentences a CPU-second and the peak memory.

Run: python bench/match-peers.py PEER TERMS SENTENCES FOLDER
"""

import json
import os
import resource
import sys
import time

peer, terms_file, sentences_file, folder = sys.argv[1:]
terms = open(terms_file, encoding="utf8").read().splitlines()
sentences = open(sentences_file, encoding="utf8").read().splitlines()
start = time.process_time()


def pyahocorasick():
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for number, term in enumerate(terms):
        automaton.add_word(term.lower(), (number, len(term)))
    automaton.make_automaton()

    def match(text):
        text = text.lower()
        found = 0
        for end, (_, length) in automaton.iter_long(text):
            first = end - length + 1
            before = first == 0 or not text[first - 1].isalnum()
            after = end + 1 == len(text) or not text[end + 1].isalnum()
            found += before and after
        return found

    return match


def flashtext():
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    for term in terms:
        processor.add_keyword(term)
    return lambda text: len(processor.extract_keywords(text, span_info=True))


def spacy():
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("TERM", list(nlp.tokenizer.pipe(terms)))
    return lambda text: len(matcher(nlp.make_doc(text)))


def quickumls():
    """QuickUMLS asks for a model of spaCy and a list of NLTK that are not on PyPI; spaCy's own tokens and list do."""
    from types import SimpleNamespace

    import nltk
    import spacy
    from spacy.lang.en.stop_words import STOP_WORDS

    nltk.corpus.stopwords = SimpleNamespace(words=lambda *_: list(STOP_WORDS))
    spacy.load = lambda *_, **__: spacy.blank("en")
    from quickumls import QuickUMLS, install

    index = os.path.join(folder, "quickumls-index")
    if not os.path.exists(os.path.join(index, "umls-simstring.db")):
        os.makedirs(index, exist_ok=True)
        rows = ((term, f"C{number:07}", {"T047"}, 1) for number, term in enumerate(terms))
        parts = [os.path.join(index, part) for part in ("umls-simstring.db", "cui-semtypes.db")]
        install.parse_and_encode_ngrams(rows, *parts, "unqlite")
        for name, text in (("database_backend.flag", "unqlite"), ("language.flag", "ENG")):
            with open(os.path.join(index, name), "w") as out:
                out.write(text)
    matcher = QuickUMLS(index, threshold=0.9, window=5)
    return lambda text: len(matcher.match(text, best_match=True))


match = {"pyahocorasick": pyahocorasick, "flashtext": flashtext, "spacy": spacy, "quickumls": quickumls}[peer]()
built = time.process_time()
some = sentences[:200] if peer == "quickumls" else sentences
found = sum(match(text) for text in some)
warm = time.process_time()
rounds = 0
while time.process_time() - warm < 2:
    for text in some:
        match(text)
    rounds += 1
print(
    json.dumps(
        {
            "sentencesPerSecond": rounds * len(some) / (time.process_time() - warm),
            "buildSeconds": built - start,
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
            "found": found,
        }
    )
)
