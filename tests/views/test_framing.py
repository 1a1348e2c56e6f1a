"""Frames counted by groups, and a chapter that another codebook and other actors change."""

import csv
import re
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from helpers.show.chapter import Chapter
from helpers.show.sentences import LISTED

from helpers.corpus.files.importing import import_corpus
from helpers.findings import framing as claims
from helpers.findings.finding import Finding
from helpers.study import frame_rates as frames
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters
from helpers.views import codebook, evaluation, framing, groups

ROOT = Path(__file__).parents[2]
CODEBOOK = """\
title: Climate
version: "1"
source: made up
matching: {gap: 3, negation: 4, scare_quote: 3, negators: [not]}
frames:
  - id: costs
    label: What it costs
    set: issue
    definition: Climate policy costs jobs or money.
    include: A cost is named.
    exclude: A cost of something else.
    source: made up
    function: problem
    evaluates: {west: -1}
    patterns: [cost*, jobs]
  - id: science
    label: What science says
    set: issue
    definition: Research is invoked.
    include: A study or a scientist is named.
    exclude: School.
    source: made up
    function: cause
    patterns: [(study|studies|scientist*)]
  - id: disaster
    label: <Disaster>
    set: issue
    definition: A catastrophe is near.
    include: Words of catastrophe.
    exclude: Other accidents.
    source: made up
    function: [problem, judgement]
    patterns: [disaster*]
pairs:
  - {label: what warms, left: climate change, right: climate crisis}
unnamed: [experts]
"""
ACTORS = """\
persons:
  - {name: Berg, given: Anna, bloc: greens}
  - {name: Holt, given: Tom, bloc: industry}
targets: {west: [Brussels]}
labels: {greens: the Greens, industry: industry}
"""
ARTICLES = [
    (
        "north",
        "Post",
        "2019-03-01",
        "The tax costs jobs and costs money. It is cold.\n\n"
        "Anna Berg said a study warns of disaster. Tom Holt said Brussels costs us dearly.",
    ),
    (
        "south",
        "Herald",
        "2020-03-01",
        "Scientists call it climate change. Anna Berg said the climate crisis is a disaster.",
    ),
]


def corpus(folder: Path, rows: list[tuple[str, ...]] = ARTICLES) -> Path:
    """Make a corpus folder of articles: id, outlet, date, text."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "outlet", "date", "text"])
        writer.writerows(rows)
    import_corpus(folder / "corpus", folder / "articles.csv")
    return folder / "corpus"


def open_on(folder: Path, **parameters: object) -> Chapter:
    return Chapter("framing", Parameters(resamples=200, **parameters), make(folder))


@pytest.fixture(scope="module")
def climate_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = corpus(tmp_path_factory.mktemp("climate"))
    (folder / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "actors.yml").write_text(ACTORS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def climate(climate_folder: Path) -> Chapter:
    return open_on(climate_folder)


VIEWS = [
    framing.checked,
    framing.frame_shares,
    framing.frame_table,
    framing.frames_by_voice,
    groups.bloc_figure,
    groups.by_bloc,
    groups.by_document,
    groups.by_outlet,
    groups.by_period,
    evaluation.functions,
    evaluation.evaluation,
    framing.frames_together,
    evaluation.wording_pairs,
    framing.sentences,
    codebook.about,
    codebook.contents,
    codebook.frames,
    codebook.lists,
    codebook.pairs,
    codebook.unnamed,
    codebook.shipped,
]


def test_rates_can_be_counted_on_paper(climate: Chapter) -> None:
    # Words: 7 + 3 + 8 + 7 in the north, 5 + 9 in the south.
    table = frames.rates(climate)
    assert table.select("frame", "n", "with_frame", "hits", "tokens").rows() == [
        ("costs", 6, 2, 4, 39),
        ("disaster", 6, 2, 2, 39),
        ("science", 6, 2, 2, 39),
    ]
    row = table.row(0, named=True)
    assert row["share"] == pytest.approx(2 / 6)
    assert row["per_thousand"] == pytest.approx(1000 * 4 / 39)
    assert row["low"] <= row["share"] <= row["high"]
    # Wilson's interval of two in six, as in any table of it.
    assert row["wilson_low"] == pytest.approx(0.0968, abs=1e-4)
    assert row["wilson_high"] == pytest.approx(0.7000, abs=1e-4)
    assert row["rate_low"] <= row["per_thousand"] <= row["rate_high"]


@pytest.mark.parametrize("by", ["document", "outlet", "voice", "bloc", "period"])
def test_groups_add_up_to_the_whole(climate: Chapter, by: str) -> None:
    whole = frames.rates(climate)
    parts = frames.rates(climate, by).group_by("frame").agg(pl.col("with_frame", "n", "hits").sum())
    columns = ["frame", "with_frame", "n", "hits"]
    assert parts.select(columns).sort("frame").equals(whole.select(columns).sort("frame"))


def test_speakers_belong_to_the_groups_of_the_actors_file(climate: Chapter) -> None:
    table = frames.rates(climate, "bloc").filter(frame="disaster")
    counts = dict(table.select("bloc", "with_frame").iter_rows())
    assert counts["greens"] == 2
    assert counts["industry"] == 0
    shown = groups.by_bloc(climate).html
    assert "the Greens, % (n = 2)" in shown
    assert "industry, % (n = 1)" in shown


def test_a_paragraph_holds_what_its_sentences_hold(climate_folder: Path) -> None:
    table = frames.rates(open_on(climate_folder, unit="paragraph"), "document")
    counts = {
        (row[0], row[1]): row[2:]
        for row in table.select("frame", "document", "n", "with_frame", "hits").iter_rows()
    }
    assert counts["costs", "north"] == (2, 2, 4)
    assert counts["science", "south"] == (1, 1, 1)


@pytest.mark.parametrize(
    ("split", "periods"),
    [
        ("2020-01-01", ["before 2020-01-01", "from 2020-01-01"]),
        ("2022-02-24", ["2019-03", "2020-03"]),
        (None, ["2019-03", "2020-03"]),
    ],
)
def test_periods_are_parted_by_the_split_date_or_else_the_calendar(
    climate_folder: Path, split: str | None, periods: list[str]
) -> None:
    found = frames.periods(open_on(climate_folder, split_date=split))
    assert sorted(found["period"]) == periods


def test_many_months_become_quarters_or_years(tmp_path: Path) -> None:
    rows = [
        (f"a{y}{m}", "Post", f"{y}-{m:02}-01", "It rains.") for y in (1, 2) for m in range(1, 13)
    ]
    rows = [(name, outlet, f"200{date}", text) for name, outlet, date, text in rows]
    assert sorted(set(frames.periods(open_on(corpus(tmp_path, rows)))["period"])) == [
        f"200{year} Q{quarter}" for year in (1, 2) for quarter in (1, 2, 3, 4)
    ]


def test_another_codebook_and_other_actors_change_the_whole_chapter(climate: Chapter) -> None:
    pages = "\n".join(view(climate).html for view in VIEWS)
    for words in ("What it costs", "What science says", "the Greens", "climate crisis", "Brussels"):
        assert words in pages or words.capitalize() in pages
    assert "&lt;Disaster&gt;" in pages
    assert "<Disaster>" not in pages
    assert "NATO" not in "".join(view(climate).html for view in VIEWS[:-1])
    texts = " ".join(finding.text for finding, _ in claims.findings(climate))
    assert "What it costs" in texts


def test_functions_take_in_every_frame_that_serves_them(climate: Chapter) -> None:
    table = dict(frames.function_rates(climate).select("frame", "with_frame").iter_rows())
    assert table == {"problem": 4, "cause": 2, "judgement": 2}


def test_evaluation_is_what_the_codebook_says_and_unchecked_without_codes(climate: Chapter) -> None:
    shown = evaluation.evaluation(climate)
    assert "West (unchecked)" in shown.html
    assert "West (unchecked) by paraphrase −1.00" in shown.text


def test_every_count_leads_to_its_sentences(climate: Chapter) -> None:
    table, listed = framing.frame_table(climate).html, framing.sentences(climate).html
    for frame, count in frames.rates(climate).select("frame", "with_frame").iter_rows():
        assert f'href="#sentences-{frame}"' in table
        part = listed[listed.index(f'id="sentences-{frame}"') :].split("</details>")[0]
        assert len(re.findall(r'href="articles\.html#s-', part)) == count
    assert "The tax <mark>costs</mark> <mark>jobs</mark> and <mark>costs</mark> money." in listed


def test_wordings_are_counted_by_voice_with_their_sentences(climate: Chapter) -> None:
    shown = evaluation.wording_pairs(climate).html
    assert "climate change : climate crisis" in shown
    assert "articles.html#s-south-0" in shown


def test_wide_tables_stop_at_a_dozen_groups_and_say_so(tmp_path: Path) -> None:
    rows = [(f"a{n}", f"Paper {n}", "2020-01-01", "The tax costs jobs.") for n in range(15)]
    chapter = open_on(corpus(tmp_path, rows))
    assert "3 further outlets" in groups.by_outlet(chapter).html
    assert frames.rates(chapter, "outlet")["outlet"].n_unique() == 15


@pytest.mark.parametrize("text", ["It rained.", "“It rained,” said Berg."])
@pytest.mark.parametrize("date", ["", "2020-01-01"])
def test_one_sentence_is_enough_for_every_view(tmp_path: Path, text: str, date: str) -> None:
    chapter = open_on(corpus(tmp_path, [("only", "", date, text)]))
    for view in VIEWS:
        assert view(chapter).html
    for finding, _ in claims.findings(chapter):
        assert finding.text
    assert "None" not in "".join(view(chapter).text for view in VIEWS[:-7])


@pytest.mark.parametrize("frame_set", ["issue", "generic", "policy", "all"])
@pytest.mark.parametrize("voices", [["narrator"], ["quote"], ["indirect", "quote"]])
def test_no_selection_breaks_a_view(climate: Chapter, frame_set: str, voices: list[str]) -> None:
    chapter = climate.vary(frame_set=frame_set, voices=voices)
    for view in VIEWS:
        assert view(chapter).html
    assert claims.findings(chapter)


def test_nothing_selected_breaks_no_view(climate: Chapter) -> None:
    chapter = climate.vary(outlets=["no such paper"])
    for view in VIEWS:
        assert view(chapter).html
    assert {finding.verdict for finding, _ in claims.findings(chapter)} == {"does not apply"}


def test_findings_are_asked_again_without_patterns_that_match_once(climate: Chapter) -> None:
    kept = claims.drop_single_matches(climate).tables.codes["pattern"].unique().sort().to_list()
    # "jobs" stands in one sentence alone.
    assert "jobs" in climate.tables.codes["pattern"]
    assert kept == ["(study|studies|scientist*)", "cost*", "disaster*"]


def test_another_codebook_on_428_articles(
    tmp_path: Path, validation: Callable[[str], Path]
) -> None:
    source = validation("narrative_frames_articles_metadata.tsv")
    import_corpus(tmp_path / "corpus", source)
    (tmp_path / "corpus" / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    chapter = open_on(tmp_path / "corpus")
    start = time.process_time()
    pages = [view(chapter).html for view in VIEWS]
    found = claims.findings(chapter)
    print(f"428 articles: all views and findings in {time.process_time() - start:.1f} s of work")
    assert chapter.documents.height == 428
    assert {finding.verdict for finding, _ in found} != {"does not apply"}
    assert "416 further articles" in pages[VIEWS.index(groups.by_document)]
    table = frames.rates(chapter)
    sizes = table["with_frame"].to_list()
    assert min(sizes) > 0
    assert max(sizes) > LISTED
    listed = pages[VIEWS.index(framing.sentences)]
    assert listed.count("<li>") == sum(min(size, LISTED) for size in sizes)
    assert f"{max(sizes) - LISTED} more are in" in listed


def small_climate(folder: Path, text: str) -> dict[str, Finding]:
    """Open the codebook of the climate on one article and give its findings."""
    place = corpus(folder, [("one", "Post", "2019-03-01", text)])
    (place / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (place / "actors.yml").write_text(ACTORS, encoding="utf-8")
    return {finding.id: finding for finding, _ in claims.findings(open_on(place))}


def test_no_frame_leads_that_is_as_frequent_as_the_next(tmp_path: Path) -> None:
    tied = small_climate(tmp_path / "tied", "The tax costs jobs. A study is out.")[
        "framing-leading"
    ]
    assert tied.text == (
        "No frame is more frequent than “What it costs” and “What science says”, "
        "each in 50% of the sentences."
    )
    assert tied.value == 0
    clear = small_climate(tmp_path / "clear", "The tax costs jobs. It costs us. A study is out.")
    assert clear["framing-leading"].text.startswith("The most frequent frame is “What it costs”")


def test_groups_that_share_every_frame_differ_on_none(tmp_path: Path) -> None:
    text = "Anna Berg said it is cold. Tom Holt said it is warm. The tax costs jobs."
    found = small_climate(tmp_path, text)["framing-by-bloc"]
    assert found.verdict == "does not apply"
    assert "do not differ on any frame" in found.text
