"""Race counting and keyness against scikit-learn and NLTK, on the same texts, with equal results.

    python benchmarks/counting.py [COPIES]

The articles of the corpus are taken COPIES times (100 where not given), and the copies grouped by
the first digit of their number.
Raced in turn, in one run, is what `report build` runs: it cuts sentences into words once, with
places, stems and names (`make_words`), and keeps them; every count reads the kept words
(`frequency`, `group_counts`), and groups are compared (`keywords_of_each`). The rivals cut the
same texts with their own tokenizers at the same pattern for every count, and place no word; they
count the words of every sentence, add up the same counts, and compare nothing. All counts have to
be equal; ratios are medians of the rounds.
"""

import statistics
import sys
import tempfile
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
RIVALS = ("scikit-learn", "NLTK")
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


def keep_words(folder: Path, *tables: pl.DataFrame) -> pl.LazyFrame:
    """Cut texts into words and keep them, as the step "tables" of a build does."""
    spans, texts, documents = tables
    make_words(spans, texts, documents, acronyms=()).write_parquet(folder / "words.parquet")
    return pl.scan_parquet(folder / "words.parquet")


def count_groups(words: pl.LazyFrame) -> pl.DataFrame:
    """Count the words of the groups."""
    return group_counts(words.with_columns(group=pl.col("document").str.head(1)), by="group")


def count_kept(words: pl.LazyFrame) -> Counts:
    """Count all words, and those of the groups, as a chapter does."""
    count_groups(words)
    return dict(frequency(words).select("term", "count").iter_rows())


def compare(words: pl.LazyFrame) -> None:
    """Count the groups and compare each with the others."""
    keywords_of_each(count_groups(words), minimum=3)


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
    with tempfile.TemporaryDirectory() as folder:
        words = keep_words(Path(folder), spans, texts, documents)
        racers: dict[str, Callable[[], object]] = {
            "cutting": lambda: keep_words(Path(folder), spans, texts, documents),
            "counting": lambda: count_kept(words),
            "keyness": lambda: compare(words),
            "scikit-learn": lambda: with_scikit_learn(sentences, groups),
            "NLTK": lambda: with_nltk(sentences, groups),
        }
        seconds: dict[str, list[float]] = {name: [] for name in racers}
        for _ in range(ROUNDS):
            for name, race in racers.items():
                start = time.perf_counter()
                result = race()
                seconds[name].append(time.perf_counter() - start)
                if name in RIVALS and result != count_kept(words):
                    sys.exit(f"{name} counts otherwise")
    print(f"{documents.height:,} articles, {spans.height:,} sentences, all counts equal")
    for name, times in seconds.items():
        print(f"{name:>12}: {' '.join(f'{one:.2f}' for one in times)} s")
    for name in RIVALS:
        counting = _median_ratio(seconds[name], seconds["counting"])
        both = [sum(pair) for pair in zip(seconds["cutting"], seconds["counting"], strict=True)]
        whole = _median_ratio(seconds[name], both)
        print(f"{name}: {counting:.1f} times a count, {whole:.1f} times cutting and a count")


def _median_ratio(times: list[float], others: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(times, others, strict=True))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
