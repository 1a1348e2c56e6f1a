"""A small corpus on the climate, and the same with a sample."""

from dataclasses import replace
from pathlib import Path

import pytest
from climate import ARTICLES as FIRST_ARTICLES
from climate import climate_corpus

from helpers.coding import drawing, reading
from helpers.coding.drawing import draw
from helpers.study.make_tables import make
from helpers.study.tables import Tables

NORTH, _ = FIRST_ARTICLES
ARTICLES = [
    NORTH,
    (
        "south",
        "Herald",
        "2020-03-01",
        "Scientists call it climate change. Nobody was surprised. It is cold.\n\n"
        "Anna Berg said the climate crisis is a disaster. The minister left early.",
    ),
]


_MADE: dict[tuple[bytes, ...], Tables] = {}


def make_once(corpus: Path) -> Tables:
    """Make the tables of a corpus, or take those of one with the same articles and codes."""
    files = [*sorted((corpus / "articles").iterdir()), corpus / "codebook.yml"]
    files += sorted((corpus / "coding" / "machines").glob("*.csv"))
    key = tuple(path.read_bytes() for path in files)
    if key not in _MADE:
        _MADE[key] = make(corpus)
    # The folder is read anew for what the tables do not hold.
    return replace(_MADE[key], folder=corpus)


@pytest.fixture(autouse=True)
def _make_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (drawing, reading):
        monkeypatch.setattr(module, "make", make_once)


@pytest.fixture
def climate(tmp_path: Path) -> Path:
    """Return a corpus folder of two articles with nine sentences."""
    return climate_corpus(tmp_path, ARTICLES)


@pytest.fixture
def drawn(climate: Path) -> Path:
    """Return the corpus folder with all of its sentences drawn."""
    draw(climate, n=9)
    return climate
