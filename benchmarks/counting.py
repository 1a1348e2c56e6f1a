"""Race counting and keyness against scikit-learn and NLTK, on the same texts, with equal results.

    python benchmarks/counting.py [COPIES]

The articles of the corpus are taken COPIES times (100 where not given), and the copies grouped by
the first digit of their number.
Raced in turn, in one run, is what `report build` runs from texts to counts: cutting sentences into
words (`make_words`), counting them (`frequency`) and comparing groups (`keywords_of_each`). The
rivals cut the same texts with their own tokenizers at the same pattern, count the words of every
sentence, and add up the same counts. All counts have to be equal; ratios are medians of the rounds.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from nltk import FreqDist
from nltk.tokenize import RegexpTokenizer
from sklearn.feature_extraction.text import CountVectorizer

from helpers.measures.terms.frequency import frequency
from helpers.measures.terms.keywords import group_counts, keywords_of_each
from helpers.study.make_tables import make
from helpers.study.tables import Tables
from helpers.study.word_table import make_words

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
# The pattern of `helpers.corpus.text.tokens` in Python's spelling.
_RUN = r"[^\W_]+"
_NUMBER = rf"\d+(?:[.,]\d+)+(?:{_RUN})?"
WORD = rf"(?:(?:[^\W\d_]\.){{2,}}|{_NUMBER}|{_RUN})(?:['’\-](?:{_NUMBER}|{_RUN}))*"
ROUNDS = 3
Counts = dict[str, int]


def copies_of(tables: Tables, copies: int) -> list[pl.DataFrame]:
    """Give the spans, texts and documents of so many copies of a corpus, with other names."""
    names = [pl.format("{}-{}", pl.lit(number), "document") for number in range(copies)]
    return [
        pl.concat(table.with_columns(document=name) for name in names)
        for table in (
            tables.spans.filter(~pl.col("reprint")),
            tables.texts,
            tables.documents,
        )
    ]


def ours(spans: pl.DataFrame, texts: pl.DataFrame, documents: pl.DataFrame) -> Counts:
    """Count as a build does."""
    words = make_words(spans, texts, documents, acronyms=()).lazy()
    groups = words.with_columns(group=pl.col("document").str.head(1))
    keywords_of_each(group_counts(groups, by="group"), minimum=3)
    return dict(frequency(words).select("term", "count").iter_rows())


def with_scikit_learn(sentences: list[str], groups: list[str]) -> Counts:
    """Count the words of all sentences, and of the groups, with `CountVectorizer`."""
    vectorizer = CountVectorizer(token_pattern=WORD)
    matrix = vectorizer.fit_transform(sentences)
    for group in sorted(set(groups)):
        matrix[np.array(groups) == group].sum(axis=0)
    sums = np.asarray(matrix.sum(axis=0)).ravel().tolist()
    return dict(zip(vectorizer.get_feature_names_out(), sums, strict=True))


def with_nltk(sentences: list[str], groups: list[str]) -> Counts:
    """Count the same with `RegexpTokenizer` and `FreqDist`."""
    tokenizer = RegexpTokenizer(WORD)
    parts: dict[str, FreqDist] = {}
    for sentence, group in zip(sentences, groups, strict=True):
        parts.setdefault(group, FreqDist()).update(tokenizer.tokenize(sentence.lower()))
    return dict(sum(parts.values(), FreqDist()))


def main(copies: int = 100) -> None:
    """Print the seconds of each round, and the ratios."""
    spans, texts, documents = copies_of(make(CORPUS), copies)
    sentences, groups = spans["text"].to_list(), spans["document"].str.head(1).to_list()
    racers: dict[str, Callable[[], Counts]] = {
        "ours": lambda: ours(spans, texts, documents),
        "scikit-learn": lambda: with_scikit_learn(sentences, groups),
        "NLTK": lambda: with_nltk(sentences, groups),
    }
    seconds: dict[str, list[float]] = {name: [] for name in racers}
    for _ in range(ROUNDS):
        results = {}
        for name, count in racers.items():
            start = time.perf_counter()
            results[name] = count()
            seconds[name].append(time.perf_counter() - start)
        for name, counts in results.items():
            if counts != results["ours"]:
                different = set(counts.items()) ^ set(results["ours"].items())
                sys.exit(f"{name} counts otherwise: {sorted(different)[:6]}")
    print(f"{documents.height:,} articles, {spans.height:,} sentences, all counts equal")
    for name, times in seconds.items():
        rounds = " ".join(f"{one:.2f}" for one in times)
        ratio = statistics.median(a / b for a, b in zip(times, seconds["ours"], strict=True))
        print(f"{name:>12}: {rounds} s, {ratio:.1f} times ours")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
