"""Edition files: shipped ones hold, overrides win, mistakes are named."""

from pathlib import Path

import pytest

from helpers.book.editions import open_edition
from helpers.corpus.problems import InputError

from .conftest import ROOT

FOLDER = ROOT / "notebooks" / "editions"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yml")))
def test_shipped_editions_open(name: str) -> None:
    edition = open_edition(name, folder=FOLDER, overrides={})
    assert edition.title
    assert edition.description.endswith(".")


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("title: Mine\ndescription: x\nparameters: {top_n: 3, seed: 4}\n")
    edition = open_edition(str(path), folder=FOLDER, overrides={"seed": "5"})
    assert (edition.name, edition.parameters.top_n, edition.parameters.seed) == ("mine", 3, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: a\ndescription: b\nparameters: {topn: 3}\n", "did you mean 'top_n'?"),
        ("title: a\ndescripton: b\n", "mine.yml:2"),
        ("title: [\n", "mine.yml"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        open_edition(str(path), folder=FOLDER, overrides={})
    assert said in str(raised.value)
