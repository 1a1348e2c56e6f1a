"""Time the coding of many articles with few and with many patterns.

    python benchmarks/matching.py [ARTICLES.tsv [COLUMN]]

ARTICLES is a tab-separated file with one article a row; COLUMN holds the text ("text" where
not given). By default it is a file of the shared reference data; where it is absent nothing is
timed, as five articles have too few words to make hundreds of patterns from. The patterns are made
from the articles' own words, so that they find something: thirty of every kind (words, wildcards,
phrases, gaps) in ten frames, and ten times as many.
"""

import csv
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import polars as pl

from helpers.measures.framing.codebook import Codebook
from helpers.measures.framing.coding import code, rule
from helpers.measures.framing.patterns import normalise

ARTICLES = (
    Path(__file__).resolve().parents[2] / "shared/validation/narrative_frames_articles_metadata.tsv"
)
FRAMES = 10
REPEATS = 3


def sentences(path: Path, column: str) -> pl.DataFrame:
    """Cut the articles at full stops: near enough for a timing."""
    with path.open(encoding="utf-8", newline="") as file:
        texts = [row[column] for row in csv.DictReader(file, delimiter="\t")]
    articles = pl.DataFrame({"text": texts}).with_row_index("document")
    return (
        articles.select("document", pl.col("text").str.split(". "))
        .explode("text")
        .with_row_index("sentence")
        .with_columns(pl.col("document").cast(pl.String), pl.lit(0).alias("start"))
    )


def patterns(table: pl.DataFrame, number: int) -> list[str]:
    """Make patterns of four kinds from words of middling frequency."""
    words = (
        table.select(pl.col("text").str.to_lowercase().str.extract_all(r"[a-z]{5,}"))
        .explode("text")
        .drop_nulls()["text"]
        .value_counts()
        .filter(pl.col("count").is_between(20, 200))
        .sort("count", "text", descending=[True, False])["text"]
    )
    kinds = cycle(("{0}", "{1}*", "({0}|{2}) {3}", "{0} ...4 ({2}|{4}*)"))
    step = max(words.len() // number, 1)
    selection = words.gather_every(step).to_list()
    return [
        kind.format(
            word, word[:5], *(selection[(place + k) % len(selection)] for k in (1, 2)), word[:4]
        )
        for place, (kind, word) in enumerate(zip(islice(kinds, number), selection, strict=False))
    ]


def book(texts: list[str]) -> Codebook:
    """Spread the patterns over ten frames."""
    text = {"label": "", "set": "issue", "definition": "", "include": "", "exclude": ""}
    frames = [
        {"id": f"frame_{n}", "source": "", "patterns": texts[n::FRAMES], **text}
        for n in range(FRAMES)
    ]
    matching = {"gap": 5, "negation": 5, "scare_quote": 3}
    head = {"title": "benchmark", "version": "1", "source": "made up", "matching": matching}
    return Codebook.model_validate({**head, "frames": frames})


def main(path: str | Path = ARTICLES, column: str = "text") -> None:
    """Print seconds and matches for 30 and for 300 patterns, and their ratio."""
    if not Path(path).is_file():
        print(f"nothing is timed: {Path(path).name} is not here")
        return
    table = sentences(Path(path), column)
    megabytes = table["text"].str.len_bytes().sum() / 1e6
    print(f"{table['document'].n_unique()} articles, {table.height} sentences, {megabytes:.1f} MB")
    seconds = {}
    for number in (30, 300):
        codebook = book(patterns(table, number))
        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            codes = code(table, codebook)
            times.append(time.perf_counter() - start)
        seconds[number] = min(times)
        print(f"{number:4} patterns: {seconds[number]:.2f} s, {codes.height} matches")
    print(f"ratio: {seconds[300] / seconds[30]:.1f} times the time for 10 times the patterns")
    codebook = book(patterns(table, 300))
    for copies in (2, 4):
        larger = pl.concat(
            [table.with_columns(pl.col("document") + f"/{copy}") for copy in range(copies)]
        )
        start = time.perf_counter()
        code(larger, codebook)
        print(f" 300 patterns, {copies} times the text: {time.perf_counter() - start:.2f} s")
    one_by_one = [rule(f.id, p, codebook).regex for f in codebook.frames for p in f.patterns]
    texts = [normalise(text) for text in table["text"][::20]]
    start = time.perf_counter()
    hits = sum(1 for regex in one_by_one for text in texts for _ in regex.finditer(text))
    elapsed = time.perf_counter() - start
    print(f" 300 patterns one by one, a 20th of the text: {elapsed:.2f} s, {hits} matches")


if __name__ == "__main__":
    main(*sys.argv[1:])
