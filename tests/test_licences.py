"""What `make report` installs on this platform is under licences that fit an MIT project."""

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
REPORT = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["lab"]]
# Licences as their files have them, where metadata leave them open.
FROM_FILES = {
    # COPYING.txt: GPL for tools/editors/emacs/rst.el alone, which no wheel contains.
    "docutils": "Public Domain AND BSD-2-Clause AND ZPL-2.1",
}
FREE = re.compile(
    r"\b(MIT|0?BSD|Apache|ISC|MPL|Mozilla Public|PSFL?|Python Software Foundation|Public Domain"
    r"|LGPL|GNU Lesser|Zlib|ZPL|CC0|CNRI-Python)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\bA?GPL|\bGNU (Affero )?General|\bAffero|non-?free|proprietary", re.IGNORECASE
)


def closure(requirements: list[str]) -> dict[str, Distribution]:
    """Follow requirements, whose markers hold here, to all that they install."""
    distributions: dict[str, Distribution] = {}
    waiting = [(Requirement(line), "") for line in requirements]
    visited = set()
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        for wish in {"", *requirement.extras}:
            if (name, wish) not in visited:
                visited.add((name, wish))
                distributions[name] = distribution(name)
                lines = distributions[name].requires or []
                waiting += [(Requirement(line), wish) for line in lines]
    return distributions


def licence(package: Distribution) -> str:
    """Give the licence expression, or the classifiers, or the first line of the licence field."""
    metadata = package.metadata
    classifiers = metadata.get_all("Classifier") or []
    names = [line.split(" :: ")[-1] for line in classifiers if line.startswith("License ::")]
    first_line = metadata.get("License", "").strip().partition("\n")[0]
    return metadata.get("License-Expression") or " AND ".join(names) or first_line


def fits(expression: str) -> bool:
    """Tell whether a licence is free and not the GPL, or is one of several to choose from.

    An expression with brackets is not taken apart: with the GPL anywhere in it, it does not fit.
    """
    choices = [expression] if "(" in expression else expression.split(" OR ")
    return any(
        all(FREE.search(part) and not REFUSED.search(part) for part in choice.split(" AND "))
        for choice in choices
    )


def test_no_dependency_is_under_the_gpl_or_an_unknown_licence() -> None:
    packages = closure(REPORT)
    licences = {name: FROM_FILES.get(name) or licence(item) for name, item in packages.items()}
    assert {name: text for name, text in licences.items() if not fits(text)} == {}


def test_no_licence_is_written_here_that_metadata_tell() -> None:
    packages = closure(REPORT)
    assert [name for name in FROM_FILES if fits(licence(packages[name]))] == []


@pytest.mark.parametrize(
    ("expression", "free"),
    [
        ("MIT", True),
        ("Apache-2.0 AND CNRI-Python", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("GPL-2.0-or-later OR MIT", True),
        ("GPL", False),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GNU Affero General Public License v3", False),
        ("UNKNOWN", False),
        ("Proprietary", False),
        ("Non-free, ask MIT", False),
        ("(MIT OR Apache-2.0) AND GPL-3.0-only", False),
        ("GPL-3.0-only AND (MIT OR Apache-2.0)", False),
        ("(MIT OR Apache-2.0) AND BSD-3-Clause", True),
        ("", False),
    ],
)
def test_what_fits(expression: str, free: bool) -> None:
    assert fits(expression) == free


def test_extras_and_markers_are_followed() -> None:
    plain = closure(["jsonschema", "pywin32; python_version < '3'"])
    assert "attrs" in plain
    assert not {"fqdn", "pywin32"} & plain.keys()
    assert closure(["jsonschema[format-nongpl]"]).keys() >= {*plain, "fqdn"}
