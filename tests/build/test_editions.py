"""Edition files: shipped ones hold, overrides win, mistakes are named."""

from pathlib import Path

import pytest
from support import ROOT

from helpers.build.editions import claim_folder, edition_files, open_edition
from helpers.corpus.problems import InputError

FOLDER = ROOT / "notebooks" / "editions"


@pytest.mark.parametrize("name", [path.stem for path in edition_files(FOLDER)])
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


def test_the_default_edition_is_listed_first() -> None:
    names = [path.stem for path in edition_files(FOLDER)]
    assert names[0] == "default"
    assert names[1:] == sorted(names[1:])


@pytest.mark.parametrize("given", ["mine", "mine.yaml"])
def test_either_suffix_of_yaml_is_found_by_name(tmp_path: Path, given: str) -> None:
    (tmp_path / "mine.yaml").write_text("title: Mine\ndescription: x\n")
    assert open_edition(given, folder=tmp_path, overrides={}).title == "Mine"


def test_an_unknown_edition_gives_the_nearest_name_and_all_others() -> None:
    with pytest.raises(InputError) as raised:
        open_edition("narrater", folder=FOLDER, overrides={})
    assert "did you mean 'narrator'?" in str(raised.value)
    assert "quoted-speech" in str(raised.value)


@pytest.mark.parametrize("name", ["site", ".hidden"])
def test_a_name_that_is_taken_by_something_else_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.yml"
    path.write_text("title: a\ndescription: b\n")
    with pytest.raises(InputError, match="rename the file"):
        open_edition(str(path), folder=FOLDER, overrides={})


def test_two_files_of_one_name_do_not_share_a_folder(tmp_path: Path) -> None:
    editions = []
    for place in ("one", "two"):
        path = tmp_path / place / "mine.yml"
        path.parent.mkdir()
        path.write_text("title: Mine\ndescription: x\n")
        editions.append(open_edition(str(path), folder=FOLDER, overrides={}))
    workspace = tmp_path / "work"
    workspace.mkdir()
    claim_folder(editions[0], workspace)
    claim_folder(editions[0], workspace)
    with pytest.raises(InputError, match="an edition of the same name"):
        claim_folder(editions[1], workspace)
    # A file that was moved takes its folder along.
    (tmp_path / "one" / "mine.yml").unlink()
    claim_folder(editions[1], workspace)
