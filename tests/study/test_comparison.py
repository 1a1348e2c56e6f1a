"""What is compared with what, and which comparisons are refused."""

import polars as pl
import pytest

from helpers.corpus.problems import InputError
from helpers.findings import keyness as findings
from helpers.measures.terms.keyness import keyness
from helpers.study.check_groups import check_groups
from helpers.study.check_inputs import check_comparison
from helpers.study.comparison import against_reference, compare_groups, plan_comparison
from helpers.study.opening import open_study
from helpers.study.parameters import Parameters

TEXTS = {
    "north": "Snow fell on the road. " * 40 + "The road is long. " * 40,
    "south": "Sand fell on the road. " * 40 + "The road is long. " * 40,
    "west": "Rain fell on the road. " * 40 + "The road is long. " * 40,
}


def test_two_groups_are_compared_once(make_study):
    study = make_study({"north": TEXTS["north"], "south": TEXTS["south"]})
    plan = plan_comparison(study)
    assert (plan.groups, plan.against) == (["north"], "south")
    assert compare_groups(study, plan)["tests"][0] == 5


def test_any_group_against_any_other(make_study):
    study = make_study(TEXTS, compare="outlet", group="n", against="w")
    table = compare_groups(study, plan_comparison(study))
    assert table["outlet"].unique().to_list() == ["n"]
    assert "sand" not in table["term"]
    rest = study.vary(against="")
    table = compare_groups(rest, plan_comparison(rest))
    assert table.filter(pl.col("term") == "sand")["reference_count"].to_list() == [40]


def test_an_analyst_may_compare_by_something_else_than_the_parameters(make_study):
    study = make_study(TEXTS, compare="document", group="north")
    plan = plan_comparison(study, by="outlet")
    assert (plan.by, plan.groups) == ("outlet", ["n", "s", "w"])
    itself = plan_comparison(study, by="outlet", group="n", against="n")
    assert "cannot be compared with itself" in itself.reason
    assert compare_groups(study, itself).height == 0


def test_voices_and_periods_are_groups_too(make_study):
    dates = {"north": "2022-01-01", "south": "2022-03-01", "west": "2022-03-02"}
    study = make_study(TEXTS, dates, compare="period", split_date="2022-02-24")
    assert plan_comparison(study).groups == ["after"]
    assert study.names("period")["after"] == "from 2022-02-24"
    assert "two groups to compare by voice" in plan_comparison(study, by="voice").reason


def test_reporters_are_a_group_beside_the_speakers(make_study):
    text = "Fred Weir, a US official, said that the harbour is open. The harbour is open."
    study = make_study({"a": text}, compare="bloc")
    plan = plan_comparison(study)
    assert plan.by == "group"
    assert {*plan.groups, plan.against} == {"reporters", "us_official"}


def test_many_articles_are_compared_by_outlet_and_many_outlets_by_the_largest(make_study):
    # Outlet c has the fewest words.
    sizes = {"a1": 40, "a2": 40, "b1": 30, "b2": 30, "c1": 20, "c2": 20}
    texts = {name: "Sea road. " * size for name, size in sizes.items()}
    study = make_study(texts, max_groups=4)
    plan = plan_comparison(study)
    assert (plan.by, plan.groups) == ("outlet", ["a", "b", "c"])
    assert "6 articles are too many" in plan.note
    fewer = plan_comparison(study.vary(max_groups=2))
    assert fewer.groups == ["a", "b"]
    assert "The 2 largest of 3 groups by outlet" in fewer.note
    # One that is asked for is compared, however many there are.
    assert plan_comparison(study.vary(max_groups=2, group="a1")).by == "document"


def test_against_a_reference_corpus(make_study, tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("token,count\nTHE,700\nroad,80\nfell,40\nis,40\nlong,40\nships,100\n")
    study = make_study({"north": TEXTS["north"]}, reference=str(path))
    table = against_reference(study)
    counts = pl.DataFrame(
        {
            "term": ["snow", "fell", "on", "the", "road", "is", "long"],
            "count": [40, 40, 40, 80, 80, 40, 40],
        }
    )
    reference = pl.DataFrame(
        {
            "term": ["the", "road", "fell", "is", "long", "ships"],
            "count": [700, 80, 40, 40, 40, 100],
        }
    )
    expected = keyness(counts, reference, minimum=3, stopwords=study.stop_words)
    expected = expected.filter(pl.col("target_count") > 0)
    columns = ["term", "target_count", "reference_count", "log_ratio", "g2"]
    assert table.select(columns).equals(expected.select(columns))
    title = findings.reference_title(study, table)
    assert "counts.csv" in title
    assert str(tmp_path) not in title
    assert against_reference(study.vary(reference="")).height == 0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"compare": "voice", "group": "quot"}, "there is no 'quot' to compare by voice"),
        ({"compare": "period", "group": "now"}, "there is no 'now' to compare by period"),
        ({"group": "x", "against": "z"}, "there is no 'z' to compare by document"),
        ({"against": "x"}, "it is given without `group`"),
        ({"group": "x", "against": "x"}, "compared with itself"),
        ({"group": "x", "against": "y"}, None),
        ({"compare": "bloc", "group": "anybody"}, None),
        ({}, None),
    ],
)
def test_impossible_comparisons_are_found_before_anything_runs(values, message):
    documents = pl.DataFrame({"document": ["x", "y"], "outlet": ["o", None]})
    problems = check_comparison(documents, Parameters(**values))
    assert [message in str(problem) for problem in problems] == ([True] if message else [])


def test_groups_of_speakers_are_checked_once_the_articles_are_read(small_corpus):
    sentences = pl.DataFrame({"bloc": ["us_official", None]})
    asks = {"compare": "bloc", "group": "reporters", "against": "us_official"}
    assert not check_groups(sentences, Parameters(**asks))
    assert not check_groups(sentences, Parameters(group="anything"))
    values = {"corpus": str(small_corpus), "compare": "bloc", "group": "martians"}
    with pytest.raises(InputError, match="group: there is no 'martians' to compare by bloc"):
        open_study(values)
