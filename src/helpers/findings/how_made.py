"""How a finding's number was made: the function, its parameters, the data."""

import inspect
from collections.abc import Callable, Iterable

from pydantic import BaseModel, ConfigDict

from helpers.findings.claim import FUNCTIONS
from helpers.findings.finding import Finding
from helpers.study.chosen import is_program
from helpers.study.instruments import machine_name
from helpers.study.parameters import Parameters, plain

# Tables of the data folder that a chapter's claims are computed on.
READ = {
    "who-speaks": ("sentences",),
    "frames": ("sentences", "codes"),
    "tone": ("sentences", "tones"),
    "words": ("tokens",),
}


class Provenance(BaseModel):
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
    parameter_names: Iterable[str],
    published: bool,
) -> dict[str, Provenance]:
    """Tell for each finding, by its id, how its number was made.

    Findings that no function is registered for are left out (see `helpers.findings.claim.makes`).
    """
    values = tuple(
        (name, machine_name(repr(value)) if is_program(name, value) else repr(value))
        for name, value in plain(parameters, parameter_names).items()
    )
    provenance = {}
    for finding in findings:
        function = FUNCTIONS.get(finding.id)
        if function is None:
            continue
        files = ["documents", *READ.get(finding.chapter, ())]
        links = [(f"{name}.csv", f"../data/{name}.csv") for name in files]
        links += [
            ("findings.json", "../data/findings.json"),
            ("this notebook", f"../_sources/notebooks/{finding.chapter}.ipynb"),
        ]
        provenance[finding.id] = Provenance(
            name=f"{function.__module__}.{function.__name__}",
            code=_source(function),
            parameters=values,
            links=tuple(links) if published else (),
        )
    return provenance


def _source(function: Callable[..., object]) -> str:
    try:
        return inspect.getsource(function).rstrip()
    except OSError:
        # It was typed into a notebook or a terminal.
        return ""
