"""Sentences per second: NLTK's VADER and the vectorised form, on one core and on two.

Usage: python benchmarks/sentiment.py [FILE] [--rounds 5]

FILE is a table with a column `text`, one article a row (.tsv, .csv, .jsonl); its sentences, cut
roughly, are scored once. Without it the project's own articles are read and their sentences
repeated. NLTK, the vectorised form and the headline instrument take turns, round after round, in
processes that are held to one core each; the best round of each counts. Every compound of the
vectorised form is compared with NLTK's.
"""

import argparse
import csv
import json
import multiprocessing
import os
import re
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NAMES = ("nltk", "vader", "headline")
_SCORERS: dict[str, Any] = {}


def read_sentences(file: Path | None) -> list[str]:
    """Cut the texts of a file, or the project's articles, into sentences."""
    if file is None:
        articles = sorted((ROOT / "corpus" / "articles").glob("*.txt"))
        texts = [article.read_text(encoding="utf-8") for article in articles] * 40
    elif file.suffix == ".jsonl":
        texts = [json.loads(line)["text"] for line in file.open(encoding="utf-8")]
    else:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t" if file.suffix == ".tsv" else ",")
            texts = [row["text"] for row in rows]
    end = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])|\n+")
    return [sentence for text in texts for sentence in end.split(text) if sentence.strip()]


def settle(core: int) -> None:
    """Hold a process to one core, before polars counts its threads."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[core]})
    for name in NAMES:
        score(name, ["A good day.", "The United States"])


def score(name: str, sentences: list[str]) -> tuple[float, list[float]]:
    """Score the sentences with one of the three; give the seconds and the scores."""
    import polars as pl

    if not _SCORERS:
        from helpers.corpus.lexicons import open_lexicons, open_tone
        from helpers.measures.sentiment.instruments import instruments
        from helpers.measures.sentiment.vader_rules import Analyzer

        lexicons = open_lexicons()
        _SCORERS["nltk"] = Analyzer(lexicons.vader, None)
        _SCORERS.update(instruments(lexicons, open_tone(ROOT / "corpus")))
    scorer = _SCORERS[name]
    start = time.perf_counter()
    if name == "nltk":
        scores = [scorer.polarity_scores(sentence)["compound"] for sentence in sentences]
    else:
        scores = scorer.scores(pl.Series(sentences))["score"].fill_null(0).to_list()
    return time.perf_counter() - start, scores


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sentences = read_sentences(options.file)
    cores = min(2, os.cpu_count() or 1)
    spawn = multiprocessing.get_context("spawn")
    pools = [
        ProcessPoolExecutor(1, mp_context=spawn, initializer=settle, initargs=(core,))
        for core in range(cores)
    ]
    best: dict[tuple[int, str], float] = {}
    compounds: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        for used in range(1, cores + 1):
            for name in NAMES:
                shares = [sentences[part::used] for part in range(used)]
                jobs = [
                    pool.submit(score, name, share)
                    for pool, share in zip(pools, shares, strict=False)
                ]
                done = [job.result() for job in jobs]
                seconds = max(result[0] for result in done)
                best[used, name] = min(seconds, best.get((used, name), seconds))
                if used == 1:
                    compounds[name] = done[0][1]
    for pool in pools:
        pool.shutdown()
    pairs = zip(compounds["nltk"], compounds["vader"], strict=True)
    different = sum(theirs != ours for theirs, ours in pairs)
    print(f"{len(sentences):,} sentences ({len(set(sentences)):,} distinct), best of", end=" ")
    print(f"{options.rounds} rounds; compounds that differ from NLTK's: {different}")
    print(
        f"{'sentences a second':22}"
        + "".join(f"{n} core{'s' * (n > 1)}   ".rjust(20) for n in range(1, cores + 1))
    )
    for name in NAMES:
        line = f"{name:22}"
        for used in range(1, cores + 1):
            times = best[used, "nltk"] / best[used, name]
            line += f"{len(sentences) / best[used, name]:12,.0f} ({times:4.1f})"
        print(line)


if __name__ == "__main__":
    main()
