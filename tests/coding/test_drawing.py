"""A sample is drawn, written, extended in the same way only."""

import shutil
from pathlib import Path

import pytest
from climate import climate_corpus

from helpers.coding.drawing import draw
from helpers.corpus.coding.folder import SAMPLE
from helpers.corpus.coding.samples import read_sample
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError

PLACE = ["document", "start", "end"]


def refusal(corpus: Path, **options: object) -> str:
    with pytest.raises(InputError) as error:
        draw(corpus, **{"n": 4} | options)
    assert len(error.value.problems) == 1
    return str(error.value)


def test_what_is_drawn_is_what_is_written(climate: Path) -> None:
    drawn = draw(climate, n=4)
    assert (drawn.new, drawn.sentences, drawn.path) == (4, 9, climate / SAMPLE)
    assert drawn.sample["probability"].to_list() == [4 / 9] * 4
    assert set(drawn.sample["stratum"]) == {""}
    assert read_sample(climate / SAMPLE, limits=read_limits(climate)).equals(drawn.sample)


def test_the_context_is_of_the_article(climate: Path) -> None:
    rows = draw(climate, n=9).sample.select("text", "before", "after").rows()
    assert rows[2] == (
        "Anna Berg said a study warns of disaster.",
        "The tax costs jobs and costs money. It is cold.",
        "Tom Holt said Brussels costs us dearly.",
    )
    assert rows[4][1:] == ("", "Nobody was surprised. It is cold.")


def test_the_same_again_draws_nothing_new(climate: Path) -> None:
    draw(climate, n=4, asked={"by": ("outlet",)})
    files = [(climate / "coding" / name).read_bytes() for name in ("sample.csv", "sample.yml")]
    assert draw(climate, n=4).new == 0
    assert draw(climate, n=2, asked={"by": ("outlet",)}).new == 0
    assert files == [
        (climate / "coding" / name).read_bytes() for name in ("sample.csv", "sample.yml")
    ]


def test_an_extension_equals_one_larger_draw(climate: Path) -> None:
    asked = {"by": ("outlet",), "seed": 5}
    first = draw(climate, n=4, asked=asked).sample
    both = draw(climate, n=7).sample
    shutil.rmtree(climate / "coding")
    at_once = draw(climate, n=7, asked=asked).sample
    assert both.drop("round").equals(at_once.drop("round"))
    assert both.filter(round=1).select(PLACE).equals(first.select(PLACE))
    # Outlets of four and five sentences: 2 each of the first four, then 3 and 4 of seven.
    assert set(first["probability"]) == {2 / 4, 2 / 5}
    assert set(both["probability"]) == {3 / 4, 4 / 5}


def test_sentences_with_a_frame_get_their_share(climate: Path) -> None:
    # Two of nine have "disaster": half of a sample of four is both.
    asked = {"oversample": ("disaster",)}
    sample = draw(climate, n=4, asked=asked).sample
    found = sample.filter(stratum="frame found")
    assert found["probability"].to_list() == [1.0, 1.0]
    assert all("disaster" in text for text in found["text"])
    assert set(sample.filter(stratum="no frame found")["probability"]) == {2 / 7}


def test_rare_frames_can_be_named_by_their_share(climate: Path) -> None:
    # costs, science and disaster have two sentences each, one of them two frames: five of nine.
    sample = draw(climate, n=9, asked={"rarer_than": 0.3}).sample
    assert sample.filter(stratum="frame found").height == 5
    shutil.rmtree(climate / "coding")
    assert "no sentence has one of these frames" in refusal(climate, asked={"rarer_than": 0.1})


def test_boilerplate_is_not_drawn_and_a_divided_sentence_is_one(tmp_path: Path) -> None:
    text = '"He (Biden. -\n\nRT\n\n) agrees," Sullivan said.\n\nIt rains.\n\nLeave a Reply'
    corpus = climate_corpus(tmp_path, [("a", "Post", "2020-01-01", text)])
    sample = draw(corpus, n=9).sample
    assert sample.select("start", "end", "text").rows() == [
        (0, text.index("\n\nIt rains"), '"He (Biden) agrees," Sullivan said.'),
        (text.index("It"), text.index("It") + 9, "It rains."),
    ]


def test_a_sample_is_not_extended_in_another_way(climate: Path) -> None:
    draw(climate, n=4, asked={"by": ("outlet",)})
    away = "move coding/sample.csv and coding/sample.yml away and draw again: codes stay"
    message = refusal(climate, n=6, asked={"by": ("voice",)})
    assert "drawn with --by outlet, not with voice; leave the option out" in message
    assert message.endswith(away)
    message = refusal(climate, n=6, asked={"oversample": ("costs",)})
    assert "drawn without --oversample, not with costs" in message
    assert "with --seed 2022, not with 7" in refusal(climate, asked={"seed": 7})


def test_a_misspelt_name_is_named_whatever_was_drawn_earlier(climate: Path) -> None:
    draw(climate, n=4)
    with pytest.raises(InputError) as error:
        draw(climate, n=6, asked={"by": ("outlt",), "oversample": ("cots",)})
    column, frame = str(error.value).splitlines()
    assert column.startswith("--by: there is no 'outlt' to draw by; write \"outlet\" (known: ")
    assert frame.startswith("--oversample: the codebook has no frame 'cots'; write \"costs\" (")


def test_a_sample_whose_strata_have_changed_is_not_extended(climate: Path) -> None:
    draw(climate, n=4, asked={"oversample": ("disaster",)})
    codebook = climate / "codebook.yml"
    codebook.write_text(codebook.read_text().replace("[disaster*]", "[cold]"), encoding="utf-8")
    assert "have changed since it was drawn" in refusal(climate, n=6)


def test_a_sample_made_elsewhere_is_not_extended(climate: Path) -> None:
    draw(climate, n=4)
    (climate / "coding" / "sample.yml").unlink()
    assert "no sample.yml beside it" in refusal(climate)


def test_a_draw_that_was_stopped_is_made_again(climate: Path) -> None:
    first = draw(climate, n=4).sample
    log = climate / "coding" / "sample.yml"
    # Written down, but stopped before the sentences were.
    log.write_text(f"{log.read_text()}- n: 7\n  sentences: 9\n", encoding="utf-8")
    assert draw(climate, n=4).sample.equals(first)
    assert draw(climate, n=6).sample["round"].to_list().count(2) == 2
    assert log.read_text().endswith("rounds:\n- n: 4\n  sentences: 9\n- n: 6\n  sentences: 9\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"asked": {"by": ("voise",)}}, "--by: there is no 'voise' to draw by; write \"voice\""),
        ({"asked": {"oversample": ("cost",)}}, "has no frame 'cost'; write \"costs\""),
        ({"n": 1}, "--n: 1 is too few for a sample; draw at least 2"),
        ({"n": 3, "asked": {"by": ("outlet",)}}, "of each of 2 strata; draw at least 4"),
    ],
)
def test_a_mistake_is_one_line(climate: Path, options: dict[str, object], message: str) -> None:
    assert message in refusal(climate, **options)
    assert not (climate / "coding").exists()
