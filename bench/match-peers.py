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
    import subprocess

    release = os.path.join(folder, "quickumls-release")
    index = os.path.join(folder, "quickumls-index")
    if not os.path.exists(index):
        os.makedirs(release, exist_ok=True)
        with open(os.path.join(release, "MRCONSO.RRF"), "w", encoding="utf8") as out:
            for number, term in enumerate(terms):
                row = f"C{number:07}|ENG|P|L|PF|S|Y|A||||MSH|PT|{number}|{term}|0|N||"
                out.write(row + "\n")
        with open(os.path.join(release, "MRSTY.RRF"), "w", encoding="utf8") as out:
            for number in range(len(terms)):
                out.write(f"C{number:07}|T047|B2|Disease or Syndrome|AT||\n")
        subprocess.run([sys.executable, "-m", "quickumls.install", release, index], check=True, stdout=2, input=b"y\n")
    from quickumls import QuickUMLS

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
