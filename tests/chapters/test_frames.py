"""The chapter on frames: its texts, its titles, and its cells on corpora of others."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from climate import climate_corpus, corpus_of
from support import run_chapter

from helpers.corpus.files.importing import import_corpus
from helpers.findings import framing
from helpers.findings.finding import Finding
from helpers.show.display import Display
from helpers.show.passages import LISTED
from helpers.study.frames import shares
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters


@pytest.fixture(autouse=True)
def no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORT_BUILD", raising=False)


def run_frames(corpus: Path, **parameters: object) -> list[Display]:
    shown = run_chapter("frames", corpus=str(corpus), resamples=100, **parameters)
    assert all(isinstance(display, Display) for display in shown)
    return shown


def study_of(folder: Path, **parameters: object) -> Study:
    return Study(Parameters(resamples=200, **parameters), make(folder), chapter="frames")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return climate_corpus(tmp_path_factory.mktemp("climate"))


def found_in(folder: Path, text: str) -> dict[str, Finding]:
    study = study_of(climate_corpus(folder, [("one", "Post", "2019-03-01", text)]))
    return {claim.finding.id: claim.finding for claim in framing.findings(study)}


def test_no_frame_leads_that_is_as_frequent_as_the_next(tmp_path: Path) -> None:
    tied = found_in(tmp_path / "tied", "The tax costs jobs. A study is out.")["framing-leading"]
    assert tied.text == (
        "No frame is more frequent than “What it costs” and “What science says”, "
        "each in 50% of sentences."
    )
    assert tied.value == 0
    clear = found_in(tmp_path / "clear", "The tax costs jobs. It costs us. A study is out.")
    assert clear["framing-leading"].text.startswith("The most frequent frame is “What it costs”")


def test_sources_and_reporters_are_compared_on_the_leading_frame(tmp_path: Path) -> None:
    text = "The tax costs jobs. It is cold. Anna Berg said it costs us. Tom Holt said it costs us."
    finding = found_in(tmp_path, text)["framing-by-voice"]
    assert finding.text == (
        "Sources use “What it costs” more often than reporters do: in 100% of quoted or "
        "paraphrased sentences, against 50% of the reporters’ own."
    )


def test_groups_that_share_every_frame_differ_on_none(tmp_path: Path) -> None:
    text = "Anna Berg said it is cold. Tom Holt said it is warm. The tax costs jobs."
    finding = found_in(tmp_path, text)["framing-by-bloc"]
    assert finding.verdict == "does not apply"
    assert "do not differ on any frame" in finding.text


def test_titles_say_what_is_drawn(folder: Path) -> None:
    study = study_of(folder)
    table = shares(study)
    assert framing.leading_title(study, table) == (
        "“What it costs”, “<Disaster>” and “What science says” are the most frequent frames, "
        "each in 33% of sentences"
    )
    by_group = shares(study, by="group")
    # Six sentences in all.
    assert framing.range_title(study, by_group, by="group") == "How often each frame is used"
    assert framing.group_sizes(study, by_group, by="group") == (
        "Number of sentences: reporters (3), the Greens (2) and industry (1)."
    )


def test_titles_of_nothing_claim_nothing(folder: Path) -> None:
    study = study_of(folder, outlets=["no such paper"])
    assert framing.leading_title(study, shares(study)) == "How often each frame is used"
    by_voice = shares(study, by="voice")
    assert framing.range_title(study, by_voice, by="voice") == "How often each frame is used"
    assert framing.group_sizes(study, by_voice, by="voice") == ""
    assert {claim.finding.verdict for claim in framing.findings(study)} == {"does not apply"}


def test_a_title_leaves_out_groups_that_rest_on_little(folder: Path) -> None:
    table = pl.DataFrame(
        {
            "frame": ["costs"] * 3,
            "outlet": ["A", "B", "C"],
            "n": [40, 50, 6],
            "count": [10, 20, 6],
            "share": [0.25, 0.4, 1.0],
        }
    )
    study = study_of(folder)
    assert framing.range_title(study, table, by="outlet") == (
        "“What it costs” ranges from 25% of sentences (A) to 40% (B)"
    )
    assert framing.range_title(study, table.tail(2), by="outlet") == (
        "“What it costs” is in 40% of sentences (B)"
    )


def test_another_codebook_and_other_actors_change_the_whole_chapter(folder: Path) -> None:
    shown = run_frames(folder)
    words = "\n".join(display.text for display in shown)
    book = "\n".join(display.book for display in shown)
    for name in ("What it costs", "What science says", "climate crisis", "West"):
        assert name in words
    assert "&lt;Disaster&gt;" in book
    assert "<Disaster>" not in book
    assert "NATO" not in words
    # Every frame of the table leads to its sentences.
    for frame in ("costs", "science", "disaster"):
        assert f'href="#sentences-frame-{frame}"' in book
        assert f'id="sentences-frame-{frame}"' in book
    assert "climate change : climate crisis" in book
    assert "articles.html#s-south-0" in book


@pytest.mark.parametrize("text", ["It rained.", "“It rained,” said Berg."])
@pytest.mark.parametrize("date", ["", "2020-01-01"])
def test_one_sentence_is_enough_for_every_cell(tmp_path: Path, text: str, date: str) -> None:
    shown = run_frames(corpus_of(tmp_path, [("only", "", date, text)]))
    assert "None" not in "".join(display.text for display in shown)
    assert not any("passed the check" in display.text for display in shown)


@pytest.mark.parametrize(
    ("frame_set", "voices"),
    [("", ["narrator"]), ("all", ["quote"]), ("issue", ["indirect", "quote"])],
)
def test_no_selection_breaks_a_cell(folder: Path, frame_set: str, voices: list[str]) -> None:
    assert run_frames(folder, frame_set=frame_set, voices=voices)


def test_another_codebook_on_428_articles(
    tmp_path: Path, validation: Callable[[str], Path]
) -> None:
    import_corpus(tmp_path / "corpus", validation("narrative_frames_articles_metadata.tsv"))
    (tmp_path / "corpus" / "codebook.yml").write_text(
        (climate_corpus(tmp_path / "climate") / "codebook.yml").read_text(), encoding="utf-8"
    )
    study = study_of(tmp_path / "corpus")
    assert study.documents.height == 428
    verdicts = {claim.finding.verdict for claim in framing.findings(study)}
    assert verdicts != {"does not apply"}
    sizes = shares(study)["count"].to_list()
    assert min(sizes) > 0
    assert max(sizes) > LISTED
    assert shares(study, by="document")["document"].n_unique() == 428
    passages = run_frames(tmp_path / "corpus")[-2]
    assert passages.book.count("<li>") == sum(min(size, LISTED) for size in sizes)
    assert f"{max(sizes) - LISTED:,} more" in passages.book
