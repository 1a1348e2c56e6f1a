"""What restricts a claim, on a corpus with hand coding and on one without."""

from support import ROOT

from helpers.findings import limits
from helpers.show.chapter import Chapter
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters


def test_without_coding_nothing_is_checked_and_that_is_said(chapter):
    bare = chapter({"a": "The harbour is open. Nobody complained."})
    frame = bare.frames["frame"][0]
    assert limits.of_field(bare, "voice", what="voices") == (
        "How well voices are told apart is not checked: no sentence was coded by hand."
    )
    assert "this frame is found is not checked" in limits.of_frames(bare, [frame])
    assert "tone is measured is not checked" in limits.of_tone(bare)


def test_with_coding_the_figures_are_those_of_the_coded_sentences():
    coded = Chapter("any", Parameters(), make(ROOT / "corpus"))
    held = coded.hand_coding.drop_nulls("voice")
    assert f"of {held.height} hand-coded sentences" in limits.of_field(
        coded, "voice", what="voices"
    )
    assert "expect less on new texts" in limits.of_tone(coded)
    # Nothing was written with these sentences in view that comes off the shelf.
    assert "new texts" not in limits.of_tone(coded, "vader")
    assert limits.of_frames(coded, coded.frames["frame"].to_list()).count("coded sentence") == 11


def test_articles_are_counted_and_the_largest_is_named(chapter):
    texts = {"a": "One. Two. Three.", "b": "Four."}
    assert limits.of_articles(chapter(texts)) == (
        "It describes 2 articles, of which one alone gives 75\u00a0% of the sentences."
    )
    assert limits.of_articles(chapter({"a": "One."})) == "It describes one article."
    assert limits.of_articles(chapter(texts, documents=["none"])) == ""
