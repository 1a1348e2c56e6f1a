"""Check the instruments that parameters name, which only the coding folder of a corpus tells."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.corpus.coding.folder import MACHINES
from helpers.corpus.problems import Problem
from helpers.corpus.suggestions import suggest
from helpers.measures.framing.codebook import Codebook
from helpers.study.chosen import CODEBOOK, CODED, DEFAULT, LEARNED, RESERVED
from helpers.study.coders import consensus, is_text
from helpers.study.known_names import names_of_instruments
from helpers.study.parameters import Parameters


def check_instruments(
    coded: pl.DataFrame, machines: pl.DataFrame, codebook: Codebook, parameters: Parameters
) -> list[Problem]:
    """Name the instruments that parameters ask for and the corpus does not have.

    Parameters
    ----------
    coded, machines
        As `helpers.corpus.coding.folder.Coding` gives them.

    Examples
    --------
    >>> frame = {"id": "costs", "label": "Costs", "definition": "Who pays.", "patterns": ["cost*"]}
    >>> book = Codebook.model_validate({"frames": [frame]})
    >>> none = pl.DataFrame(schema={"coder": pl.String})
    >>> print(*check_instruments(none, none, book, Parameters(lexicon="vadder")))
    lexicon: there is no instrument 'vadder' for tone; write "vader" (known: afinn, headline,
    pattern, vader)
    """
    of_what = {"lexicon": "tone", "frames_from": "frames", "voices_from": "voices"}
    problems = []
    for name, known in names_of_instruments(codebook, machines).items():
        value = getattr(parameters, name)
        if value not in known:
            lacking = f"there is no instrument '{value}' for {of_what[name]}"
            problems.append(Problem(name, lacking, suggest(value, known)))
    return [*problems, *_check_enough(coded, codebook, parameters)]


def _check_enough(
    coded: pl.DataFrame, codebook: Codebook, parameters: Parameters
) -> Iterator[Problem]:
    """Name what is to be learnt from too few coded sentences."""
    wishes = (
        ("tone_cuts", CODED, DEFAULT, ["tone"]),
        ("frames_from", LEARNED, CODEBOOK, list(codebook.frame_sets())),
    )
    for name, wish, plain, fields in wishes:
        if getattr(parameters, name) == wish:
            agreed = consensus(coded).filter(is_text())
            n = max(agreed[field].count() for field in fields)
            if n < FEWEST_CODED:
                what = f"{wish} needs {FEWEST_CODED} coded sentences, and there are {n}"
                mend = f"code more (report code), or write {plain}"
                yield Problem(name, what, mend)


def check_programs(corpus: Path, machines: pl.DataFrame) -> list[Problem]:
    """Name programs whose name stands for something else.

    Examples
    --------
    >>> print(*check_programs(Path("my-corpus"), pl.DataFrame({"coder": ["model", "vader"]})))
    my-corpus/coding/machines/vader.csv: 'vader' is the name of an instrument of the report;
    rename the file
    """
    taken = sorted(RESERVED.intersection(machines["coder"]))
    what = "is the name of an instrument of the report"
    return [
        Problem(str(corpus / MACHINES / f"{name}.csv"), f"'{name}' {what}", "rename the file")
        for name in taken
    ]
