"""The model of cleaning.yml, and the rule that holds for each line."""

import re
from typing import Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, model_validator

Separator = Literal["start", "blank", "line", "end"]
ENDED = r"[.?!…؟۔।。！？]['\"”’»)\]\s]*$"


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Settings):
    """Conditions on a line; all that are set must hold."""

    pattern: str | None = None
    words: int | None = Field(None, ge=1)
    at_least: int | None = Field(None, ge=1)
    title_case: float | None = Field(None, ge=0, le=1)
    ended: bool | None = None
    above: tuple[Separator, ...] | None = None
    below: tuple[Separator, ...] | None = None
    rule: tuple[str, ...] | None = None
    repeats: bool | None = None


class _Entry(_Settings):
    id: str
    reason: str


class Rule(_Entry):
    """A condition for headings or boilerplate, with its reason."""

    marks: Literal["heading", "boilerplate"]
    line: Condition
    previous: Condition | None = None
    next: Condition | None = None
    beside: str | None = None


class Flag(_Entry):
    """A pattern whose matches are only listed in the log."""

    pattern: str
    at_most: float = Field(ge=0, le=1)


class Wrapping(_Settings):
    """When a text counts as hard-wrapped."""

    full: float = Field(ge=0, le=1)
    run_on: float = Field(ge=0, le=1)
    width_quantile: float = Field(gt=0, le=1)


class Cleaning(_Settings):
    """The contents of ``cleaning.yml``; the file itself says what each key means."""

    wrapping: Wrapping
    abbreviations: tuple[str, ...]
    before_number: tuple[str, ...]
    months_after_day: tuple[str, ...] = ()
    starters: tuple[str, ...]
    terminals: tuple[str, ...]
    unspaced_terminals: tuple[str, ...]
    credit: str
    inserted_note: str
    opened: str
    resumed: str
    parts: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    flags: tuple[Flag, ...]

    @model_validator(mode="after")
    def _check(self) -> "Cleaning":
        earlier: set[str] = set()
        for rule in self.rules:
            conditions = [c for c in (rule.line, rule.previous, rule.next) if c]
            for pattern in [c.pattern for c in conditions] + [rule.beside]:
                self._compiles(rule.id, pattern)
            if rule.beside and not rule.line.pattern:
                raise ValueError(f'rule "{rule.id}": "beside" needs a pattern in "line"')
            for other in (name for c in conditions for name in c.rule or ()):
                if other not in earlier:
                    raise ValueError(f'rule "{rule.id}" names "{other}", which is no rule above it')
            earlier.add(rule.id)
        for flag in self.flags:
            self._compiles(flag.id, flag.pattern)
        for key in ("opened", "resumed"):
            self._compiles(key, getattr(self, key))
        for key in ("credit", "inserted_note"):
            try:
                re.compile(getattr(self, key))
            except re.error as error:
                raise ValueError(f'"{key}": {error}') from None
        ids = [*(rule.id for rule in self.rules), *(flag.id for flag in self.flags)]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"the same id twice: {', '.join(twice)}")
        return self

    def _compiles(self, owner: str, pattern: str | None) -> None:
        if pattern is None:
            return
        try:
            pl.Series([""]).str.contains(self.expand(pattern))
        except pl.exceptions.ComputeError as error:
            what = str(error).split("\n\n")[0].splitlines()[-1].removeprefix("error: ")
            raise ValueError(f'"{owner}": regular expression {pattern}: {what}') from None
        except RecursionError:
            raise ValueError(f'"{owner}": a part of {pattern} contains itself') from None

    def expand(self, pattern: str) -> str:
        """Return a pattern with each ``<name>`` replaced: a list by its words, a part by itself."""

        def replace(match: re.Match[str]) -> str:
            name = match[1]
            if name in self.parts:
                return f"(?:{self.expand(self.parts[name])})"
            if name not in self.lists:
                raise ValueError(f'neither a list nor a part is called "{name}" in {pattern}')
            words = sorted(self.lists[name], key=len, reverse=True)
            return f"(?:{'|'.join(map(re.escape, words))})"

        return re.sub(r"(?<!\(\?)(?<!\(\?P)<(\w+)>", replace, pattern)


def match_rules(sentences: pl.DataFrame, cleaning: Cleaning) -> pl.DataFrame:
    """Add the rule that marks each span's line.

    Parameters
    ----------
    sentences : DataFrame
        document, paragraph, text, above, in reading order.
    cleaning : Cleaning
        The rules.

    Returns
    -------
    DataFrame
        The same rows with `rule`: the id of the first rule that holds for the line, else missing.
    """
    word = r"(?:^|[^\p{L}'’])"
    lines = (
        sentences.group_by("document", "paragraph", maintain_order=True)
        .agg(pl.col("text").str.join(" "), pl.col("above").first())
        .with_columns(
            pl.col("above").shift(-1).over("document").fill_null("end").alias("below"),
            pl.col("text").str.count_matches(r"\S*[\p{L}\p{N}]\S*").alias("words"),
            (
                pl.col("text").str.count_matches(word + r"\p{Lu}\p{L}{3,}")
                / pl.col("text").str.count_matches(word + r"\p{L}{4,}")
            ).alias("title_case"),
            pl.col("text").str.contains(ENDED).alias("ended"),
            (pl.col("text") == pl.col("text").shift(1).over("document"))
            .fill_null(False)
            .alias("repeats"),
            pl.lit(None, dtype=pl.String).alias("rule"),
        )
    )
    for rule in cleaning.rules:
        holds = _holds(rule.line, cleaning)
        if rule.previous:
            holds &= _holds(rule.previous, cleaning).shift(1).over("document").fill_null(False)
        if rule.next:
            holds &= _holds(rule.next, cleaning).shift(-1).over("document").fill_null(False)
        if rule.beside and rule.line.pattern:
            like = pl.col("text").str.contains(cleaning.expand(rule.line.pattern))
            run = (like != like.shift(1)).fill_null(False).cum_sum().over("document")
            beside = pl.col("text").str.contains(cleaning.expand(rule.beside))
            holds &= beside.any().over("document", run)
        first = pl.col("rule").is_null() & holds
        lines = lines.with_columns(
            pl.when(first).then(pl.lit(rule.id)).otherwise("rule").alias("rule")
        )
    return sentences.join(
        lines.select("document", "paragraph", "rule"),
        on=["document", "paragraph"],
        how="left",
        maintain_order="left",
    )


def _holds(condition: Condition, cleaning: Cleaning) -> pl.Expr:
    holds = [pl.lit(True)]
    if condition.pattern is not None:
        holds.append(pl.col("text").str.contains(cleaning.expand(condition.pattern)))
    if condition.words is not None:
        holds.append(pl.col("words") <= condition.words)
    if condition.at_least is not None:
        holds.append(pl.col("words") >= condition.at_least)
    if condition.title_case is not None:
        # A line without a long word is not a number: 0 / 0 holds for no share.
        holds.append(pl.col("title_case").fill_nan(-1) >= condition.title_case)
    for feature in ("ended", "repeats"):
        if (value := getattr(condition, feature)) is not None:
            holds.append(pl.col(feature) == value)
    for side in ("above", "below"):
        if (separators := getattr(condition, side)) is not None:
            holds.append(pl.col(side).is_in(separators))
    if condition.rule is not None:
        holds.append(pl.col("rule").is_in(condition.rule).fill_null(False))
    return pl.all_horizontal(holds)
