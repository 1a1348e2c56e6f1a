"""What differs between two builds: hand-made findings, and builds of a small project."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support import ROOT, Run, notebook

from helpers.commands.cli import cli
from helpers.compare.differences import Cause, causes, count_by_kind, differences
from helpers.compare.report import MARKER, headline, write
from helpers.findings.finding import Finding

from .test_editions import SILENT, finding

NAMES = ("old", "new")


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        ({}, ()),
        # Within both intervals, and nobody can read it.
        ({"value": 0.2001}, ()),
        ({"value": 0.25, "text": "It is so."}, ("text",)),
        ({"text": "It is so."}, ("text",)),
        ({"title": "Is it so?"}, ("text",)),
        ({"value": 0.31, "low": 0.15, "high": 0.5}, ("value",)),
        # The new value lies in the old interval, the old value outside the new.
        ({"value": 0.28, "low": 0.25, "high": 0.31}, ("value",)),
        ({"value": 0.28, "low": None, "high": None}, ()),
        ({"value": 0.4, "low": None, "high": None}, ("value",)),
        ({"verdict": "fragile"}, ("verdict",)),
        ({"verdict": "fragile", "value": 0.4}, ("verdict", "value")),
        (SILENT, ("verdict",)),
    ],
)
def test_kinds_of_difference(other: dict[str, Any], kinds: tuple[str, ...]) -> None:
    found = differences([finding()], [finding(**other)])
    assert [difference.kinds for difference in found] == ([kinds] if kinds else [])


def test_without_any_interval_every_change_of_value_counts() -> None:
    bare = {"low": None, "high": None}
    (found,) = differences([finding(**bare)], [finding(value=0.21, **bare)])
    assert found.kinds == ("value",)


PAIR = {"subjects": ("RT", "SP")}


def test_subjects_that_changed_places_are_no_changed_value() -> None:
    turned = finding(subjects=("SP", "RT"), value=-0.2, low=-0.3, high=-0.1)
    (found,) = differences([finding(**PAIR)], [turned])
    assert (found.kinds, found.alignment) == (("text",), "turned")
    text = write([found], [], names=NAMES, form="text")
    assert "+ supported, 0.20 [0.10, 0.30]" in text
    assert "sign turned" in text
    # Turned, it is −0.2: outside the old interval.
    (moved,) = differences([finding(**PAIR)], [finding(subjects=("SP", "RT"))])
    assert moved.kinds == ("value",)
    assert "+ supported, −0.20 [−0.30, −0.10]" in write([moved], [], names=NAMES, form="text")


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_other_subjects_are_another_answer_whatever_the_values(form: Any) -> None:
    other = finding(subjects=("RT", "TASS"), value=-0.9, low=-1.0, high=-0.8)
    (found,) = differences([finding(**PAIR)], [other])
    assert found.kinds == ("answer",)
    text = write([found], [], names=NAMES, form=form)
    assert "another answer: RT and TASS, not RT and SP" in text
    assert headline([found], NAMES) == "1 finding differs between old and new: 1 another answer."


def test_findings_of_books_without_subjects_are_compared_as_they_stand() -> None:
    old = finding()
    assert old.subjects is None
    (found,) = differences([old], [finding(**PAIR, value=0.4)])
    assert (found.kinds, found.alignment) == (("value",), "same")


def test_values_in_another_unit_are_not_subtracted() -> None:
    points = {"unit": "percentage points: a minus b", "value": 20, "low": 10, "high": 30}
    (found,) = differences([finding()], [finding(**points)])
    assert found.kinds == ("unit",)
    assert "+ supported, 20 [10, 30]" in write([found], [], names=NAMES, form="text")


def test_findings_appear_and_vanish() -> None:
    found = differences([finding("a"), finding("b")], [finding("c"), finding("b")])
    assert [(each.finding, each.kinds) for each in found] == [
        ("c", ("appeared",)),
        ("a", ("vanished",)),
    ]
    assert count_by_kind(found) == {"appeared": 1, "vanished": 1}
    assert headline(found, NAMES) == (
        "2 findings differ between old and new: 1 appeared and 1 vanished."
    )


def test_causes_name_what_changed_came_and_went() -> None:
    old = {"parameters": {"seed": 1}, "inputs": {"a": "1", "b": "2"}, "versions": {"x": "1"}}
    new = {"parameters": {"seed": 1}, "inputs": {"a": "3", "c": "4"}, "versions": {"x": "1"}}
    assert causes(old, new) == [
        Cause(part="input", name="a", old="1", new="3"),
        Cause(part="input", name="b", old="2", new=None),
        Cause(part="input", name="c", old=None, new="4"),
    ]


def both() -> tuple[list[Finding], list[Finding]]:
    hostile = "<img src=x> | a\n\n# b @someone `c`"
    return [finding()], [finding(value=0.5, text=hostile, title=hostile)]


def test_the_text_shows_both_sides_and_the_criterion() -> None:
    found = differences(*both())
    text = write(found, causes({}, {"parameters": {"seed": 1}}), names=NAMES, form="text")
    assert "tone: changed value beyond the interval" in text
    assert "- supported, 0.20 [0.10, 0.30]" in text
    assert "+ supported, 0.50 [0.10, 0.30]" in text
    assert "outside the old interval" in text
    assert "parameter seed: new" in text


def test_text_from_a_corpus_does_nothing_in_markdown() -> None:
    text = write(differences(*both()), [], names=NAMES, form="markdown")
    assert text.startswith(MARKER)
    for sign in ("<img", "@someone", "&#64;someone", "`c`", "\n# b"):
        assert sign not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows} == {5}


def test_json_holds_both_findings_whole() -> None:
    made = json.loads(write(differences(*both()), [], names=NAMES, form="json"))
    assert made["findings"][0]["kinds"] == ["value"]
    assert Finding.model_validate(made["findings"][0]["old"]) == finding()


def test_no_difference_is_said() -> None:
    for form in ("text", "markdown"):
        assert "No finding differs" in write([], [], names=NAMES, form=form)  # type: ignore[arg-type]


FOUND = """
import json, os
from pathlib import Path
place = Path(os.environ["REPORT_BUILD"], "results", "two", "findings.json")
place.parent.mkdir(parents=True, exist_ok=True)
row = dict(id="a", chapter="two", title="Which seed?", text=f"Seed {seed}.", value=seed, low=None,
           high=None, unit="", n=1, verdict="fragile", agreement=None, specifications=0)
place.write_text(json.dumps([row]))
"""


def test_two_builds_a_corpus_and_a_commit_are_compared(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    place = small_project / "notebooks" / "two.ipynb"
    notebook(place, FOUND, parameters="seed = 2022")

    def git(*arguments: str) -> str:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        return run(["git", *who, *arguments], cwd=small_project).stdout

    git("init", "-q", "-b", "main")
    git("add", "_toc.yml", "_config.yml", "notebooks", "corpus")
    git("commit", "-qm", "All")
    assert report("build").exit_code == 0
    book = small_project / "_build" / "default"
    same = report("diff", "default", str(book / "data"))
    assert same.exit_code == 0, same.stderr
    assert "No finding differs" in same.stdout
    same = report("diff", "default", "main", "--format", "json")
    assert same.exit_code == 0, same.stderr
    assert report("build", "-p", "seed", "7").exit_code == 0
    changed = report("diff", "main", "default")
    assert changed.exit_code == 1, changed.stderr
    assert "a: changed value beyond the interval" in changed.stdout
    assert "parameter seed: 2022 -> 7" in changed.stdout
    # Nothing is left of the commit's own copy.
    assert len(git("worktree", "list").splitlines()) == 1


def test_a_commit_that_cannot_be_built_is_named(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    (small_project / "_toc.yml").rename(small_project / "toc")
    for arguments in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-qm", "Broken")):
        run(["git", *who, *arguments], cwd=small_project)
    (small_project / "toc").rename(small_project / "_toc.yml")
    result = report("diff", "main", "main")
    assert result.exit_code == 2
    assert "commit main (" in result.stderr
    assert "cannot be built here" in result.stderr
    assert "no _toc.yml" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nowhere", "not a built book, an edition, a corpus folder or a commit"),
        ("default", "report build --edition default"),
        ("--", "Missing argument"),
    ],
)
def test_a_side_that_is_nothing_is_named(small_project: Path, given: str, said: str) -> None:
    result = report("diff", given, given)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_with_broken_findings_is_named(small_project: Path) -> None:
    folder = small_project / "book"
    folder.mkdir()
    (folder / "findings.json").write_text('[{"id": 7}]')
    (folder / "manifest.json").write_text('{"edition": "a"}')
    result = report("diff", "book", "book")
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr
