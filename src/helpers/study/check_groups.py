"""Check the groups of speakers that the parameters name, which only the articles tell."""

import polars as pl

from helpers.corpus.problems import Problem
from helpers.corpus.suggestions import suggest
from helpers.corpus.voices.voice import REPORTERS
from helpers.study.parameters import Parameters


def check_groups(sentences: pl.DataFrame, parameters: Parameters) -> list[Problem]:
    """Name a group of speakers that is asked for and speaks nowhere in the corpus.

    Parameters
    ----------
    sentences
        bloc: all sentences of the corpus.
    parameters
        `group` and `against`, where groups of speakers are compared.

    Examples
    --------
    >>> sentences = pl.DataFrame({"bloc": ["us_official", "none", None]})
    >>> print(*check_groups(sentences, Parameters(compare="bloc", group="us_oficial")))
    group: there is no 'us_oficial' to compare by bloc; write "us_official" (known: none,
    reporters, us_official)
    """
    if parameters.compare != "bloc":
        return []
    names = sorted({*sentences["bloc"].drop_nulls(), REPORTERS})
    return [
        Problem(name, f"there is no '{value}' to compare by bloc", suggest(value, names))
        for name in ("group", "against")
        if (value := getattr(parameters, name)) and value not in names
    ]
