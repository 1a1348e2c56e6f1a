"""No dead parameter: whatever a notebook declares changes what the notebook shows.

Each notebook is run cell by cell, in process, with one parameter changed, until a cell shows
something else than with the defaults. The table of parameters, which repeats every value, does
not count.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
from machine_corpus import coded_corpus
from support import ARTICLES, ROOT, notebook, run_cells

from helpers.build.project import find_project
from helpers.corpus.files.importing import import_corpus
from helpers.findings import specifications
from helpers.show import drawing
from helpers.show.display import Display
from helpers.show.page import WIDE
from helpers.study import make_tables as making
from helpers.study.declaration import read_declaration
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

# Enough resamples for intervals that differ, few enough for a hundred runs.
QUICK: dict[str, Any] = {"resamples": 100}
# For each parameter, changes of which at least one has to be seen; where one works only together
# with another, both are given, and the other is changed in what it is compared with, too.
CHANGES: dict[str, list[dict[str, Any]]] = {
    "documents": [{"documents": ["rt-putin-biden-talks"]}],
    "outlets": [{"outlets": ["Sputnik"]}],
    "date_from": [{"date_from": "2022-01-15"}],
    "date_to": [{"date_to": "2022-01-15"}],
    "split_date": [
        {"split_date": "2022-01-15"},
        {"split_date": "2022-01-15", "compare": "period"},
    ],
    "voices": [{"voices": ["quote"]}],
    "boilerplate": [{"boilerplate": True}],
    "unit": [{"unit": "paragraph"}],
    "voices_from": [{"voices_from": "model"}],
    "lexicon": [{"lexicon": "afinn"}],
    "tone_cuts": [{"tone_cuts": "coded"}],
    "frames_from": [{"frames_from": "model"}],
    "frame_set": [{"frame_set": "generic"}],
    "form": [{"form": "stem"}],
    "stop_words": [{"stop_words": "none"}],
    "extra_stop_words": [{"extra_stop_words": ["nato", "security"]}],
    "names": [{"names": "kept"}],
    "top_n": [{"top_n": 3}],
    "min_frequency": [{"min_frequency": 6}],
    "window": [{"window": 2}],
    "node": [{"node": "security"}],
    "compare": [{"compare": "voice"}],
    "group": [{"compare": "voice", "group": "quote"}],
    "against": [{"compare": "voice", "group": "quote", "against": "narrator"}],
    "max_groups": [{"max_groups": 2}],
    "reference": [{"reference": "words.csv"}],
    "ngram_words": [{"ngram_words": 2}],
    "context_lines": [{"context_lines": 2}],
    "context_sort": [{"context_sort": "position"}],
    "reader_limit": [{"reader_limit": 3}],
    "confidence": [{"confidence": 0.8}],
    "block": [{"block": 1}, {"block": 9}],
    "resamples": [{"resamples": 150}],
    "seed": [{"seed": 7}],
}
# What only a corpus with codes of a program, or whose word lists err, can show.
BY_CODES = ("frames_from", "tone_cuts", "voices_from")
# The page that is about the parameters themselves.
LISTED = ROOT / "notebooks" / "reference.ipynb"
NOTEBOOKS = [page for page in find_project(ROOT).notebooks if page != LISTED]
# Pages that show the findings of all chapters.
WHOLE = ("index", "trust", "articles")
# Where a notebook that runs alone keeps its results is nothing that it shows.
KEPT = "save_to"
SHOWN_FIRST = {
    name
    for path in NOTEBOOKS
    if path.stem not in WHOLE
    for name in read_declaration(path).parameters
}
# What a chapter shows of a parameter is not asked again of the pages that gather its findings.
DECLARED = [
    (path, name)
    for path in NOTEBOOKS
    for name in read_declaration(path).parameters
    if name != KEPT and not (path.stem in WHOLE and name in SHOWN_FIRST)
]


def shown(path: Path, **changes: Any) -> Iterator[str]:
    """Run a notebook's code cells and give what each shows."""
    known = read_declaration(path).parameters
    values = {name: value for name, value in (QUICK | changes).items() if name in known}
    for source, value in run_cells(path, **values):
        if value is not None and "show.parameters()" not in source:
            yield repr(value._repr_mimebundle_()) if isinstance(value, Display) else repr(value)


@cache
def unchanged(path: Path) -> list[str]:
    """Run a notebook with the defaults."""
    return list(shown(path))


def has_effect(path: Path, name: str, change: dict[str, Any]) -> bool:
    """Whether a notebook shows something else with one parameter changed."""
    others = {other: value for other, value in change.items() if other != name}
    before = list(shown(path, **others)) if others else unchanged(path)
    return any(one != other for one, other in zip(shown(path, **change), before, strict=False))


@pytest.fixture(scope="module")
def other_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that shares nothing with the real one."""
    place = tmp_path_factory.mktemp("other")
    (place / "texts").mkdir()
    (place / "texts" / "north.txt").write_text(ARTICLES["north"], encoding="utf-8")
    import_corpus(place / "corpus", place / "texts")
    return place / "corpus"


@pytest.fixture(scope="module")
def machine_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that a program coded otherwise than the rules do."""
    corpus = coded_corpus(tmp_path_factory.mktemp("machine"))
    path = corpus / "coding" / "machines" / "model.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("narrator", "quote"), "utf-8")
    return corpus


@pytest.fixture(autouse=True)
def quick(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    made: Callable[[Path], Tables],
) -> None:
    monkeypatch.delenv("REPORT_BUILD", raising=False)
    monkeypatch.setattr(making, "make", made)
    # Many specifications, over and over, would take minutes and change no answer here.
    monkeypatch.setattr(specifications, "EVERY_COMBINATION", 0)
    monkeypatch.setattr(specifications, "AT_A_TIME", 1)
    # A figure is drawn for the page, for a narrow one and as files: one of them shows a change.
    draw = drawing.draw_element
    monkeypatch.setattr(
        drawing,
        "draw_element",
        lambda *figure, **options: draw(*figure, **options) if options["width"] == WIDE else "",
    )
    monkeypatch.setattr(drawing, "draw_files", lambda *_, **options: (bytes(24), ""))
    plt.rcdefaults()
    (tmp_path / "words.csv").write_text("token,count\nnato,3\nharbour,5\nsecurity,50\n")


@pytest.fixture(scope="module")
def made() -> Callable[[Path], Tables]:
    """The tables of a corpus, made once."""
    return cache(making.make)


@pytest.mark.parametrize(
    ("path", "name"), DECLARED, ids=lambda value: value.stem if isinstance(value, Path) else value
)
def test_every_parameter_that_a_notebook_declares_changes_its_output(
    path: Path,
    name: str,
    other_corpus: Path,
    machine_corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    changes = CHANGES.get(name, [])
    if name in BY_CODES:
        changes = [{"corpus": str(machine_corpus), **change} for change in changes]
    if name == "corpus":
        changes = [{"corpus": str(other_corpus)}]
    if name == "reference":
        changes = [{"reference": str(tmp_path / "words.csv")}]
    assert any(has_effect(path, name, change) for change in changes), (
        f"{path.stem} shows the same whatever {name} is"
    )


def test_a_dead_parameter_is_found(tmp_path: Path) -> None:
    path = tmp_path / "one.ipynb"
    notebook(path, "top_n + 1", parameters="top_n = 15\nseed = 2022")
    assert has_effect(path, "top_n", {"top_n": 3})
    assert not has_effect(path, "seed", {"seed": 7})


def test_every_parameter_of_the_schema_is_used_by_a_chapter() -> None:
    used = {name for _, name in DECLARED}
    assert used | {KEPT} == set(Parameters.model_fields)
    assert all(KEPT in read_declaration(path).parameters for path in NOTEBOOKS)
