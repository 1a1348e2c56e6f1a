"""Every statistic against values computed elsewhere from published worked examples."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from helpers.measures.terms import association, contingency, richness
from helpers.measures.terms.dispersion import dispersion_of_counts
from helpers.measures.terms.keyness import keyness


@pytest.fixture(scope="module")
def reference(validation: Callable[[str], Path]) -> dict[str, Any]:
    return json.loads(validation("formula_reference.json").read_text())


def close(value: float) -> Any:
    return pytest.approx(value, abs=1e-6)


TEXT = "test text with some text numbers hyphenhere and text punctuations"
COMPARISONS = [
    (10, 5, 1000, 1000),
    (150, 50, 100000, 200000),
    (12, 0, 5000, 20000),
    (3, 7, 10, 9),
]
RAYSON = {
    "G2_2cell": lambda *t: contingency.g2(*t, cells=2),
    "G2_4cell": contingency.g2,
    "BIC": contingency.bic,
    "pctdiff": contingency.percent_difference,
    "ELL": contingency.ell,
    "rrisk": contingency.relative_risk,
    "logratio": contingency.log_ratio,
    "oddsratio": contingency.odds_ratio,
    "E1": lambda *t: contingency.expected(*t)[0],
    "E2": lambda *t: contingency.expected(*t)[1],
}


@pytest.mark.parametrize("table", COMPARISONS)
@pytest.mark.parametrize("name", RAYSON)
def test_two_corpora(reference, table, name):
    expected = reference[f"rayson({','.join(map(str, table))})"][name]
    value = float(RAYSON[name](*table))
    assert math.isnan(value) if expected is None else value == close(expected)


@pytest.mark.parametrize("table", COMPARISONS)
def test_the_table_of_keyness_holds_the_same_values(reference, table):
    a, b, c, d = table
    target = pl.DataFrame({"term": ["w", "x"], "count": [a, c - a]})
    other = pl.DataFrame({"term": ["w", "x"], "count": [b, d - b]})
    row = keyness(target, other).row(by_predicate=pl.col("term") == "w", named=True)
    expected = reference[f"rayson({','.join(map(str, table))})"]
    columns = {
        "g2": "G2_4cell",
        "g2_two_cell": "G2_2cell",
        "bic": "BIC",
        "ell": "ELL",
        "percent_difference": "pctdiff",
        "relative_risk": "rrisk",
        "log_ratio": "logratio",
        "odds_ratio": "oddsratio",
    }
    assert {name: row[name] for name in columns} == {
        name: None if expected[key] is None else close(expected[key])
        for name, key in columns.items()
    }


def test_tests_of_one_term(reference):
    table = (3, 7, 10, 9)
    plain, corrected = contingency.chi2(*table), contingency.chi2(*table, yates=True)
    for name, value in (
        ("chi2_none", plain),
        ("chi2_yates", corrected),
        ("G2_none", contingency.g2(*table)),
    ):
        statistic, p = reference[f"quanteda_keyness_a_vs_b {name}"]
        assert float(value) == close(statistic)
        assert float(contingency.p_value(value)) == close(p)
    assert float(contingency.williams(*table)) == close(reference["G2_williams"])
    odds, p = reference["fisher"]
    assert float(contingency.odds_ratio(*table)) == close(odds)
    assert float(contingency.fisher(*table)) == close(p)
    # quanteda's worked example, 3 of 17 against 2 of 12 tokens, in natural logarithms.
    pmi = float(contingency.pmi(3, 2, 17, 12)) * math.log(2)
    assert pmi == close(reference["quanteda_pmi_a"])


def test_association(reference):
    for table in ((110, (2552, 221), 31777), (8, (13, 32), 31777)):
        o11, (r1, c1), n = table
        key = f"Dunning LL ({o11},({r1},{c1}),{n})"
        assert float(association.g2(o11, r1, c1, n)) == close(reference[key])
    new_companies = (8, 15828, 4675, 14307668)
    t = float(association.t_score(*new_companies))
    assert t == close(reference["M&S t (8,(15828,4675),14307668)"])
    assert float(association.chi2(*new_companies)) == close(reference["M&S chi2"])
    pmi = float(association.pmi(20, 42, 20, 14307668))
    assert pmi == close(reference["M&S pmi (20,(42,20),14307668)"])


@pytest.mark.parametrize(
    ("key", "counts", "sizes"),
    [
        (
            "Gries2020 toy: f=(1,2,3,4,5), sizes (9,10,10,10,11)",
            [1, 2, 3, 4, 5],
            [9, 10, 10, 10, 11],
        ),
        (
            "Lyne ALLEMAND (tlda README)",
            [2, 0, 1, 1, 3, 0, 3, 0, 0, 0],
            [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930],
        ),
    ],
)
def test_dispersion(reference, key, counts, sizes):
    parts = [f"part {number}" for number in range(len(sizes))]
    table = pl.DataFrame({"term": "w", "part": parts, "count": counts})
    of_parts = pl.DataFrame({"part": parts, "size": sizes})
    population = dispersion_of_counts(table, of_parts).row(0, named=True)
    sample = dispersion_of_counts(table, of_parts, ddof=1).row(0, named=True)
    ours = {
        "range": population["range"],
        "sd_pop": population["sd"],
        "sd_sample": sample["sd"],
        "vc_pop": population["vc"],
        "vc_sample": sample["vc"],
        "juillandD_counts": population["juilland_d_counts"],
        "juillandD_rel": population["juilland_d"],
        "carrollD2": population["carroll_d2"],
        "rosengrenS": population["rosengren_s"],
        "DP": population["dp"],
        "DPnorm": population["dp_norm"],
        "DP_egbert": population["dp_egbert"],
        "KL": population["kl"],
    }
    assert ours == {name: close(value) for name, value in reference[key].items()}


def test_richness(reference):
    words = TEXT.split()
    expected = reference["lexicalrichness s1"]
    assert len(words) == expected["words"]
    assert len(set(words)) == expected["terms"]
    assert richness.ttr(words) == close(expected["ttr"])
    assert richness.mattr(words, window=5) == close(expected["mattr5"])
    assert richness.mtld(words) == close(expected["mtld"])
    assert richness.hdd(words, draws=5) == close(expected["hdd5"])
    assert richness.yule_k(words) == close(expected["yulek"])
    assert richness.maas(words) == close(expected["maas"])
    # The reference leaves out the last segment even if it is whole; the mean of both is .9.
    assert richness.msttr(words[:-1], segment=5) == close(expected["msttr5"])
    assert richness.msttr(words, segment=5) == close(0.9)
