"""Time the attribution of sentences to speakers alone.

    python benchmarks/attribution.py [COPIES]

The articles of the corpus are read COPIES times (20 where not given), under other names; printed
are sentences a second, the best of three rounds.
"""

import sys
import time
from pathlib import Path

import polars as pl

from helpers.corpus.voices.attribution import COLUMNS, attribute
from helpers.study.make_tables import make
from helpers.study.read_articles import Rules

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
ROUNDS = 3


def main(copies: int = 20) -> None:
    """Measure and print."""
    rules = Rules.of(CORPUS)
    spans = make(CORPUS).spans.drop(COLUMNS, strict=False)
    sentences = pl.concat(
        spans.with_columns(document=pl.format("{}-{}", pl.lit(number), "document"))
        for number in range(copies)
    )
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        attribute(sentences, rules.actors, rules.speech)
        seconds.append(time.perf_counter() - start)
    best = min(seconds)
    print(
        f"{sentences.height:,} sentences in {best:.1f} s: {sentences.height / best:,.0f} a second"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
