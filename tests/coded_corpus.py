"""A corpus of two articles, of which a sample, or one article, is coded."""

from pathlib import Path

import polars as pl
from climate import CODEBOOK, corpus_of

from helpers.corpus.coding.codes import schema_of, write_codes
from helpers.corpus.coding.folder import SAMPLE, coder_file
from helpers.corpus.coding.samples import write_sample
from helpers.study.make_tables import make

SETS = {"issue": ["costs", "science", "disaster"]}
# Of 160 sentences every fourth has the word, every second the frame by the coders.
ARTICLES = [
    (
        name,
        "Post",
        "2019-03-01",
        "\n\n".join(
            f"Plan {n} {'costs money' if n % 4 == 0 else 'is read'}."
            for n in range(first, first + 80)
        ),
    )
    for name, first in (("north", 0), ("south", 80))
]


def number_of(text: str) -> int:
    return int(text.split()[1])


def coded_corpus(
    folder: Path,
    *,
    drawn: int = 0,
    coded: str = "north south",
    every: int = 1,
    coders: tuple[str, ...] = ("ann",),
) -> Path:
    """Make a corpus of which some sentences are coded, and as many as `drawn` drawn for it."""
    corpus = corpus_of(folder, ARTICLES)
    (corpus / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    sentences = make(corpus).sentences.with_columns(
        number=pl.col("text").map_elements(number_of, return_dtype=pl.Int64)
    )
    # 7 and 160 share no divisor, so that the sample is spread evenly.
    sample = sentences.filter((pl.col("number") * 7) % 160 < drawn)
    own = sample if drawn else sentences.filter(pl.col("document").is_in(coded.split()))
    own = own.filter(pl.col("number") % every == 0)
    has_frame = pl.col("number") % 2 == 0
    codes = own.select(
        "document",
        "start",
        "end",
        "text",
        coder=pl.lit(""),
        unsure=pl.lit(value=False),
        kind=pl.lit(None, pl.String),
        voice=pl.when(pl.col("number") < 80).then(pl.lit("narrator")).otherwise(pl.lit("quote")),
        speaker=pl.lit(None, pl.String),
        bloc=pl.lit(None, pl.String),
        tone=pl.when(has_frame).then(pl.lit("-1")).otherwise(pl.lit("0")),
        issue=pl.when(has_frame).then(pl.lit("costs")).otherwise(pl.lit("")),
    )
    assert codes.columns == list(schema_of(SETS))
    for coder in coders:
        write_codes(coder_file(corpus, coder), codes, frame_sets=SETS)
    if drawn:
        write_sample(
            corpus / SAMPLE,
            sample.select(
                "document",
                "start",
                "end",
                "text",
                round=pl.lit(1),
                stratum=pl.lit(""),
                probability=pl.lit(drawn / 160),
                before=pl.lit(""),
                after=pl.lit(""),
            ),
        )
    return corpus
