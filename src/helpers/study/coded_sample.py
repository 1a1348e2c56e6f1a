"""Which coded sentences the scores of instruments rest on, and what each of them stands for.

Where sentences were drawn at random and coded, scores come from these alone, each weighed by one
over its probability: whole articles, or sentences that somebody added, are a choice of their own
and would distort what the sample tells of the corpus. Without a sample all coded sentences count
once.
"""

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from helpers.corpus.coding.fields import PLACE, WEIGHT
from helpers.corpus.coding.rules import Change, rules_since_draw
from helpers.measures.joins import join_in_order
from helpers.study.coders import people
from helpers.study.tables import Tables


class CodedSample(NamedTuple):
    """A random sample of sentences that people coded.

    Attributes
    ----------
    drawn
        Sentences in the sample.
    coded
        Those of them that were coded.
    others
        Coded sentences that were not drawn, which scores leave out.
    is_even
        Whether all were drawn with the same probability.
    """

    drawn: int
    coded: int
    others: int
    is_even: bool


def coded_sample(tables: Tables) -> CodedSample | None:
    """Describe the coded sample of a corpus; None where no sentence was both drawn and coded."""
    coded = tables.coded.select(PLACE).unique()
    sample = _weights(tables)
    both = coded.join(sample, on=PLACE, how="semi").height
    if not both:
        return None
    is_even = sample[WEIGHT].n_unique() == 1
    return CodedSample(sample.height, both, coded.height - both, is_even)


def scored_codes(tables: Tables) -> pl.DataFrame:
    """Give the coders' rows that scores rest on.

    Returns
    -------
    DataFrame
        The rows of `Tables.coded` whose sentences were drawn; all, where none of them was.
    """
    if coded_sample(tables) is None:
        return tables.coded
    return join_in_order(tables.coded, _weights(tables), on=PLACE, how="semi")


def with_weights(sentences: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """Add how many sentences of the corpus each of `scored_codes` stands for.

    Parameters
    ----------
    sentences
        document, start, end.
    tables
        The corpus.

    Returns
    -------
    DataFrame
        The same with weight: one over the probability of the draw; 1 where no sentence was drawn
        and coded.
    """
    if coded_sample(tables) is None:
        return sentences.with_columns(pl.lit(1.0).alias(WEIGHT))
    return join_in_order(sentences, _weights(tables), on=PLACE)


def coders(tables: Tables, fields: Iterable[str] | None = None) -> int:
    """Count the people whose codes scores rest on; with fields, those who coded one of them."""
    codes = people(scored_codes(tables))
    if fields is not None:
        codes = codes.filter(_is_answered(codes, fields))
    return codes["coder"].n_unique()


def scored_sentences(tables: Tables, fields: Iterable[str]) -> int:
    """Count the sentences that scores rest on and that somebody coded for one of some fields."""
    codes = scored_codes(tables)
    return codes.filter(_is_answered(codes, fields)).select(PLACE).n_unique()


def change_of_rules(tables: Tables, fields: Iterable[str]) -> Change | None:
    """Tell whether the rules that read some fields have changed since the draw.

    Returns
    -------
        As `helpers.corpus.coding.rules.rules_since_draw`; None without a coded sample.
    """
    if coded_sample(tables) is None:
        return None
    return rules_since_draw(tables.folder, fields)


def _is_answered(codes: pl.DataFrame, fields: Iterable[str]) -> pl.Expr:
    columns = [pl.col(name).is_not_null() for name in fields if name in codes.columns]
    return pl.any_horizontal(columns) if columns else pl.lit(value=False)


def _weights(tables: Tables) -> pl.DataFrame:
    weight = (1 / pl.col("probability")).alias(WEIGHT)
    return tables.sample.select(*PLACE, weight).unique(PLACE, keep="first", maintain_order=True)
