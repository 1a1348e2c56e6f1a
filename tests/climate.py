"""A corpus on the climate, with a codebook and actors of its own, that can be counted by eye."""

import csv
from collections.abc import Sequence
from pathlib import Path

from helpers.corpus.files.importing import import_corpus

CODEBOOK = """\
title: Climate
version: "1"
source: made up
matching: {gap: 3, negation: 4, scare_quote: 3, negators: [not]}
frames:
  - id: costs
    label: What it costs
    set: issue
    definition: Climate policy costs jobs or money.
    include: A cost is named.
    exclude: A cost of something else.
    source: made up
    function: problem
    evaluates: {west: -1}
    patterns: [cost*, jobs]
  - id: science
    label: What science says
    set: issue
    definition: Research is invoked.
    include: A study or a scientist is named.
    exclude: School.
    source: made up
    function: cause
    patterns: [(study|studies|scientist*)]
  - id: disaster
    label: <Disaster>
    set: issue
    definition: A catastrophe is near.
    include: Words of catastrophe.
    exclude: Other accidents.
    source: made up
    function: [problem, judgement]
    patterns: [disaster*]
pairs:
  - {label: what warms, left: climate change, right: climate crisis}
unnamed: [experts]
"""
ACTORS = """\
persons:
  - {name: Berg, given: Anna, bloc: greens}
  - {name: Holt, given: Tom, bloc: industry}
targets: {west: [Brussels]}
labels: {greens: the Greens, industry: industry}
"""
# Id, outlet, date, text.
ARTICLES = [
    (
        "north",
        "Post",
        "2019-03-01",
        "The tax costs jobs and costs money. It is cold.\n\n"
        "Anna Berg said a study warns of disaster. Tom Holt said Brussels costs us dearly.",
    ),
    (
        "south",
        "Herald",
        "2020-03-01",
        "Scientists call it climate change. Anna Berg said the climate crisis is a disaster.",
    ),
]


def corpus_of(folder: Path, articles: Sequence[tuple[str, ...]]) -> Path:
    """Make a corpus folder of articles: id, outlet, date, text."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "outlet", "date", "text"])
        writer.writerows(articles)
    import_corpus(folder / "corpus", folder / "articles.csv")
    return folder / "corpus"


def climate_corpus(folder: Path, articles: Sequence[tuple[str, ...]] = ARTICLES) -> Path:
    """Make a corpus folder of articles with the codebook and the actors of the climate."""
    place = corpus_of(folder, articles)
    (place / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (place / "actors.yml").write_text(ACTORS, encoding="utf-8")
    return place
