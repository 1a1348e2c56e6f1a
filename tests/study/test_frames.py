"""Frames counted by groups, on a corpus with a codebook and actors of its own."""

from pathlib import Path

import polars as pl
import pytest
from climate import climate_corpus, corpus_of

from helpers.findings import framing as findings
from helpers.study import frames
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.stances import evaluations


def study_of(folder: Path, **parameters: object) -> Study:
    return Study(Parameters(resamples=200, **parameters), make(folder), chapter="frames")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return climate_corpus(tmp_path_factory.mktemp("climate"))


@pytest.fixture(scope="module")
def climate(folder: Path) -> Study:
    return study_of(folder)


def test_shares_can_be_counted_on_paper(climate: Study) -> None:
    # Words: 7 + 3 + 8 + 7 in the north, 5 + 9 in the south.
    table = frames.shares(climate)
    assert table.select("frame", "n", "count", "hits", "words").rows() == [
        ("costs", 6, 2, 4, 39),
        ("disaster", 6, 2, 2, 39),
        ("science", 6, 2, 2, 39),
    ]
    row = table.row(0, named=True)
    assert row["share"] == pytest.approx(2 / 6)
    assert row["per_thousand"] == pytest.approx(1000 * 4 / 39)
    assert row["low"] <= row["share"] <= row["high"]


def test_where_resampling_moves_nothing_the_interval_is_wilsons(tmp_path: Path) -> None:
    text = " ".join(["It costs us."] * 2)
    folder = climate_corpus(tmp_path, [("only", "Post", "2019-03-01", text)])
    row = frames.shares(study_of(folder)).filter(frame="costs").row(0, named=True)
    assert (row["count"], row["n"], row["share"]) == (2, 2, 1.0)
    # As in any table of it, for two in two.
    assert row["low"] == pytest.approx(0.3424, abs=1e-4)
    assert row["high"] == 1


COLUMNS = ["document", "outlet", "voice", "bloc", "group", "period", "country", "kind"]


@pytest.mark.parametrize("by", [*COLUMNS, ["outlet", "voice"]], ids=str)
def test_groups_add_up_to_the_whole(climate: Study, by: str | list[str]) -> None:
    whole = frames.shares(climate)
    parts = frames.shares(climate, by=by)
    if by == "country":
        assert not parts.height
        return
    columns = ["frame", "count", "n", "hits", "words"]
    sums = parts.group_by("frame").agg(pl.col(columns[1:]).sum())
    assert sums.select(columns).sort("frame").equals(whole.select(columns).sort("frame"))


def test_speakers_belong_to_the_groups_of_the_actors_file(climate: Study) -> None:
    table = frames.shares(climate, by="group").filter(frame="disaster")
    counts = {row[0]: row[1:] for row in table.select("group", "n", "count").iter_rows()}
    assert counts == {"reporters": (3, 0), "greens": (2, 2), "industry": (1, 0)}
    # In the order of their names.
    assert list(counts) == ["reporters", "greens", "industry"]


def test_a_column_that_is_not_there_is_named(climate: Study) -> None:
    with pytest.raises(ValueError, match='no column "bloc_of"'):
        frames.shares(climate, by="bloc_of")


def test_a_paragraph_holds_what_its_sentences_hold(folder: Path) -> None:
    table = frames.shares(study_of(folder, unit="paragraph"), by="document")
    counts = {
        (row[0], row[1]): row[2:]
        for row in table.select("frame", "document", "n", "count", "hits").iter_rows()
    }
    assert counts["costs", "north"] == (2, 2, 4)
    assert counts["science", "south"] == (1, 1, 1)


def test_functions_take_in_every_frame_that_serves_them(climate: Study) -> None:
    table = dict(frames.shares(climate, of="function").select("function", "count").iter_rows())
    assert table == {"problem": 4, "cause": 2, "judgement": 2}


def test_the_largest_groups_are_kept_in_their_order(tmp_path: Path) -> None:
    sizes = {f"Paper {n:02}": 4 + n for n in range(10)}
    rows = [
        (f"a{n}", outlet, "2020-01-01", "It is cold. " * size)
        for n, (outlet, size) in enumerate(sizes.items())
    ]
    table = frames.shares(study_of(climate_corpus(tmp_path, rows)), by="outlet")
    assert table["outlet"].n_unique() == 10
    kept = frames.largest_groups(table, by="outlet")["outlet"].unique(maintain_order=True)
    assert kept.to_list() == list(sizes)[3:]
    every = frames.largest_groups(table, by="outlet", most=99)["outlet"].unique()
    # Four sentences are too few.
    assert sorted(every) == list(sizes)[1:]


@pytest.mark.parametrize(
    ("split", "periods"),
    [
        ("2020-01-01", ["before 2020-01-01", "from 2020-01-01"]),
        ("2022-02-24", ["2019-03", "2020-03"]),
        (None, ["2019-03", "2020-03"]),
    ],
)
def test_periods_are_parted_by_the_split_date_or_else_the_calendar(
    folder: Path, split: str | None, periods: list[str]
) -> None:
    study = study_of(folder, split_date=split)
    assert sorted(frames.periods(study)["period"]) == periods
    assert frames.shares(study, by="period")["period"].unique().sort().to_list() == periods


def test_a_corpus_may_name_the_day_that_parts_it(tmp_path: Path) -> None:
    folder = climate_corpus(tmp_path)
    assert study_of(folder).split_date is None
    (folder / "corpus.yml").write_text("split_date: 2020-01-01\n", encoding="utf-8")
    named = study_of(folder)
    assert named.names("period") == {"before": "before 2020-01-01", "after": "from 2020-01-01"}
    assert named.sentences["period"].unique().sort().to_list() == ["after", "before"]
    assert study_of(folder, split_date="2019-06-01").names("period")["after"] == "from 2019-06-01"
    assert study_of(folder, split_date=None).names("period") == {}


def test_many_months_become_quarters_or_years(tmp_path: Path) -> None:
    rows = [
        (f"a{y}{m}", "Post", f"200{y}-{m:02}-01", "It rains.") for y in (1, 2) for m in range(1, 13)
    ]
    study = study_of(corpus_of(tmp_path, rows))
    assert sorted(set(frames.periods(study)["period"])) == [
        f"200{year} Q{quarter}" for year in (1, 2) for quarter in (1, 2, 3, 4)
    ]


def test_evaluation_is_what_the_codebook_says(climate: Study) -> None:
    columns = ["target", "voice", "n", "against", "neutral", "in_favour", "mean", "places"]
    assert evaluations(climate).select(columns).rows() == [
        ("west", "narrator", 1, 1, 0, 0, -1.0, ["north#0"]),
        ("west", "indirect", 1, 1, 0, 0, -1.0, ["north#3"]),
    ]
    by_document = evaluations(climate, by="document")
    assert by_document.select("document", "n", "mean").rows() == [("north", 2, -1.0)]


def test_findings_are_asked_again_without_patterns_that_match_once(climate: Study) -> None:
    kept = findings.drop_single_matches(climate).tables.codes["pattern"].unique().sort().to_list()
    # "jobs" stands in one sentence alone.
    assert "jobs" in climate.tables.codes["pattern"]
    assert kept == ["(study|studies|scientist*)", "cost*", "disaster*"]
