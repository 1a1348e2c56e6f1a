"""What `make report` installs, and what `make test` installs on top of it."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, set[str]]:
    """Versions of each package; a few packages have one for each version of Python."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text().splitlines():
        if pin := re.match(r"([a-z0-9.-]+)==(\S+)", line):
            found.setdefault(pin[1], set()).add(pin[2])
    return found


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in requirements}


def test_what_is_asked_for_is_in_its_lock() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["lab"]]
    assert names(asked) <= pins(LOCKS[0]).keys()
    assert names(PROJECT["dependency-groups"]["dev"]) <= pins(LOCKS[1]).keys()


def test_the_report_installs_no_tool_of_development() -> None:
    assert not names(PROJECT["dependency-groups"]["dev"]) & pins(LOCKS[0]).keys()


def test_the_tools_change_no_version_of_the_report() -> None:
    report, tools = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: report[name] for name in report.keys() & tools} == {
        name: tools[name] for name in report.keys() & tools
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash_and_none_an_address(name: str) -> None:
    text = (ROOT / name).read_text()
    pinned = re.findall(r"^[a-z0-9.-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.M)
    assert len(pinned) == sum(map(len, pins(name).values()))
    assert "://" not in text
