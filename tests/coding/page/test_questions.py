"""What a page asks, by which keys it is answered, and which answers it takes."""

from pathlib import Path

import pytest
from climate import climate_corpus
from support import ROOT

from helpers.coding.page.questions import ask, from_cell, to_cell
from helpers.coding.vocabulary import Vocabulary, choose_fields
from helpers.corpus.settings import read_settings
from helpers.corpus.voices.actors import Actors
from helpers.measures.framing.codebook import Codebook, read_codebook

EVERY = ["kind", "voice", "speaker", "bloc", "tone", "issue", "generic"]


@pytest.mark.parametrize("one_by_one", [False, True])
def test_every_answer_has_a_key_and_no_two_the_same(one_by_one: bool) -> None:
    codebook = read_codebook(ROOT / "corpus" / "codebook.yml")
    actors = read_settings(ROOT / "corpus" / "actors.yml", Actors)
    fields = choose_fields(EVERY[:-1], Vocabulary(codebook))
    questions = ask(fields, codebook=codebook, actors=actors, one_by_one=one_by_one)
    pages = [[question] for question in questions] if one_by_one else [questions]
    for page in pages:
        keys = [option.key for question in page for option in question.options]
        keys += [question.key for question in page if question.kind == "text"]
        used = [key for key in keys if key]
        assert len(used) == len(set(used))
        assert not {"u", "s", "?"}.intersection(used)
        if one_by_one:
            assert used == keys
            assert not set("123456789").intersection(used)
    frames = next(question for question in questions if question.field == "issue")
    keys = [option.key for option in frames.options]
    assert keys == list("abcdefghimn0" if one_by_one else "123456789ab0")


def test_groups_and_names_come_from_the_corpus(tmp_path: Path) -> None:
    corpus = climate_corpus(tmp_path)
    codebook = read_codebook(corpus / "codebook.yml")
    actors = read_settings(corpus / "actors.yml", Actors)
    groups, frames = reversed(ask(("issue", "bloc"), codebook=codebook, actors=actors))
    assert [(option.value, option.label) for option in groups.options] == [
        ("greens", "The Greens"),
        ("industry", "Industry"),
        ("none", "None or unknown"),
    ]
    assert [option.label for option in frames.options] == [
        "What it costs",
        "What science says",
        "<Disaster>",
        "No frame",
    ]
    assert frames.label == "Frames"


def test_a_set_is_called_as_everywhere_and_a_single_one_frames() -> None:
    frame = {"definition": "d", "patterns": ["a"]}
    frames = [frame | {"id": name, "label": name, "set": name} for name in ("one", "two")]

    def labels(**book: object) -> list[str]:
        codebook = Codebook.model_validate(book)
        fields = list(codebook.frame_sets())
        return [question.label for question in ask(fields, codebook=codebook, actors=Actors())]

    assert labels(frames=frames[:1]) == ["Frames"]
    assert labels(frames=frames[:1], sets={"one": "Money"}) == ["Money"]
    assert labels(frames=frames, sets={"two": "Money"}) == ["Frames of the set “one”", "Money"]


def test_an_answer_is_written_as_a_table_holds_it_and_read_back(tmp_path: Path) -> None:
    corpus = climate_corpus(tmp_path)
    codebook = read_codebook(corpus / "codebook.yml")
    actors = read_settings(corpus / "actors.yml", Actors)
    fields = choose_fields(["issue", "tone", "speaker"], Vocabulary(codebook))
    frames, tone, speaker = ask(fields, codebook=codebook, actors=actors)
    assert to_cell(frames, ["science", "costs", "costs"]) == "costs;science"
    assert to_cell(speaker, "  Anna \n Berg ") == "Anna Berg"
    assert to_cell(speaker, " ") is None
    for question, values in ((frames, (None, [], ["costs"])), (tone, (None, "-1"))):
        for value in values:
            assert from_cell(question, to_cell(question, value)) == value
    for question, value in (
        (frames, "costs"),
        (frames, ["tone"]),
        (frames, [""]),
        (frames, [["costs"]]),
        (tone, 1),
        (tone, "2"),
        (tone, ["1"]),
        (speaker, "a" * 201),
        (speaker, "a\u202eb"),
    ):
        with pytest.raises(ValueError, match=question.field):
            to_cell(question, value)
