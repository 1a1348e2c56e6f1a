"""Sentences of the articles that the chapters of a build link to."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from helpers.findings.finding import read_findings
from helpers.show.links import anchor
from helpers.study.declaration import read_declaration

_LINK = re.compile(r"articles(?:/[^\"'\s<>#/]+)?\.html#([^\"'\s<>]+)")


def link_targets(workspace: Path) -> frozenset[str]:
    """Collect the sentences that the executed chapters link to, and those of their evidence.

    Parameters
    ----------
    workspace
        Folder of a build, with the notebooks as executed and their results. Notebooks that wait
        for the chapters are not read, as they may be those of the build before.

    Returns
    -------
    frozenset of str
        What follows the # in the links.
    """
    targets: set[str] = set()
    for path in sorted((workspace / "executed").glob("*.ipynb")):
        if read_declaration(path).waits:
            continue
        notebook = json.loads(path.read_text(encoding="utf-8"))
        targets.update(place for cell in notebook["cells"] for place in find_links(cell))
        findings = workspace / "results" / path.stem / "findings.json"
        if findings.is_file():
            targets.update(
                anchor(place.document, place.sentence)
                for finding in read_findings(findings)
                for place in finding.evidence
            )
    return frozenset(targets)


def find_links(value: Any) -> Iterator[str]:
    """Find the places of articles that the texts of a JSON value link to.

    Examples
    --------
    >>> list(find_links({"text/html": ['<a href="articles/a.html#s-a&amp;b-1">1</a>']}))
    ['s-a&b-1']
    """
    if isinstance(value, str):
        for place in _LINK.findall(value):
            yield unquote(unescape(place))
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from find_links(part)
