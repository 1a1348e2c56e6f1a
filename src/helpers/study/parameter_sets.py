"""Every combination of several values of some parameters."""

import itertools
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.corpus.files.folders import find_corpus
from helpers.corpus.problems import InputError, Problem, printable
from helpers.study.check_inputs import check_sets
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters, as_argument, plain, resolve, value_words
from helpers.study.tables import Tables

# Where the values come from, for messages.
WHERE = "-p"


class ParameterSet(NamedTuple):
    """One combination.

    Attributes
    ----------
    values
        The parameters that were given values, by name, each as a command line takes it.
    parameters
        All parameters.
    """

    values: dict[str, str]
    parameters: Parameters

    @property
    def in_words(self) -> str:
        """The values with the names of their parameters."""
        return printable(", ".join(f"{n} {value_words(value)}" for n, value in self.values.items()))


def parameter_sets(
    base: Parameters, values: Mapping[str, Sequence[str]], *, most: int
) -> list[ParameterSet]:
    """Combine every value of each parameter with every value of the others.

    Parameters
    ----------
    base
        What the other parameters are.
    values
        Values of each parameter, as a command line takes them; a list has commas within one value.
        What says the same twice counts once.
    most
        How many sets there may be.

    Returns
    -------
    list
        In the order given, the last parameter changing the fastest; `base` alone without values.

    Raises
    ------
    InputError
        With every unknown, mistyped and out-of-range value and every combination that contradicts
        itself, or when there are too many sets.

    Examples
    --------
    >>> values = {"top_n": ["10", "20"], "voices": ["narrator", "quote, indirect"]}
    >>> for one in parameter_sets(Parameters(), values, most=4):
    ...     print(*one.values.values())
    10 narrator
    10 quote,indirect
    20 narrator
    20 quote,indirect
    """
    options: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for name, written in values.items():
        for value in written:
            try:
                own = as_argument(getattr(resolve({name: value}, where=WHERE), name))
            except InputError as error:
                problems += error.problems
                continue
            if own not in options.setdefault(name, []):
                options[name].append(own)
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    amount = math.prod(map(len, options.values()))
    if amount > most:
        what = f"these values make {amount:,} parameter sets, more than {most:,}"
        mend = f"give fewer values, or allow for them with --max-sets {amount}"
        raise InputError.of(WHERE, what, mend)
    sets = []
    for combination in itertools.product(*options.values()):
        own_values = dict(zip(options, combination, strict=True))
        try:
            parameters = resolve({**plain(base), **own_values}, where=WHERE)
        except InputError as error:
            problems += error.problems
            continue
        sets.append(ParameterSet(own_values, parameters))
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return sets


def open_tables(
    sets: Sequence[ParameterSet], *, corpus: Path | None
) -> tuple[dict[str, Tables], list[Problem]]:
    """Make the tables that parameter sets are about, each corpus once.

    Parameters
    ----------
    sets
        The sets.
    corpus
        Corpus of all of them; what each names itself when left out.

    Returns
    -------
    tuple
        The tables by the parameter `corpus`, and the warnings about them.

    Raises
    ------
    InputError
        With every error of the corpora, and of the names in the sets that they do not have.
    """
    names = dict.fromkeys(each.parameters.corpus for each in sets)
    folders = {name: find_corpus(corpus or name).resolve() for name in names}
    asked: dict[Path, list[Parameters]] = {}
    for each in sets:
        asked.setdefault(folders[each.parameters.corpus], []).append(each.parameters)
    warnings = [
        problem
        for folder, parameters in asked.items()
        for problem in check_sets(folder, parameters)
    ]
    tables = {folder: make(folder) for folder in asked}
    return {name: tables[folder] for name, folder in folders.items()}, warnings
