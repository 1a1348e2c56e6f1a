"""The pages of words explain the choices and the verdicts that the code has, and no others."""

import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from support import ROOT

import helpers.findings
from helpers.findings.claim import FUNCTIONS
from helpers.findings.finding import Verdict
from helpers.findings.specifications import WITHOUT, Specifications
from helpers.findings.verdict import AGREEMENT, HALF, SEVERAL

METHODS = (ROOT / "notebooks" / "methods.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "notebooks" / "glossary.md").read_text(encoding="utf-8")
HEAD = "| choice | options | what it decides |\n| --- | --- | --- |\n"


@pytest.fixture(scope="module")
def choices(real_book: Path) -> dict[str, set[str]]:
    """Every choice of every finding on the shipped corpus, with its options."""
    for module in pkgutil.iter_modules(helpers.findings.__path__):
        importlib.import_module(f"helpers.findings.{module.name}")
    kept = [*real_book.glob("data/*/specifications-*.parquet")]
    assert {path.stem.removeprefix("specifications-") for path in kept} == set(FUNCTIONS)
    options = defaultdict(set)
    for specifications in map(Specifications, map(pl.read_parquet, kept)):
        for name in specifications.choices:
            options[name].update(specifications.table[name].unique())
    return {
        name: {"without one" if o.startswith(WITHOUT) else o for o in each}
        for name, each in options.items()
    }


def rows() -> list[list[str]]:
    table = METHODS.partition(HEAD)[2].partition("\n\n")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


def test_the_methods_list_every_choice_with_its_options_and_no_other(choices):
    listed = {name: set(re.findall(r"\*([^*]+)\*", options)) for name, options, _ in rows()}
    assert listed == choices


def test_every_choice_says_what_it_decides():
    assert rows()
    assert all(meaning for _, _, meaning in rows())


def test_the_thresholds_in_words_are_those_of_the_verdicts():
    assert (AGREEMENT, HALF, SEVERAL) == (0.9, 0.5, 2)
    for page in (METHODS, GLOSSARY):
        assert "nine in ten" in page
        assert "half of the ways of counting" in page
        assert "two or more articles contain both groups" in page


def test_the_glossary_is_in_alphabetical_order_and_explains_every_verdict():
    terms = re.findall(r"^### (.+)$", GLOSSARY, re.MULTILINE)
    assert terms == sorted(terms, key=lambda term: re.sub(r"\W", "", term).lower())
    assert {term.lower() for term in terms} >= set(get_args(Verdict))


def test_links_to_the_glossary_lead_to_a_term():
    slugs = {
        re.sub(r"[^\w\- ]", "", term).lower().replace(" ", "-")
        for term in re.findall(r"^### (.+)$", GLOSSARY, re.MULTILINE)
    }
    links = re.findall(r"\]\(#([^)]+)\)", GLOSSARY)
    for page in sorted((ROOT / "notebooks").glob("*.[im]*")):
        links += re.findall(r"glossary\.md#([\w-]+)", page.read_text(encoding="utf-8"))
    assert links
    assert set(links) <= slugs
