"""A project of one's own: what its folder holds, and that the packed tool builds it."""

import json
import os
import re
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from support import ROOT, Run

from helpers.build.manifest import versions
from helpers.build.new_project import NO_ADDRESS, configure, make_project
from helpers.build.starter import starter_files
from helpers.build.tool import DISTRIBUTION, requirement, wheel
from helpers.commands.cli import cli
from helpers.corpus.problems import InputError

CONFIG = (ROOT / "_config.yml").read_text(encoding="utf-8")
# What the package is built from.
SOURCES = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "src")
TABLE = (
    "id,date,outlet,text\n"
    "north,2024-01-02,Post,Talks on ice. Minister Anna Berg said the talks failed.\n"
    "south,2024-02-02,Times,The harbour is open. Nobody complained. Ships arrive every day.\n"
)


def report(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in arguments])


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a table of two articles, in a folder outside any project, and go there."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "some.csv"
    path.write_text(TABLE)
    return path


@pytest.fixture(scope="session")
def packed(shared: Callable[..., Path], run: Run) -> Path:
    """Return the wheel, built without a network from a copy of the project, as others build it."""

    def build(place: Path) -> None:
        copy = place.with_name("sources")
        passed_over = shutil.ignore_patterns("__pycache__", "*.egg-info")
        for name in SOURCES:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, copy / name, ignore=passed_over)
            else:
                copy.mkdir(exist_ok=True)
                shutil.copyfile(path, copy / name)
        for file in starter_files(ROOT):
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, copy / file)
        (copy / "notebooks" / "scratch.txt").write_text("Not for others.")
        before = {path.name for path in copy.iterdir()}
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
        run([*pip, "--no-build-isolation", "--wheel-dir", place, "."], cwd=copy)
        # What git would not pass over.
        assert {path.name for path in copy.iterdir()} - before == {"_build"}

    (file,) = shared("wheel", build).iterdir()
    return file


def test_the_package_holds_all_that_the_code_and_a_new_project_read(packed: Path) -> None:
    names = set(zipfile.ZipFile(packed).namelist())
    code = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "helpers").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    starter = {f"helpers/starter/{name.as_posix()}" for name in starter_files(ROOT)}
    assert {name for name in names if name.startswith("helpers/")} == code | starter
    assert len(starter) > 30


def test_the_packed_tool_makes_a_project_and_builds_it(packed: Path, table: Path, run: Run) -> None:
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(table.parent / "site")
    environment = os.environ | {"PYTHONPATH": str(table.parent / "site")}

    def tool(*arguments: str, cwd: Path = table.parent) -> str:
        command = [sys.executable, "-m", "helpers", *arguments]
        return run(command, cwd=cwd, env=environment).stdout

    said = tool("new", "my-study", "--project", "--from", "some.csv").splitlines()
    assert said[-4:] == ["  cd my-study", "  report check", "  report build", "  report serve"]
    project = table.parent / "my-study"
    assert "split_date\t(empty)\t" in tool("parameters", cwd=project)
    names = [line.split("\t")[0] for line in tool("editions", cwd=project).splitlines()]
    assert names == ["default", "narrator", "plain-vader", "quoted-speech"]
    # All chapters would take a minute.
    (project / "notebooks" / "start.md").write_text("# Start\n")
    (project / "_toc.yml").write_text(
        "format: jb-book\nroot: notebooks/start\nchapters:\n- file: notebooks/articles\n"
    )
    tool("build", cwd=project)
    book = project / "_build" / "default"
    page = (book / "html" / "notebooks" / "articles" / "north.html").read_text(encoding="utf-8")
    assert "Minister Anna Berg" in page
    assert "<title>Post, 2 Jan 2024 &#8212; My study</title>" in page
    manifest = json.loads((book / "data" / "manifest.json").read_text())
    assert (manifest["book"], manifest["commit"]) == ("My study", None)
    number = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert manifest["versions"][DISTRIBUTION] == number
    assert f"<dt>Tool</dt> <dd>{DISTRIBUTION} {number}</dd>" in page


def test_a_project_holds_all_but_what_is_about_this_topic(table: Path) -> None:
    make_project(Path("press-on_floods"), table)
    project = Path("press-on_floods")
    made = {path.relative_to(project) for path in project.rglob("*") if path.is_file()}
    # Editions that select articles ask for those of this corpus.
    starter = set(starter_files(ROOT))
    assert {path.stem for path in starter - made} == {"after", "before", "one-outlet"}
    outside = {path for path in made if path.parts[0] != "corpus"}
    own = {"README.md", ".gitignore", "requirements.txt", ".github/workflows/report.yml"}
    assert outside - starter == set(map(Path, own))
    for path in outside - {Path("requirements.txt")}:
        text = (project / path).read_text(encoding="utf-8")
        # That abbreviations of some languages are known is about no topic.
        for word in ("NATO", "Russia", "Ukraine", "2022-02-24", "ive articles"):
            assert not re.search(rf"{word}\b", text), path
    assert (project / "README.md").read_text(encoding="utf-8").startswith("# Press on floods\n")
    workflow = yaml.safe_load((project / ".github/workflows/report.yml").read_text())
    steps = [step.get("run") for step in workflow["jobs"]["build"]["steps"]]
    assert [step for step in steps if step] == ["pip install -r requirements.txt", "report build"]


def test_the_settings_of_a_project_differ_from_these_in_what_is_about_this_topic() -> None:
    title = 'Floods: “so what?” #1 "quoted"'
    expected = yaml.safe_load(CONFIG)
    expected |= {"title": title, "author": ""}
    expected["sphinx"]["config"]["html_theme_options"]["logo"]["text"] = title
    del expected["sphinx"]["config"]["redirects"]
    address = CONFIG.replace('url: ""', "url: https://example.org/a")
    assert address != CONFIG
    assert yaml.safe_load(configure(address, title=title)) == expected


def test_a_project_without_articles_says_how_to_add_them(table: Path) -> None:
    said = report("new", "my study", "--project")
    assert said.exit_code == 0, said.output
    assert not Path("my study", "corpus").exists()
    steps = ["  cd 'my study'", "  report new corpus --from articles.csv", "  report check"]
    assert said.stdout.splitlines()[1:4] == steps


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new", "full", "--project"], "already exists and is not an empty folder"),
        (["new", "a", "--project", "--from", "none.csv"], "none.csv"),
        (["new", "a", "--project", "--again"], "report new a/corpus"),
        (["new", "a"], "--from FILE_OR_FOLDER"),
    ],
)
def test_what_is_there_stays_and_what_fails_leaves_nothing(
    table: Path, words: list[str], message: str
) -> None:
    Path("full").mkdir()
    Path("full", "mine.txt").write_text("Mine.")
    said = report(*words)
    assert said.exit_code == 2
    assert message in said.stderr
    assert sorted(path.name for path in Path().rglob("*")) == ["full", "mine.txt", "some.csv"]


@pytest.mark.parametrize(
    "words",
    ["build", "parameters", "editions", "serve", "compare", "diff a b", "verify", "sweep"],
)
def test_outside_a_project_one_message_says_what_is_missing(table: Path, words: str) -> None:
    said = report(*words.split())
    assert said.exit_code == 2
    (line,) = said.stderr.splitlines()
    assert "no report in this folder or above it" in line
    assert "report new FOLDER --project" in line


def test_texts_are_scored_anywhere(table: Path) -> None:
    said = report("score", table, "--text", "text", "-o", "out.csv")
    assert said.exit_code == 0, said.output
    assert "settings that come with the tool" in said.stderr
    assert len(Path("out.csv").read_text().splitlines()) == 3


def test_parameters_can_be_listed_with_the_names_of_a_corpus(table: Path) -> None:
    make_project(Path("study"), table)
    os.chdir("study")
    listed = report("parameters", "--corpus", "corpus").stdout
    header, *lines = (line.split("\t") for line in listed.splitlines())
    rows = {line[0]: dict(zip(header, line, strict=True)) for line in lines}
    assert rows["outlets"]["in this corpus"] == "Post, Times"
    assert rows["documents"]["in this corpus"] == "north, south"
    assert rows["frames_from"]["in this corpus"] == "codebook, learned"
    assert "in this corpus" not in report("parameters").stdout


def installed(folder: Path, files: Mapping[str, str]) -> None:
    """Make what an installer leaves of this distribution."""
    place = folder / "site" / f"{DISTRIBUTION.replace('-', '_')}-9.0.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {DISTRIBUTION}\nVersion: 9.0\n"
        "Requires-Dist: polars>=2\nRequires-Dist: no-such-lab; extra == 'lab'\n"
    )
    for name, text in files.items():
        (place / name).write_text(text)


def test_a_book_names_the_tool_and_no_package_that_it_does_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, {})
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert versions().keys() == {"python", DISTRIBUTION, "polars"}
    assert versions()[DISTRIBUTION] == "9.0"


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"INSTALLER": "pip"}, f"{DISTRIBUTION}==9.0"),
        ({}, None),
        ({"direct_url.json": '{"url": "file:///src", "dir_info": {"editable": true}}'}, None),
        ({"direct_url.json": '{"url": "file:///gone/a.whl", "archive_info": {}}'}, None),
        (
            {"direct_url.json": '{"url": "https://x.org/a.whl", "archive_info": {}}'},
            f"{DISTRIBUTION} @ https://x.org/a.whl",
        ),
        (
            {
                "direct_url.json": '{"url": "ssh://git@x.org/a", "vcs_info": '
                '{"vcs": "git", "commit_id": "0f"}}'
            },
            f"{DISTRIBUTION} @ git+ssh://git@x.org/a@0f",
        ),
    ],
)
def test_a_project_names_the_tool_where_others_can_get_it(
    table: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str], line: str | None
) -> None:
    installed(table.parent, files)
    monkeypatch.syspath_prepend(str(table.parent / "site"))
    assert requirement() == line
    said = report("new", "study", "--project")
    assert Path("study", "requirements.txt").read_text() == (f"{line}\n" if line else NO_ADDRESS)
    assert ("requirements.txt" in said.stderr) == (line is None)


def test_a_tool_from_a_file_goes_into_the_project(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table.parent / "my tool-9.0.whl"
    file.write_bytes(b"wheel")
    origin = json.dumps({"url": file.as_uri(), "archive_info": {}})
    installed(table.parent, {"direct_url.json": origin})
    monkeypatch.syspath_prepend(str(table.parent / "site"))
    assert wheel() == file
    make_project(Path("study"))
    assert Path("study", "requirements.txt").read_text() == "./wheels/my tool-9.0.whl\n"
    assert Path("study", "wheels", file.name).read_bytes() == b"wheel"


def test_a_project_is_not_made_where_one_stands(table: Path) -> None:
    with pytest.raises(InputError, match="the folder you are in"):
        make_project(Path())
