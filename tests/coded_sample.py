"""A corpus of the climate with a drawn sample, and codes of its sentences."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from climate import ARTICLES, climate_corpus

from helpers.corpus.coding.codes import read_codes, schema_of, write_codes
from helpers.corpus.coding.folder import SAMPLE, coder_file
from helpers.corpus.coding.samples import SCHEMA, write_sample
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.opening import open_corpus

SETS = {"issue": ["costs", "science", "disaster"]}
HOSTILE = "<script>alert(1)</script><b id=text>&amp; \"Bold\" 'x' is no markup here."


def sampled_corpus(
    folder: Path, articles: Sequence[tuple[str, ...]] = ARTICLES, *, n: int | None = None
) -> Path:
    """Make a corpus, and draw the first sentences of it, or all."""
    corpus = climate_corpus(folder, articles)
    rows = []
    for name, text in open_corpus(corpus).texts.select("document", "text").iter_rows():
        found = list(re.finditer(r"[^.\s][^.]*\.", text))
        for number, match in enumerate(found):
            before = found[number - 1][0] if number else ""
            after = found[number + 1][0] if number + 1 < len(found) else ""
            rows.append((name, *match.span(), 1, "", 0.5, match[0], before, after))
    write_sample(corpus / SAMPLE, pl.DataFrame(rows[:n], schema=SCHEMA, orient="row"))
    return corpus


def code(corpus: Path, coder: str, *answers: Mapping[str, object]) -> None:
    """Write codes of the first sentences of the sample, in its order."""
    sample = pl.read_csv(corpus / SAMPLE).head(len(answers))
    about = [
        {"document": row["document"], "start": row["start"], "end": row["end"], "text": row["text"]}
        | {"coder": coder, "unsure": False}
        for row in sample.iter_rows(named=True)
    ]
    table = pl.DataFrame(
        [one | dict(more) for one, more in zip(about, answers, strict=True)],
        schema=schema_of(SETS),
    )
    write_codes(coder_file(corpus, coder), table, frame_sets=SETS)


def codes_of(path: Path) -> pl.DataFrame:
    """Read a table of codes back."""
    limits = read_limits(path.parent)
    return read_codes(path, frame_sets=SETS, limits=limits, coder=path.stem).table
