"""A codebook of one's own needs little, and names its sets freely."""

from pathlib import Path

import pytest

from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS
from helpers.measures.framing.codebook import Codebook, read_codebook

FRAME = "{id: costs, label: Costs, definition: Who pays., patterns: [cost*]}"


def read(folder: Path, text: str) -> Codebook:
    path = folder / "codebook.yml"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as error:
        read(folder, text)
    (problem,) = error.value.problems
    return str(problem).removeprefix(f"{folder}/")


def test_id_label_definition_and_patterns_are_enough(tmp_path: Path) -> None:
    book = read(tmp_path, f"frames:\n  - {FRAME}\n")
    (frame,) = book.frames
    assert (frame.set, frame.include, frame.exclude, frame.source) == ("topic", "", "", "")
    assert (book.title, book.version, book.source) == ("", "", "")
    assert book.matching == read_codebook(DEFAULTS / "codebook.yml").matching


def test_negation_works_without_a_list_of_negators(tmp_path: Path) -> None:
    pattern = "{match: cost*, negation: forbidden}"
    book = read(tmp_path, f"frames:\n  - {FRAME.replace('cost*', pattern)}\n")
    assert "not" in book.matching.negators


def test_sets_have_any_names_in_any_number_and_may_have_labels(tmp_path: Path) -> None:
    frames = [
        FRAME.replace("id: costs", f"id: f{place}, set: {name}")
        for place, name in enumerate(["mine", "yours", "mine", "theirs"])
    ]
    listed = "\n".join(f"  - {frame}" for frame in frames)
    book = read(tmp_path, f"sets: {{yours: What you say}}\nframes:\n{listed}\n")
    assert book.frame_sets() == {"mine": ["f0", "f2"], "yours": ["f1"], "theirs": ["f3"]}
    assert book.set_label("yours") == "What you say"
    assert book.set_label("mine") == "Frames of the set “mine”"


@pytest.mark.parametrize("name", ["frames", "tone", "all", "stance_west", "read_tone"])
def test_a_set_is_not_called_as_a_column_is(tmp_path: Path, name: str) -> None:
    text = f"frames:\n  - {FRAME.replace('id:', f'set: {name}, id:')}\n"
    assert refusal(tmp_path, text).startswith(
        f'codebook.yml:2: frames.0.set: no set can be called "{name}"'
    )


def test_a_set_is_a_lower_case_identifier(tmp_path: Path) -> None:
    text = f"frames:\n  - {FRAME.replace('id:', 'set: My set, id:')}\n"
    assert refusal(tmp_path, text).startswith("codebook.yml:2: frames.0.set: ")


def test_a_label_of_no_set_is_named_with_the_nearest(tmp_path: Path) -> None:
    said = refusal(tmp_path, f"frames:\n  - {FRAME}\nsets:\n  topics: Mine\n")
    assert said.startswith('codebook.yml:4: sets.topics: no frame is of the set "topics"')
    assert 'write "topic"' in said


def test_none_is_no_frame(tmp_path: Path) -> None:
    said = refusal(tmp_path, f"frames:\n  - {FRAME.replace('id: costs', 'id: none')}\n")
    assert "where no frame applies; rename it" in said
