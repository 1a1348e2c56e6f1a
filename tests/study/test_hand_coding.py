"""Scores against coders, counted on paper; the shipped instrument against the coded articles."""

from pathlib import Path

import polars as pl
import pytest
from helpers.show.chapter import Chapter

from helpers.corpus.files.importing import import_corpus
from helpers.findings import framing
from helpers.study import hand_coding, stances
from helpers.study import pattern_support as patterns
from helpers.study.make_tables import make, prepare
from helpers.study.names import names_of
from helpers.study.parameters import Parameters
from helpers.study.tables import read_tables
from helpers.views import instrument
from helpers.views import validity as views

ROOT = Path(__file__).parents[2]
CODEBOOK = """\
title: Small
version: "1"
source: made up
matching: {gap: 3, negation: 4, scare_quote: 3}
frames:
  - {id: costs, label: Costs, set: issue, definition: d, include: i, exclude: e, source: s,
     evaluates: {west: -1}, patterns: [cost*, jobs]}
  - {id: science, label: Science, set: issue, definition: d, include: i, exclude: e, source: s,
     evaluates: {west: 1}, patterns: [study]}
  - {id: rare, label: Rare, set: issue, definition: d, include: i, exclude: e, source: s,
     patterns: [unicorn*]}
"""
TEXT = [
    "NATO costs money.",
    "It costs jobs in NATO.",
    "Jobs are lost.",
    "A study says so.",
    "NATO met.",
    "It rained.",
]
# What two coders say: frames and the evaluation of the west; they differ on the last sentence.
CODED = [
    ("costs", "-1"),
    ("costs", "-1"),
    ("science", ""),
    ("science", ""),
    ("", "0"),
    ("", ""),
]
VIEWS = [
    views.what_was_coded,
    views.guide,
    views.coders,
    views.fields,
    views.voice_confusion,
    instrument.frame_figure,
    instrument.frames,
    instrument.borne_out,
    views.evaluation,
    views.tones,
    views.tone_confusion,
    *(
        lambda chapter, field=field: views.mistakes_of(chapter, field)
        for field in ("voice", "speaker", "bloc", "frames", "generic", "tone")
    ),
    views.mistakes_of_evaluation,
]


def coded_corpus(folder: Path, coders: str = "ab") -> Path:
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "only.txt").write_text(" ".join(TEXT), encoding="utf-8")
    import_corpus(folder / "corpus", folder / "texts")
    (folder / "corpus" / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "corpus" / "actors.yml").write_text("targets: {west: [NATO]}\n", encoding="utf-8")
    (folder / "corpus" / "coding").mkdir()
    rows, place = [], 0
    for unit, (text, (frames, west)) in enumerate(zip(TEXT, CODED, strict=True)):
        rows += [
            {
                "document": "only",
                "unit": unit,
                "start": place,
                "end": place + len(text),
                "coder": coder,
                "kind": "body",
                "voice": "narrator",
                "speaker": "",
                "bloc": "none",
                "frames": "costs" if unit == 5 and coder == "b" else frames,
                "generic": "",
                "tone": "0",
                "stance_west": west,
                "stance_russia": "",
                "stance_ukraine": "",
                "text": text,
            }
            for coder in coders
        ]
        place += len(text) + 1
    pl.DataFrame(rows).write_csv(folder / "corpus" / "coding" / "sentences.csv")
    return folder / "corpus"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded_corpus(tmp_path_factory.mktemp("coded"))


@pytest.fixture
def chapter(folder: Path) -> Chapter:
    return Chapter("validity", Parameters(resamples=200), make(folder))


@pytest.fixture(scope="module")
def real() -> Chapter:
    return Chapter("validity", Parameters(), make(ROOT / "corpus"))


def test_scores_of_frames_on_paper(chapter: Chapter) -> None:
    scores = {row["frame"]: row for row in hand_coding.frame_scores(chapter.tables).to_dicts()}
    # Five sentences are agreed on; costs is found in three of them and right in two.
    costs, science, rare = scores["costs"], scores["science"], scores["rare"]
    assert (costs["support"], costs["predicted"]) == (2, 3)
    assert costs["precision"] == pytest.approx(2 / 3)
    assert costs["recall"] == 1
    assert costs["f1"] == pytest.approx(4 / 5)
    assert costs["prevalence"] == pytest.approx(2 / 5)
    assert costs["always_f1"] == pytest.approx(4 / 7)
    assert (science["precision"], science["recall"]) == (1, 0.5)
    assert rare["f1"] is None
    assert rare["exploratory"]
    assert not science["exploratory"]
    # Of twelve answers five are yes; one sentence in six is disputed: .69, just firm enough.
    assert costs["alpha"] == pytest.approx(1 - 11 * 2 / (2 * 5 * 7))
    assert not costs["exploratory"]


def test_intervals_of_scores(chapter: Chapter, real: Chapter) -> None:
    table = hand_coding.frame_intervals(chapter.tables, chapter.parameters)
    rows = {row["frame"]: row for row in table.to_dicts()}
    costs, rare = rows["costs"], rows["rare"]
    # Wilson's interval of two in three.
    assert costs["precision_low"] == pytest.approx(0.2077, abs=1e-4)
    assert costs["precision_high"] == pytest.approx(0.9385, abs=1e-4)
    # One document of five sentences cannot be cut, so that nothing can be resampled.
    assert (costs["f1_low"], costs["f1_high"]) == (None, None)
    long = hand_coding.frame_intervals(real.tables, chapter.parameters)
    for score in ("f1", "always_f1"):
        known = long.drop_nulls(f"{score}_low")
        assert known.height
        assert (known[f"{score}_low"] <= known[score]).all()
        assert (known[score] <= known[f"{score}_high"]).all()
    assert rare["precision_low"] is None
    assert table.equals(hand_coding.frame_intervals(chapter.tables, chapter.parameters))


def test_the_badge_follows_the_frame_everywhere(chapter: Chapter) -> None:
    assert chapter.exploratory_frames == ["rare"]
    names = names_of(chapter, "frame")
    assert names == {"costs": "Costs", "science": "Science", "rare": "Rare (exploratory)"}
    assert "Rare (exploratory)" in instrument.frames(chapter).html
    assert "no finding rests on it: Rare" in framing.frames_checked(chapter)


def test_patterns_are_borne_out_by_a_second_sentence(chapter: Chapter) -> None:
    found = patterns.matches(chapter.tables)
    support = patterns.support(chapter.tables, found)
    assert support.select("frame", "pattern", "sentences", "documents").rows() == [
        ("costs", "cost*", 2, 1),
        ("costs", "jobs", 2, 1),
        ("science", "study", 1, 1),
        ("rare", "unicorn*", 0, 0),
    ]
    by_sentence = patterns.keep_confirmed(chapter.tables, found, by="sentence")
    assert by_sentence.codes["frame"].unique().to_list() == ["costs"]
    assert patterns.keep_confirmed(chapter.tables, found, by="document").codes.height == 0
    text = instrument.borne_out(chapter).text
    assert "Of 4 patterns, 1 match one sentence only in this corpus and 1 none" in text
    assert "4 match in one article only" not in text


def test_stance_on_paper(chapter: Chapter) -> None:
    scored = stances.stance_scores(chapter.tables).row(0, named=True)
    # Three sentences refer to the side: read -1, -1 and 0, as coded.
    assert (scored["target"], scored["n"], scored["hits"]) == ("west", 3, 3)
    assert scored["majority_accuracy"] == pytest.approx(2 / 3)
    assert not scored["exploratory"]
    shown = stances.evaluations(chapter)
    assert shown.select("voice", "n", "mean").rows() == [("narrator", 4, -0.75), ("indirect", 1, 1)]
    assert framing.sides_checked(chapter, shown) == ""
    assert framing.stance_title(chapter, shown) == "West: 3 sentences against, 1 in favour"


def test_a_side_on_which_a_guess_is_as_good_is_exploratory(tmp_path: Path) -> None:
    folder = coded_corpus(tmp_path)
    book = (folder / "codebook.yml").read_text().replace("evaluates: {west: -1}, ", "")
    (folder / "codebook.yml").write_text(book)
    opened = Chapter("validity", Parameters(resamples=200), make(folder))
    scored = stances.stance_scores(opened.tables).row(0, named=True)
    assert scored["accuracy"] == pytest.approx(1 / 3)
    assert scored["exploratory"]
    shown = stances.evaluations(opened)
    assert framing.sides_checked(opened, shown).startswith("Did not pass the check against")
    assert "West" not in framing.stance_title(opened, shown)
    assert "for none of them" in views.evaluation(opened).text


def test_the_coders_are_described_by_the_guide_of_the_corpus(folder: Path, tmp_path: Path) -> None:
    opened = Chapter("validity", Parameters(), make(folder))
    assert "no coding/GUIDE.md" in views.guide(opened).text
    guide = folder / "coding" / "GUIDE.md"
    guide.write_text(
        "# Guide\n\nMade by <b>two</b> students.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    )
    try:
        prepare(folder, tmp_path / "tables")
        page = views.guide(Chapter("validity", Parameters(), read_tables(tmp_path / "tables"))).html
    finally:
        guide.unlink()
    lead = page.split("</blockquote>")[0]
    assert "&lt;b&gt;two&lt;/b&gt; students" in lead
    assert "<td>1</td>" in page
    assert "<td>1</td>" not in lead


def test_this_corpus_says_who_its_coders_are(real: Chapter) -> None:
    lead = views.guide(real).html.split("</blockquote>")[0]
    assert "not expert human coders" in lead
    assert "upper bound" in lead


@pytest.mark.parametrize("view", VIEWS)
def test_views_come_out_with_two_coders(chapter: Chapter, view: object) -> None:
    assert view(chapter).html  # type: ignore[operator]


def test_views_come_out_with_one_coder(tmp_path: Path) -> None:
    opened = Chapter("validity", Parameters(resamples=200), make(coded_corpus(tmp_path, "a")))
    for view in VIEWS:
        assert view(opened).html
    assert "single coder" in views.what_was_coded(opened).text
    # Without a second coder nothing is known of agreement, so nothing may carry a finding.
    assert opened.exploratory_frames == ["costs", "science", "rare"]


def test_views_come_out_without_coded_sentences(tmp_path: Path) -> None:
    folder = coded_corpus(tmp_path)
    (folder / "coding" / "sentences.csv").unlink()
    opened = Chapter("validity", Parameters(resamples=200), make(folder))
    for view in VIEWS:
        shown = view(opened)
        assert "no coded sentences" in shown.text or view is instrument.borne_out
    assert opened.exploratory_frames == []
    assert "none of these frames has been checked" in framing.frames_checked(opened)
    assert "Not checked" in framing.sides_checked(opened, stances.evaluations(opened))


def test_codes_of_frames_that_the_codebook_does_not_know_are_left_aside(tmp_path: Path) -> None:
    folder = coded_corpus(tmp_path)
    (folder / "codebook.yml").write_text(
        CODEBOOK.replace("set: issue", "set: policy"), encoding="utf-8"
    )
    opened = Chapter("validity", Parameters(resamples=200), make(folder))
    assert hand_coding.frame_scores(opened.tables).height == 0
    for view in VIEWS:
        assert view(opened).html


def test_the_shipped_instrument_against_the_coded_articles(real: Chapter) -> None:
    scores = hand_coding.frame_intervals(real.tables, real.parameters)
    found = patterns.matches(real.tables)
    support = patterns.support(real.tables, found)
    with pl.Config(tbl_rows=-1, tbl_cols=-1, float_precision=2, tbl_width_chars=200):
        print(scores)
        print(stances.stance_scores(real.tables))
    print(f"{support.height} patterns, {(support['sentences'] == 1).sum()} match one sentence")
    for by in ("sentence", "document"):
        kept = hand_coding.frame_scores(patterns.keep_confirmed(real.tables, found, by=by))
        print(f"borne out by a second {by}:", kept.group_by("set").agg(pl.col("f1").mean()).rows())
    issue = scores.filter(set="issue")
    bounded = issue.drop_nulls("f1_low")
    assert bounded.height
    assert (bounded["f1_low"] <= bounded["f1"]).all()
    assert (bounded["f1"] <= bounded["f1_high"]).all()
    assert issue["f1"].mean() >= 0.8
    assert issue["f1"].min() >= 0.6
    assert (issue["f1"] > issue["always_f1"]).all()
    exploratory = dict(
        stances.stance_scores(real.tables).select("target", "exploratory").iter_rows()
    )
    assert exploratory == {"west": False, "russia": True, "ukraine": True}
