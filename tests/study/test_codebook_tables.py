"""The codebook as tables: everything in it can be found."""

from itertools import pairwise
from pathlib import Path

import pytest
from support import ROOT

from helpers.corpus.files.importing import import_corpus
from helpers.corpus.settings import DEFAULTS
from helpers.findings import codebook as words
from helpers.measures.framing.codebook import Pattern, read_codebook
from helpers.study import codebook_tables as tables
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters

BARE = (
    'title: T\nversion: "1"\nsource: s\n'
    "matching: {gap: 3, negation: 4, scare_quote: 3}\n"
    "frames:\n  - {id: x, label: X, set: policy, definition: d, include: i, exclude: e,"
    " source: s, patterns: [rain*]}\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "only.txt").write_text("Taxes rise. Prices fall.", encoding="utf-8")
    import_corpus(tmp_path / "corpus", tmp_path / "texts")
    return Study(Parameters(), make(tmp_path / "corpus"), chapter="codebook")


def use(study: Study, text: str) -> Study:
    (study.tables.folder / "codebook.yml").write_text(text, encoding="utf-8")
    return Study(Parameters(), make(study.tables.folder), chapter="codebook")


def test_the_list_and_the_entries_hold_every_frame(study: Study) -> None:
    frames = study.tables.codebook.frame_ids()
    assert tables.frame_list(study)["frame"].to_list() == frames
    assert tables.frame_entries(study)["frame"].to_list() == frames


def test_the_list_counts_sentences_and_articles(study: Study) -> None:
    (row,) = tables.frame_list(study).filter(label="Economic consequences").to_dicts()
    assert (row["sentences"], row["documents"]) == (2, 1)


def test_every_shipped_codebook_is_named_with_its_place() -> None:
    shipped = {row["place"]: row for row in tables.shipped_codebooks().to_dicts()}
    for name in ("codebook.yml", "policy-frames.yml"):
        book = read_codebook(DEFAULTS / name)
        row = shipped[f"helpers/defaults/{name}"]
        assert row["title"] == book.title
        assert row["frames"] == len(book.frames) == len(row["labels"])


@pytest.mark.parametrize(
    ("chosen", "first"), [("issue", "Issue frames"), ("generic", "Generic frames")]
)
def test_sets_stand_apart_with_the_chosen_one_first(chosen: str, first: str) -> None:
    opened = Study(Parameters(frame_set=chosen), make(ROOT / "corpus"))
    sets = tables.frame_entries(opened)["set"].to_list()
    assert sets[0].startswith(first)
    changes = sum(one != other for one, other in pairwise(sets))
    assert changes == len(set(sets)) - 1


def test_conditions_of_a_pattern_are_said() -> None:
    pattern = Pattern(match="a ... b", requires=["c", "d"], within=3, negation="forbidden")
    assert tables.pattern_words(pattern) == (
        "`a ... b` with `c` / `d` within 3 words, negation forbidden"
    )
    assert tables.pattern_words(Pattern(match="a", quoted=False)) == "`a`, not in quotation marks"


def test_word_lists_pairs_and_unnamed_sources_are_shown(study: Study) -> None:
    opened = use(
        study,
        """\
title: T
version: "1"
source: s
matching: {gap: 7, negation: 4, scare_quote: 3, negators: ["*n't"]}
lists: {west: [NATO]}
frames:
  - {id: x, label: X & Y, set: policy, definition: d, include: i, exclude: e, source: s,
     evaluates: {far_west: -1}, patterns: [{match: <west> ... grow*, unless: no growth}]}
pairs: [{label: war, left: operation, right: [invasion, <west> war]}]
unnamed: [insiders]
""",
    )
    assert "up to 7 words" in words.pattern_language(opened)
    assert tables.word_lists(opened).rows() == [("negators", ["*n't"]), ("<west>", ["NATO"])]
    assert tables.wording_pairs(opened).rows() == [
        ("war", ["operation"], ["invasion", "<west> war"])
    ]
    assert words.unnamed(opened) == ("Sources that count as unnamed: insiders, experts and source.")
    assert words.about(opened) == "T, version 1: 1 frame and 1 pattern. s"
    (entry,) = tables.frame_entries(opened).to_dicts()
    assert entry["label"] == "X & Y"
    assert entry["note"] == "`x` · speaks against Far west · s"
    assert entry["patterns"] == ["`<west> ... grow*` unless `no growth`"]


def test_a_codebook_without_pairs_or_unnamed_has_what_rules_call_such_a_speaker(
    study: Study,
) -> None:
    opened = use(study, BARE)
    assert tables.wording_pairs(opened).height == 0
    assert tables.word_lists(opened).height == 0
    assert words.unnamed(opened) == "Sources that count as unnamed: experts and source."
