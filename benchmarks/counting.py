"""Word counts per document and keyness between two halves: the project, scikit-learn, NLTK.

Whole news articles are repeated to 10,000 and to 100,000 (`--documents` for other numbers) and
counted with the same definition of a token. Each contender runs in a process of its own, one after
the other in every round, so that a busy machine slows all of them; its time runs from opening the
Parquet file to the table of keyness, without the start of Python and the imports. Then all counts
of all documents are compared and must be equal.

scikit-learn is no dependency of the project. To have it take part:

    python -m pip install --target FOLDER scikit-learn
    python benchmarks/counting.py --peers FOLDER        (or: make bench PEERS=FOLDER)

A contender whose memory would not suffice sits out, and the output says so.
"""

import argparse
import csv
import importlib.util
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
from nltk import FreqDist
from nltk.tokenize import RegexpTokenizer
from polars.testing import assert_frame_equal

from helpers.corpus.text.tokens import TOKEN
from helpers.measures.terms.counting import count, totals, unfold
from helpers.measures.terms.keyness import keyness

PROJECT = Path(__file__).resolve().parents[1]
ARTICLES = PROJECT.parent / "shared/validation/narrative_frames_articles_metadata.tsv"
PARTITION = 1000
# Rounds at each number of documents: the more documents, the longer a round and the steadier.
ROUNDS = {10_000: 3, 100_000: 1}
# Megabytes per 1,000 articles of those that hold all counts at once: their peaks at 10,000.
MEMORY = {"scikit-learn": 32, "NLTK": 52}

# Python's `re` knows no classes of characters. What it calls a word character is a letter, a number
# or the low line, but no combining mark: where texts have marks, the comparison says so.
TWINS = {
    r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*": r"[^\W_]+",
    r"[\p{L}\p{M}\p{N}]*": r"[^\W_]*",
    r"\p{Nd}": r"\d",
    r"\p{L}": r"[^\W\d_]",
    r"\u{AD}": r"\u00ad",
    r"\u{200C}": r"\u200c",
    r"\u{200D}": r"\u200d",
}


def python_pattern() -> str:
    """Say what a token is in the language of Python's `re`."""
    pattern = TOKEN
    for ours, theirs in TWINS.items():
        pattern = pattern.replace(ours, theirs)
    re.compile(pattern)
    return pattern


Rows = Callable[[int, int], pl.DataFrame]
"""Gives document, token, count of the documents from one number up to another."""


def with_project(path: Path, half: int, out: Path) -> tuple[pl.DataFrame, Rows]:
    """Count in partitions; the counts of each go to a file of their own, which is kept."""
    texts = pl.scan_parquet(path).with_columns(first=pl.col("document") < half)

    def kept() -> Iterator[pl.DataFrame]:
        partitions = count(texts, keys=("document", "first"), partition=PARTITION)
        for number, partition in enumerate(partitions):
            partition.write_parquet(out / f"part-{number:04}.parquet", compression="uncompressed")
            yield partition

    table = totals(kept(), by=["first"]).select("first", "term", "count")
    parts = pl.scan_parquet(out / "part-*.parquet")
    return (
        keyness(table.filter("first"), table.filter(~pl.col("first"))),
        lambda start, end: unfold(
            parts.filter(pl.col("document").is_between(start, end, closed="left"))
            .select("document", "counts")
            .collect()
        ),
    )


def read_texts(path: Path) -> Iterator[str]:
    """Hand out one text after the other, so that nobody needs to hold all."""
    for batch in pl.scan_parquet(path).select("text").collect_batches(chunk_size=PARTITION):
        yield from batch["text"].to_list()


def with_scikit_learn(path: Path, half: int, out: Path) -> tuple[pl.DataFrame, Rows]:
    """Count into one sparse matrix."""
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(token_pattern=python_pattern())
    matrix = vectorizer.fit_transform(read_texts(path))
    words = pl.Series("term", vectorizer.get_feature_names_out().tolist())
    first, second = (
        pl.DataFrame([words, pl.Series("count", np.asarray(part.sum(axis=0)).ravel())])
        for part in (matrix[:half], matrix[half:])
    )

    def rows(start: int, end: int) -> pl.DataFrame:
        part = matrix[start:end].tocoo()
        return pl.DataFrame(
            {"document": part.row + start, "token": words.gather(part.col), "count": part.data}
        )

    present = pl.col("count") > 0
    return keyness(first.filter(present), second.filter(present)), rows


def with_nltk(path: Path, half: int, out: Path) -> tuple[pl.DataFrame, Rows]:
    """Count into one frequency distribution per document and one per half."""
    tokenizer = RegexpTokenizer(python_pattern())
    counts = [FreqDist(tokenizer.tokenize(text.lower())) for text in read_texts(path)]
    tables = []
    for part in (counts[:half], counts[half:]):
        total = FreqDist()
        for one in part:
            total.update(one)
        tables.append(pl.DataFrame(list(total.items()), schema=["term", "count"], orient="row"))

    def rows(start: int, end: int) -> pl.DataFrame:
        listed = [(k, *pair) for k in range(start, end) for pair in counts[k].items()]
        return pl.DataFrame(listed, schema=["document", "token", "count"], orient="row")

    return keyness(*tables), rows


CONTENDERS = {"project": with_project, "scikit-learn": with_scikit_learn, "NLTK": with_nltk}


def run_one(name: str, path: Path, out: Path, *, keep: bool) -> None:
    """Time one contender in this process; on request write all of its results to `out`."""
    documents = pl.scan_parquet(path).select(pl.len()).collect().item()
    start = time.perf_counter()
    table, rows = CONTENDERS[name](path, documents // 2, out)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))
    if keep:
        table.write_parquet(out / "keyness.parquet")
        for first in range(0, documents, PARTITION):
            counts = rows(first, min(first + PARTITION, documents)).cast(
                {"document": pl.Int64, "count": pl.Int64}
            )
            counts.sort("document", "token").write_parquet(out / f"counts-{first}.parquet")


def check_agreement(folders: dict[str, Path]) -> int:
    """Compare every count of every document and every value of keyness; return their number."""
    reference, *others = folders.values()
    compared = 0
    for other in others:
        files = sorted(path.name for path in reference.glob("counts-*.parquet"))
        assert files == sorted(path.name for path in other.glob("counts-*.parquet"))
        for file in [*files, "keyness.parquet"]:
            table = pl.read_parquet(reference / file)
            assert_frame_equal(table, pl.read_parquet(other / file), check_exact=True)
            compared += table.height
    return compared


def read_articles(path: Path) -> list[str]:
    """Read the articles, or the five of the project where the larger corpus is absent."""
    if path.exists():
        csv.field_size_limit(sys.maxsize)
        with path.open(newline="", encoding="utf-8") as file:
            return [row["text"] for row in csv.DictReader(file, delimiter="\t")]
    print(f"{path.name} is not here: counting the project's own articles")
    files = sorted((PROJECT / "corpus/articles").glob("*.txt"))
    return [file.read_text(encoding="utf-8") for file in files]


def fits(name: str, documents: int) -> bool:
    """Tell whether a contender's counts have room in memory, and say so if not."""
    needed = MEMORY.get(name, 0) * documents / 1000
    if "SC_AVPHYS_PAGES" not in os.sysconf_names:
        return True
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e6
    if needed > free:
        print(f"{name} sits out at {documents:,}: it needs {needed:,.0f} MB, {free:,.0f} are free")
    return needed <= free


def race(articles: list[str], documents: int, rounds: int, names: list[str]) -> None:
    """Run the contenders in turn, print times, ratios and memory, and compare the results."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "texts.parquet")
        numbers = range(documents)
        texts = [articles[number % len(articles)] for number in numbers]
        pl.DataFrame({"document": numbers, "text": texts}).write_parquet(
            path, row_group_size=PARTITION
        )
        del texts
        folders = {name: Path(folder, name) for name in names}
        results: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for number in range(rounds):
            for name in names:
                folders[name].mkdir(exist_ok=True)
                command = [sys.executable, __file__, "--one", name, str(path), str(folders[name])]
                command += ["--keep"] if number == 0 else []
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                results[name].append(json.loads(done.stdout))
        compared = check_agreement(folders)
    print(f"\n{documents:,} articles, {rounds} rounds, {os.cpu_count()} processors")
    for name in names:
        seconds = [run["seconds"] for run in results[name]]
        pairs = zip(seconds, results["project"], strict=True)
        ratio = statistics.median(time / ours["seconds"] for time, ours in pairs)
        best = min(seconds) / min(run["seconds"] for run in results["project"])
        print(
            f"{name:13} median {statistics.median(seconds):7.2f} s, best {min(seconds):7.2f} s; "
            f"{ratio:5.1f} times the project's in the same round, {best:5.1f} times its best; "
            f"peak memory {max(run['peak'] for run in results[name]):,.0f} MB"
        )
    print(f"all {compared:,} compared rows of counts and keyness are equal")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, nargs="+", default=list(ROUNDS))
    parser.add_argument("--rounds", type=int, help="rounds at each number of documents")
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument(
        "--peers",
        type=Path,
        default=os.environ.get("BENCH_PEERS") or None,
        help="folder that scikit-learn is installed in (default: $BENCH_PEERS)",
    )
    parser.add_argument("--one", nargs=3, metavar=("NAME", "TEXTS", "OUT"), help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peers:
        os.environ["PYTHONPATH"] = os.pathsep.join(
            [*filter(None, [os.environ.get("PYTHONPATH")]), str(options.peers.resolve())]
        )
        sys.path.append(str(options.peers.resolve()))
    if options.one:
        name, path, out = options.one
        run_one(name, Path(path), Path(out), keep=options.keep)
        return
    names = list(CONTENDERS)
    if importlib.util.find_spec("sklearn") is None:
        print("scikit-learn is not installed and does not take part: see --help and --peers")
        names.remove("scikit-learn")
    articles = read_articles(options.articles)
    for documents in options.documents:
        fit = [name for name in names if fits(name, documents)]
        race(articles, documents, options.rounds or ROUNDS.get(documents, 1), fit)


if __name__ == "__main__":
    main()
