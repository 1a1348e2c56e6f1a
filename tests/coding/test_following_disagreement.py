"""Sentences on which instruments disagree are drawn more often, with known probabilities."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from climate import climate_corpus
from machine_corpus import coded_corpus

from helpers.coding.drawing import describe_design, draw
from helpers.corpus.coding.folder import MACHINES, SAMPLE
from helpers.corpus.coding.samples import read_sample
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError

PLACE = ["document", "start", "end"]
ASKED = {"follow_disagreement": True}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The coded corpus without its sample."""
    corpus = coded_corpus(tmp_path)
    (corpus / SAMPLE).unlink()
    return corpus


def test_disputed_sentences_have_the_greater_probability(corpus: Path) -> None:
    drawn = draw(corpus, n=16, asked=ASKED)
    chances = drawn.sample.group_by("text").agg(pl.col("probability").first())
    by_text = dict(chances.iter_rows())
    # The report calls the blessing positive and the program neutral; on the rest they agree. The
    # floor is .3 * 16 / 80; the rest goes to the 15 disputed that the program coded.
    least = 0.3 * 16 / 80
    assert by_text.pop("The costume is a blessing.") == pytest.approx(
        least + (16 - least * 80) / 15
    )
    assert list(by_text.values()) == [pytest.approx(least)] * len(by_text)
    assert set(drawn.sample["stratum"]) == {""}
    assert 8 <= drawn.sample.height <= 24
    assert describe_design(drawn.design) == ["the likelier, the more the instruments disagree"]


def test_a_larger_draw_contains_the_smaller_one(corpus: Path) -> None:
    first = draw(corpus, n=15, asked=ASKED).sample
    assert draw(corpus, n=15).new == 0
    larger = draw(corpus, n=40)
    assert larger.new > 0
    assert larger.sample.filter(round=1).select(PLACE).equals(first.select(PLACE))
    kept = read_sample(corpus / SAMPLE, limits=read_limits(corpus))
    assert kept.equals(larger.sample)
    for name in ("sample.csv", "sample.yml"):
        (corpus / "coding" / name).unlink()
    at_once = draw(corpus, n=40, asked=ASKED).sample
    assert at_once.drop("round").equals(larger.sample.drop("round"))


def test_other_codes_of_the_program_are_refused(corpus: Path) -> None:
    draw(corpus, n=20, asked=ASKED)
    path = corpus / MACHINES / "model.csv"
    path.write_text(path.read_text("utf-8").replace(",0,none", ",1,none", 9), "utf-8")
    with pytest.raises(InputError, match="cannot be extended"):
        draw(corpus, n=40)


def test_frames_are_followed_where_no_program_gives_tone(corpus: Path) -> None:
    path = corpus / MACHINES / "model.csv"
    pl.read_csv(path).drop("tone").write_csv(path)
    sample = draw(corpus, n=20, asked=ASKED).sample
    most = sample.filter(pl.col("probability") == sample["probability"].max())
    # The patterns miss the bills and take the costume for a cost.
    assert set(most["text"]) <= {"Bills rise in winter.", "The costume is a blessing."}


def test_without_a_program_the_instruments_of_tone_are_compared(corpus: Path) -> None:
    shutil.rmtree(corpus / MACHINES)
    sample = draw(corpus, n=20, asked=ASKED).sample
    assert sample["probability"].n_unique() > 1


def test_where_nothing_disagrees_one_line_says_so(tmp_path: Path) -> None:
    corpus = climate_corpus(tmp_path, [("a", "Post", "2019-03-01", "It rains. It is noon. So.")])
    with pytest.raises(InputError) as raised:
        draw(corpus, n=2, asked=ASKED)
    assert str(raised.value) == (
        "--follow-disagreement: the instruments agree on every sentence, so there is nothing to "
        "follow; leave the option out"
    )


def test_it_has_no_strata(corpus: Path) -> None:
    with pytest.raises(InputError, match="there are no strata"):
        draw(corpus, n=20, asked=ASKED | {"by": ("voice",)})
