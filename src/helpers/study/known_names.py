"""Names that a corpus gives parameters to choose from: its articles, outlets, frames, programs."""

import polars as pl

from helpers.measures.framing.codebook import EVERY_SET, Codebook
from helpers.study.chosen import CODEBOOK, LEARNED, RULES
from helpers.study.instruments import LEXICONS
from helpers.study.machine_codes import TONE, VOICE, programs


def names_of_articles(documents: pl.DataFrame) -> dict[str, list[str]]:
    """Return the names that `documents` and `outlets` may hold, by parameter.

    Examples
    --------
    >>> names_of_articles(pl.DataFrame({"document": ["a", "b"], "outlet": ["Post", None]}))
    {'documents': ['a', 'b'], 'outlets': ['Post']}
    """
    columns = {"documents": "document", "outlets": "outlet"}
    return {
        name: documents[column].drop_nulls().unique(maintain_order=True).to_list()
        for name, column in columns.items()
    }


def names_of_sets(codebook: Codebook) -> list[str]:
    """Return the sets of frames that `frame_set` may name."""
    return [*codebook.frame_sets(), EVERY_SET]


def names_of_instruments(codebook: Codebook, machines: pl.DataFrame) -> dict[str, list[str]]:
    """Return the instruments that `lexicon`, `frames_from` and `voices_from` may name.

    Parameters
    ----------
    codebook
        Of the corpus.
    machines
        What programs coded, as `helpers.corpus.coding.folder.Coding` gives it.
    """
    own = {
        "lexicon": (LEXICONS, TONE),
        "frames_from": ((CODEBOOK, LEARNED), tuple(codebook.frame_sets())),
        "voices_from": ((RULES,), VOICE),
    }
    return {name: [*names, *programs(machines, fields)] for name, (names, fields) in own.items()}
