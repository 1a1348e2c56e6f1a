"""The finding on the closest neighbour of a word."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.findings import company
from helpers.measures.terms.collocation import with_times
from helpers.study.words import neighbours


def test_the_closest_neighbour_is_counted_near_and_elsewhere(make_study):
    text = "Snow falls deep. " * 6 + "The road is long. " * 20 + "Deep road. "
    study = make_study({"a": text}, node="snow", window=2)
    ((finding, _),) = company.findings(study)
    # falls and deep stand near snow six times each; deep once elsewhere, so falls is closer.
    assert "“falls” belongs most closely to “snow”: 6 of its 6 uses" in finding.text
    assert finding.value > 0
    assert finding.verdict in ("supported", "fragile")
    table = with_times(neighbours(study, 2))
    # 12 of the 94 words but snow are near it: falls stands near it 94 / 12 times as often.
    assert table.row(0, named=True)["times"] == pytest.approx(94 / 12)
    title = company.neighbours_title(study, table)
    assert title == "“falls” stands near “snow” 8 times as often as chance would have it"


@pytest.mark.parametrize("span", [2, None])
def test_company_of_all_articles_is_that_of_each_together(make_study, span):
    # Sentences of two articles have the same number; none of them may be taken for one.
    texts = {"a": "Snow falls deep. The road is long.", "b": "The long road. Deep snow falls."}
    words = make_study(texts).words
    each = company.count_company(words, "snow", span)
    every = company.count_company(words, "snow", span, apart=False)
    assert every.words["document"].unique().to_list() == [""]
    for one, other in ((each.words, every.words), (each.sizes, every.sizes)):
        keys = [name for name in one.columns if name == "term"]
        sums = one.drop("document").group_by(keys or pl.lit(0).alias("all")).sum()
        assert_frame_equal(
            sums.select(other.drop("document").columns),
            other.drop("document"),
            check_row_order=False,
            check_dtypes=False,
        )


@pytest.mark.parametrize("node", ["", "absent"])
def test_a_word_without_neighbours(make_study, node):
    study = make_study({"a": "It rained."}, node=node)
    assert company.findings(study)[0].finding.verdict == "does not apply"
    name = node or "rained"
    title = company.neighbours_title(study, with_times(neighbours(study, 5)))
    assert title == f"No word stands near “{name}” beyond chance"
