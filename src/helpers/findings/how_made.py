"""How a finding's number was made: the function, its parameters, the data."""

import ast
import inspect
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from pydantic import BaseModel, ConfigDict

from helpers.findings.finding import Finding
from helpers.study.parameters import Parameters, plain

ID = re.compile(r"[a-z]+(-[a-z]+)+")
# Tables of the data folder that a chapter's claims are computed on.
READ = {
    "voices": ("sentences",),
    "framing": ("sentences", "codes"),
    "sentiment": ("sentences", "tones"),
    "terms": ("tokens",),
    "keyness": ("tokens",),
    "company": ("tokens",),
}


class Made(BaseModel):
    """How one number was made.

    Attributes
    ----------
    name, code
        Dotted name and source of the function.
    parameters
        Name and value of each that the chapter declares.
    links
        Label and address of each file; empty outside a build.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    code: str
    parameters: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]


def how_made(
    findings: Iterable[Finding],
    *,
    parameters: Parameters,
    declared: Iterable[str],
    published: bool,
) -> dict[str, Made]:
    """Tell for each finding, by its id, how its number was made.

    Findings that no function of their chapter's claims names are passed over.
    """
    values = tuple((name, repr(value)) for name, value in plain(parameters, declared).items())
    made = {}
    for finding in findings:
        function = functions(finding.chapter).get(finding.id)
        if function is None:
            continue
        files = ["documents", *READ.get(finding.chapter, ())]
        links = [(f"{name}.csv", f"../data/{name}.csv") for name in files]
        links += [
            ("findings.json", "../data/findings.json"),
            ("this notebook", f"../_sources/notebooks/{finding.chapter}.ipynb"),
        ]
        made[finding.id] = Made(
            name=function[0],
            code=function[1],
            parameters=values,
            links=tuple(links) if published else (),
        )
    return made


@cache
def functions(chapter: str) -> Mapping[str, tuple[str, str]]:
    """Map each id of a chapter's findings to the function that makes it: its name and source.

    A claim's function is the one that names the claim's id, so that neither can be changed without
    the other.

    Examples
    --------
    >>> functions("terms")["terms-most-frequent"][0]
    'helpers.findings.terms.most_frequent'
    """
    package = "helpers.findings"
    name = f"{package}.{chapter}"
    try:
        source = inspect.getsource(import_module(name))
    except ModuleNotFoundError:
        return {}
    found = _claims(name, source)
    # A chapter may take claims from a module of their own.
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(f"{package}."):
            other = str(node.module)
            taken = {f"{other}.{alias.name}" for alias in node.names}
            theirs = _claims(other, inspect.getsource(import_module(other)))
            found |= {claim: made for claim, made in theirs.items() if made[0] in taken}
    return found


def _claims(module: str, source: str) -> dict[str, tuple[str, str]]:
    """Map the ids that a module's functions name to these functions."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and ID.fullmatch(str(part.value)):
                    code = ast.get_source_segment(source, node) or ""
                    found[str(part.value)] = (f"{module}.{node.name}", code)
    return found
