"""The one list of the modules that make findings is whole, and in order."""

import importlib
import pkgutil
from collections.abc import Callable

import pytest

import helpers.findings
from helpers.corpus.problems import InputError
from helpers.findings.claim import FUNCTIONS
from helpers.findings.every_finding import MODULES, findings, functions
from helpers.study.opening import Study


def test_every_function_that_makes_a_finding_is_listed() -> None:
    for module in pkgutil.iter_modules(helpers.findings.__path__):
        importlib.import_module(f"helpers.findings.{module.name}")
    own = {id for id, function in FUNCTIONS.items() if function.__module__.startswith("helpers.")}
    assert set(functions()) == own


def test_findings_come_in_the_order_of_the_modules_whatever_was_imported_first() -> None:
    names = [module.__name__ for module in MODULES]
    places = [names.index(function.__module__) for function in functions().values()]
    assert places == sorted(places)


def test_all_are_made_of_one_selection(chapter: Callable[..., Study]) -> None:
    claims = findings(chapter({"a": "The minister said talks failed."}))
    assert [claim.finding.id for claim in claims] == list(functions())


def test_unknown_ids_are_all_named_with_the_nearest() -> None:
    with pytest.raises(InputError) as raised:
        functions(["framing-leeding", "voices-unnamed", "zzz"], where="--finding")
    one, other = str(raised.value).splitlines()
    assert one.startswith("--finding: there is no finding 'framing-leeding'; write \"framing-lead")
    assert other.startswith("--finding: there is no finding 'zzz'; known: ")
