"""What the chapters show of a corpus of which a random sample was coded."""

from pathlib import Path

import pytest
from coded_corpus import coded_corpus
from support import run_chapter

from helpers.show.display import Display


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded_corpus(tmp_path_factory.mktemp("coded"), drawn=80, coders=("ann", "bo"))


def shown(name: str, corpus: Path) -> str:
    values = run_chapter(name, corpus=str(corpus), resamples=100)
    return "\n".join(
        str(value._repr_mimebundle_()[0]["text/plain"])
        for value in values
        if isinstance(value, Display)
    )


def test_the_page_of_trust_shows_agreement_and_corrected_shares(corpus: Path) -> None:
    text = shown("trust", corpus)
    assert "80 sentences of these articles were drawn at random and coded." in text
    # The rules find half of what the coders find.
    assert "What it costs: as measured 25%, corrected 5" in text
    assert "all sentences: as measured" in text
    # Two coders with the same answers.
    assert "frame: What it costs" in text


def test_the_chapter_on_frames_puts_the_corrected_share_beside(corpus: Path) -> None:
    text = shown("frames", corpus)
    assert "What it costs: as measured 25%, corrected 5" in text
