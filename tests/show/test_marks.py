"""Every figure of the book on two corpora, drawn by the notebooks themselves."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import polars as pl
import pytest
from support import ROOT

from helpers.build.project import find_project
from helpers.corpus.files.importing import import_corpus
from helpers.show import chapter as chapters
from helpers.show import html as present
from helpers.show.chapter import Chapter
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

SPEECHES = (
    "“We want peace and security guarantees,” Putin said. Biden warned that the invasion would be a"
    " terrible threat. NATO expansion is a threat, officials said. The alliance promised help. ",
    "Stoltenberg stressed that the door of NATO remains open. “The talks failed,” Lavrov claimed. "
    "Kiev and Moscow accused the West of an unacceptable escalation. Analysts praised the deal. ",
)
PLACES = ("Moscow", "Brussels", "Geneva")
DAYS = ("2022-01-03", "2022-02-01", "2022-03-10")


def corpus(folder: Path, *, swapped: bool) -> Path:
    """Make a corpus of three articles in which one or the other half is said more often."""
    first, second = SPEECHES[::-1] if swapped else SPEECHES
    table = pl.DataFrame(
        {
            "id": ["alpha", "beta", "gamma"],
            "text": [
                f"The leaders met in {place}. {first * (18 - 9 * turn)}{second * (6 * turn)}"
                for turn, place in enumerate(PLACES)
            ],
            "date": list(DAYS),
            "outlet": ["Herald", "Tribune", "Herald"] if swapped else ["Herald", "Herald", "Post"],
        }
    )
    table.write_parquet(folder / "texts.parquet")
    import_corpus(folder / "corpus", folder / "texts.parquet")
    for name in ("actors.yml", "codebook.yml"):
        shutil.copyfile(ROOT / "corpus" / name, folder / "corpus" / name)
    coding = folder / "corpus" / "coding"
    coding.mkdir()
    _code(make(folder / "corpus"), swapped=swapped).write_csv(coding / "sentences.csv")
    return folder / "corpus"


def _code(made: Tables, *, swapped: bool) -> pl.DataFrame:
    """Code the sentences by two coders as they are read, and some of them otherwise."""
    real = pl.read_csv(ROOT / "corpus" / "coding" / "sentences.csv", infer_schema=False)
    odd = pl.int_range(pl.len()) % (3 if swapped else 4) == 0
    one = made.spans.select(
        "document",
        unit=pl.col("sentence"),
        start="start",
        end="end",
        kind="kind",
        voice=pl.when(odd).then(pl.lit("narrator")).otherwise("voice"),
        speaker=pl.col("speaker").fill_null(""),
        bloc="bloc",
        frames=pl.when(odd).then(pl.lit("guarantees")).otherwise(pl.lit("")),
        generic=pl.lit(""),
        tone=pl.when(odd).then(pl.lit("0")).otherwise(pl.lit("-1")),
        stance_west=pl.when(odd).then(pl.lit("-1")).otherwise(pl.lit("")),
        text="text",
    )
    coded = pl.concat([one.with_columns(coder=pl.lit(name)) for name in "ab"])
    missing = [name for name in real.columns if name not in coded.columns]
    return coded.with_columns(pl.lit("").alias(name) for name in missing).select(real.columns)


def figures_of(folder: Path, patch: pytest.MonkeyPatch) -> dict[str, dict[str, str]]:
    """Run every notebook of the book and return what each figure says, by its page and name."""
    tables = make(folder)
    figures: dict[str, dict[str, str]] = {}
    page = ""

    def open_instead(name: str, cell: Mapping[str, Any]) -> Chapter:
        declared = [key for key in Parameters.model_fields if key in cell]
        return Chapter(name, Parameters(resamples=100), tables, parameter_names=declared)

    def keep_figure(
        draw: object, *, name: str, caption: str, alt: str, **_: object
    ) -> present.Display:
        figures[f"{page}/{name}"] = {"caption": caption, "alt": alt}
        return present.Display("", "")

    patch.setattr(chapters, "open_chapter", open_instead)
    patch.setattr(present, "show_figure", keep_figure)
    for notebook in find_project(ROOT).notebooks:
        page = notebook.stem
        names: dict[str, Any] = {}
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.cell_type == "code":
                exec(cell.source, names)
    return figures


@pytest.fixture(scope="module")
def two_books(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    with pytest.MonkeyPatch.context() as patch:
        folders = [
            corpus(tmp_path_factory.mktemp("corpus"), swapped=swapped) for swapped in (False, True)
        ]
        first, second = (figures_of(folder, patch) for folder in folders)
    return first, second


def title(caption: str) -> str:
    """Take the first sentence of a caption, which names the figure."""
    return re.split(r"(?<=\D[.:;])\s", caption, maxsplit=1)[0]


def test_the_two_corpora_fill_the_same_figures(
    two_books: tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]],
) -> None:
    first, second = two_books
    assert first.keys() == second.keys()
    drawn = {
        name
        for path in (ROOT / "src" / "helpers" / "views").glob("*.py")
        for name in re.findall(
            r"chapter\.figure\(.*?name=f?\"([^\"]+)\"", path.read_text(encoding="utf-8"), re.DOTALL
        )
    }
    assert drawn
    # Those that need a reference corpus, and names that are put together, are not among them.
    missing = {
        name
        for name in drawn
        if "{" not in name and not any(key.endswith(f"/{name}") for key in first)
    }
    assert missing <= {"reference-effects"}


def test_alternative_texts_are_longer_than_the_titles(
    two_books: tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]],
) -> None:
    short = [
        name
        for book in two_books
        for name, said in book.items()
        if len(said["alt"]) <= len(title(said["caption"]))
    ]
    assert short == []


def test_alternative_texts_hold_numbers_and_follow_the_corpus(
    two_books: tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]],
) -> None:
    first, second = two_books
    assert [name for name in first if not re.search(r"\d", first[name]["alt"])] == []
    assert [name for name in first if first[name]["alt"] == second[name]["alt"]] == []
