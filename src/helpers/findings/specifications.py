"""One finding under every combination of an analyst's choices.

Which combinations are fair to ask for? Simonsohn, Simmons and Nelson (2020) ask of a specification
that it answer the same question, that it be a valid way to, and that it not be the same as
another one. So an option that can change nothing is no option here.

To leave one article out is a choice of this kind: an analyst decides which articles make up the
corpus, and the question stays what it was. To keep one article alone is none: that asks another
question, about that article, and its answer rests on a fifth or a tenth of the sentences, so that
its sign says more of the small number than of any choice. Only small corpora have the choice; in
large ones no single article can move a mean.

A small corpus is asked for every combination. In a large one a single combination takes seconds,
so it is asked for those that differ from the chapter's own in two choices at most.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from helpers.findings.finding import Finding
from helpers.measures.multiverse import grid
from helpers.measures.rounding import round_plainly
from helpers.measures.terms.tokens import Frame

# Beyond so many, single articles are no longer choices that an analyst weighs one by one.
SINGLE_ARTICLES = 12
# Sentences up to which every combination is asked for.
EVERY_COMBINATION = 20_000
# Choices in which a combination that is asked for in a larger corpus may differ from one's own.
AT_A_TIME = 2
ARTICLES, EVERY, WITHOUT = "articles", "all", "without "
NUMBER, REFERENCE, VALUE, FIRST = "specification", "reference", "value", "first"
Options = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """Something that another analyst could have decided otherwise.

    Attributes
    ----------
    name, options
        In words that a reader understands.
    own
        The option that the chapter's own parameters stand for.
    """

    name: str
    options: tuple[str, ...]
    own: str

    def __post_init__(self) -> None:
        if self.own not in self.options:
            raise ValueError(f"{self.name}: {self.own!r} is none of {self.options}")


@dataclass(frozen=True, eq=False)
class Specifications:
    """Every specification of one finding.

    Attributes
    ----------
    table
        specification (0..), reference (whether it is the chapter's own), one column of text for
        each choice, value (missing where the combination has none); where the finding is a "most",
        first (the candidate that comes out first; "(tie)" where several do).
    """

    table: pl.DataFrame

    @property
    def choices(self) -> list[str]:
        """Names of the choices."""
        return choices_of(self.table)

    @property
    def values(self) -> list[float]:
        """The values that there are."""
        return self.table[VALUE].drop_nulls().to_list()

    def share_of_sign(self, value: float) -> float | None:
        """Share of the values with the sign of a value (0 is one); None without another way."""
        same = [math.copysign(bool(other), other) for other in self.values]
        own = math.copysign(bool(value), value)
        return same.count(own) / len(same) if len(same) > 1 else None

    def share_first(self, candidate: str) -> float | None:
        """Share of the specifications in which a candidate comes out first; None with one alone."""
        same = [first == candidate for first in self.table.drop_nulls(VALUE)[FIRST]]
        return sum(same) / len(same) if len(same) > 1 else None

    def by_option(self, finding: Finding) -> pl.DataFrame:
        """Tell for every option how often it gives a finding's answer.

        Parameters
        ----------
        finding
            With a value; for a "most" its first subject's name is looked for, elsewhere its sign.

        Returns
        -------
        DataFrame
            choice, option, ways (with a value), same (share of them), median.
        """
        known = self.table.drop_nulls(VALUE)
        assert finding.value is not None
        if FIRST in known.columns:
            reference = self.table.filter(pl.col(REFERENCE))[FIRST].to_list()
            answer = pl.col(FIRST) == (reference[0] if reference else "")
        else:
            answer = pl.col(VALUE).sign() == math.copysign(bool(finding.value), finding.value)
        tables = [
            known.group_by(pl.col(name).alias("option"), maintain_order=True)
            .agg(
                pl.len().cast(pl.Int64).alias("ways"),
                answer.mean().alias("same"),
                pl.col(VALUE).median().alias("median"),
            )
            .select(pl.lit(name).alias("choice"), pl.all())
            for name in self.choices
            if known[name].n_unique() > 1
        ]
        schema = {
            "choice": pl.String,
            "option": pl.String,
            "ways": pl.Int64,
            "same": pl.Float64,
            "median": pl.Float64,
        }
        return pl.concat(tables) if tables else pl.DataFrame(schema=schema)

    def times(self, factor: float) -> "Specifications":
        """Give the same specifications in another unit."""
        return Specifications(self.table.with_columns(pl.col(VALUE) * factor))


def choices_of(table: pl.DataFrame) -> list[str]:
    """Name the columns of a table of specifications that hold choices."""
    return [
        name for name in table.columns if name not in ("finding", NUMBER, REFERENCE, VALUE, FIRST)
    ]


def articles(documents: Sequence[str]) -> Choice:
    """All articles, or all but one, for corpora of few articles."""
    few = 1 < len(documents) <= SINGLE_ARTICLES
    left_out = [f"{WITHOUT}{name}" for name in documents] if few else []
    return Choice(ARTICLES, (EVERY, *left_out), EVERY)


def leave_out(table: Frame, option: str) -> Frame:
    """Leave out the rows of the document that an option of `articles` leaves out."""
    if option == EVERY:
        return table
    return table.filter(pl.col("document") != option.removeprefix(WITHOUT))


def evaluate(
    choices: Sequence[Choice],
    value: Callable[[Options], float | None],
    *,
    first: Callable[[Options], str | None] | None = None,
    without: pl.Expr | None = None,
    sentences: int = 0,
) -> Specifications:
    """Compute the value for every combination of choices.

    Parameters
    ----------
    choices
        Those with a single option are left out of the table.
    value
        From the options, by the names of their choices, to the estimate.
    first
        From the same to the candidate that comes out first, where the finding is a "most".
    without
        Combinations that make no sense, as in `helpers.measures.multiverse.grid`.
    sentences
        How large the corpus is.

    Examples
    --------
    >>> unit = Choice("unit", ("sentence", "paragraph"), "paragraph")
    >>> evaluate([unit], lambda options: float(len(options["unit"]))).table.rows()
    [(0, False, 'sentence', 8.0), (1, True, 'paragraph', 9.0)]
    """
    table = _grid(choices, without, sentences)
    # Articles change fastest, so that what the others select is asked for in a row.
    answers = [
        (value(options), first(options) if first else None) for options in _options(table, choices)
    ]
    values = pl.Series(VALUE, [answer[0] for answer in answers], dtype=pl.Float64)
    firsts = pl.Series(FIRST, [answer[1] for answer in answers], dtype=pl.String)
    return _complete(table, choices, values, firsts if first else None)


def evaluate_sums(
    choices: Sequence[Choice],
    sums: Callable[[Options], pl.DataFrame],
    value: Callable[[pl.DataFrame], pl.Series],
    *,
    first: Callable[[pl.DataFrame], pl.Series] | None = None,
    without: pl.Expr | None = None,
    sentences: int = 0,
) -> Specifications:
    """Compute a value from sums over the articles, so that leaving one out is cheap.

    Parameters
    ----------
    choices
        As in `evaluate`; the choice of `articles` among them is no affair of `sums`.
    sums
        From the options to a table: document, and columns that are added up over all documents,
        or over those that are not left out.
    value
        From a table of such totals, one row for each specification, to their values.
    first
        From the same table to the candidates that come out first, where the finding is a "most".
    without, sentences
        As in `evaluate`.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a", "b"], "tone": [1.0, -3.0], "n": [1, 1]})
    >>> evaluate_sums(
    ...     [articles(["a", "b"])], lambda options: table, lambda sums: sums["tone"] / sums["n"]
    ... ).table.rows()
    [(0, True, 'all', -1.0), (1, False, 'without a', -3.0), (2, False, 'without b', 1.0)]
    """
    # Articles change fastest, so that each table of sums is asked for once and let go.
    choices = sorted(choices, key=lambda choice: choice.name == ARTICLES)
    table = _grid(choices, without, sentences)
    sums_by_options: dict[tuple[tuple[str, str], ...], pl.DataFrame] = {}
    totals = []
    for options in _options(table, choices):
        rest = tuple((name, option) for name, option in options.items() if name != ARTICLES)
        if rest not in sums_by_options:
            sums_by_options = {rest: sums(dict(rest))}
        rows = leave_out(sums_by_options[rest], options.get(ARTICLES, EVERY))
        totals.append(rows.select(pl.exclude("document").sum()))
    every = pl.concat(totals)
    return _complete(table, choices, value(every).alias(VALUE), first(every) if first else None)


def _grid(choices: Sequence[Choice], without: pl.Expr | None, sentences: int) -> pl.DataFrame:
    # A choice with one option still tells `without` which one it is.
    table = grid({choice.name: choice.options for choice in choices}, without=without)
    if sentences > EVERY_COMBINATION:
        other = [(pl.col(choice.name) != choice.own).cast(pl.Int64) for choice in choices]
        few = pl.sum_horizontal(pl.lit(0), *other) <= AT_A_TIME
        table = table.filter(few).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(NUMBER))
    return table


def _options(table: pl.DataFrame, choices: Sequence[Choice]) -> list[dict[str, str]]:
    return table.select(choice.name for choice in choices).to_dicts() if choices else [{}]


def _complete(
    table: pl.DataFrame,
    choices: Sequence[Choice],
    values: pl.Series,
    firsts: pl.Series | None = None,
) -> Specifications:
    same = [pl.col(choice.name) == choice.own for choice in choices]
    real = [choice.name for choice in choices if len(choice.options) > 1]
    # Sums of the same numbers in another order differ in their last digits; where they cancel,
    # such a rest would have a sign.
    value = round_plainly(pl.col(VALUE).cast(pl.Float64), 12)
    answers = [VALUE] if firsts is None else [VALUE, FIRST]
    if firsts is not None:
        table = table.with_columns(firsts.alias(FIRST))
    table = (
        table.with_columns(values)
        .with_columns(
            pl.all_horizontal(pl.lit(value=True), *same).alias(REFERENCE),
            pl.when(value.is_finite()).then(value).alias(VALUE),
        )
        .select(NUMBER, REFERENCE, *real, *answers)
    )
    return Specifications(_drop_redundant(table, choices, answers))


def _drop_redundant(
    table: pl.DataFrame, choices: Sequence[Choice], answers: Sequence[str]
) -> pl.DataFrame:
    """Drop the options that change no answer, whatever else is chosen: they are no choices."""
    for choice in choices:
        if choice.name not in table.columns:
            continue
        others = [name for name in choices_of(table) if name != choice.name]
        own = table.filter(pl.col(choice.name) == choice.own).select(
            *others, *(pl.col(name).alias(f"own {name}") for name in answers)
        )
        compared = (
            table.join(own, on=others, how="left") if others else table.join(own, how="cross")
        )
        is_same = pl.all_horizontal(
            pl.col(name).eq_missing(pl.col(f"own {name}")) for name in answers
        )
        redundant = (
            compared.group_by(choice.name)
            .agg(is_same.all())
            .filter(pl.col(answers[0]) & (pl.col(choice.name) != choice.own))[choice.name]
        )
        table = table.filter(~pl.col(choice.name).is_in(redundant.to_list()))
        if table[choice.name].n_unique() < 2:
            table = table.drop(choice.name)
    return table.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(NUMBER))
