"""The first page in words: what was found, in which texts, and what they cannot say."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from helpers.findings.checks import (
    ONE_CODER,
    how_to_check,
    not_drawn,
    say_check,
    since_draw,
)
from helpers.findings.chosen_instruments import program_of
from helpers.findings.claim import Claim
from helpers.findings.languages import left_out, why_nothing
from helpers.findings.limits import join_sentences
from helpers.findings.wording import count, listing, long_date, number, percent
from helpers.study.coded_sample import coded_sample, coders, scored_codes
from helpers.study.coders import coded_fields
from helpers.study.instruments import machine_name
from helpers.study.languages import Reading
from helpers.study.opening import Study
from helpers.study.tables import Tables

# What a reader wants to know first; findings on instruments have their place in the chapters.
KEY = (
    "voices-passed-on",
    "framing-leading",
    "framing-by-bloc",
    "framing-by-voice",
    "sentiment-balance",
    "sentiment-by-outlet",
    "voices-most-heard",
    "voices-unnamed",
    "terms-most-frequent",
)
# Verdicts of what a reader should take away.
HOLDS = ("supported", "fragile")
MOST = 4
# So few articles are no sample of anything.
FEW = 30
OUTLETS, COUNTRIES = 6, 4
LEADING = "voices-passed-on"
# What is asked of a sentence.
READINGS: dict[Reading, str] = {
    "voices": "who speaks",
    "frames": "what it is about",
    "tone": "how it sounds",
}


class FirstScreen(NamedTuple):
    """Claims by their place on the first page.

    Attributes
    ----------
    shown
        Those that a reader should take away, the most important first, four at most.
    undecided
        Questions that the articles do not settle.
    silent
        Questions without an answer here.
    """

    shown: list[Claim]
    undecided: list[Claim]
    silent: list[Claim]


def choose_findings(claims: Sequence[Claim]) -> FirstScreen:
    """Choose what the first page shows of the findings that are about the texts."""
    by_id = {claim.finding.id: claim for claim in claims}
    key = [by_id[name] for name in KEY if name in by_id]
    silent = [claim for claim in key if claim.finding.value is None]
    # That several come first together is nothing to take away.
    firm = [claim for claim in key if claim.finding.verdict in HOLDS and claim.finding.value]
    undecided = [claim for claim in key if claim not in silent and claim not in firm]
    return FirstScreen(firm[:MOST], undecided, silent)


def headline(study: Study, claims: Sequence[Claim]) -> str:
    """State the first result and where it comes from, in one sentence."""
    texts = f"{_articles(study)}{_from_where(study.documents)}"
    shown = choose_findings(claims).shown
    if not shown:
        say = "says" if study.documents.height == 1 else "say"
        whose = "" if why_nothing(study, ["voices"]) else ", and in whose words"
        return f"What {texts} {say}{whose}"
    first = shown[0].finding
    if first.id == LEADING and first.operands:
        share = first.operands[0] / 100
        if share in (0, 1):
            which = "Every" if share else "No"
            return f"{which} sentence in {texts} quotes or paraphrases somebody else"
        return f"{percent(share)} of the sentences in {texts} quote or paraphrase somebody else"
    return f"In {texts}: {first.text}"


def describe_texts(study: Study) -> str:
    """Say who published how much and when."""
    documents = study.documents
    size = f"{count(study.sentences.height, 'sentence')}{_voices(study)}"
    if not study.sentences["words"].has_nulls():
        size += f", {count(study.word_count, 'word')}"
    days = documents["published"].drop_nulls().sort().to_list()
    when = ""
    if days:
        span = f"{long_date(days[0])} and {long_date(days[-1])}" if days[0] != days[-1] else ""
        when = f" between {span}" if span else f" on {long_date(days[0])}"
        when += _about_dates(documents)
    translated = documents.filter(pl.col("translated")).height
    kind = "article is a translation" if translated == 1 else "articles are translations"
    how = f"; {number(translated, 0)} {kind}"
    return (
        f"{_outlets(documents)} published {'it' if documents.height == 1 else 'them'}{when}: {size}"
        f"{how if translated else ''}."
    )


def _outlets(documents: pl.DataFrame) -> str:
    """Name the outlets, and say where some are not known."""
    outlets = documents["outlet"].drop_nulls().unique().sort().to_list()
    unknown = documents["outlet"].null_count()
    if not outlets:
        return "An unknown outlet" if unknown == 1 else "Unknown outlets"
    if len(outlets) <= OUTLETS and unknown:
        return listing([*outlets, "an unknown outlet" if unknown == 1 else "unknown outlets"])
    return _list_first(outlets, OUTLETS)


def _about_dates(documents: pl.DataFrame) -> str:
    """Say in brackets how many dates are inferred, and how many lacking."""
    inferred = documents.filter(pl.col("published_basis") == "inferred").height
    undated = documents["published"].null_count()
    words = [f"{count(inferred, 'date')} inferred from the text"] if inferred else []
    words += [f"{count(undated, 'article')} undated"] if undated else []
    return f" ({', '.join(words)})" if words else ""


def say_limits(study: Study) -> str:
    """Say how the texts were read and what the results cannot say."""
    texts = "this article" if study.documents.height == 1 else "these articles"
    return join_sentences(
        *_say_readings(study),
        f"The results describe {texts}. They do not say who is right, what other media wrote, or "
        "what readers made of it.",
    )


def list_limits(study: Study, claims: Sequence[Claim]) -> list[str]:
    """List what restricts all results: how few texts, whose, how dated, how well checked."""
    documents = study.documents
    lines = []
    if documents.height <= FEW:
        lines.append(
            f"{_articles(study).capitalize()} cannot stand for an outlet, a country or a period; "
            f"nothing is inferred beyond {'it' if documents.height == 1 else 'them'}."
        )
    outlets = documents["outlet"].drop_nulls().n_unique()
    countries = documents["country"].drop_nulls().unique().to_list()
    if outlets and len(countries) == 1:
        lines.append(
            f"No outlet from outside {countries[0]} is among them, so no comparison with one."
        )
    if not why_nothing(study, READINGS):
        lines += filter(None, [left_out(study, READINGS)])
    lines += filter(None, [left_out(study, ["words"])])
    if documents.filter(pl.col("translated")).height:
        lines.append("Translations keep the sense of a sentence better than its words or its tone.")
    coded = study.tables.coded
    if coded_sample(study.tables) is not None:
        lines.append(
            join_sentences(
                *say_check(study),
                "The scores of the methods rest on the drawn sentences alone.",
                ONE_CODER if coders(study.tables) == 1 else "",
                since_draw(study.tables, coded_fields(scored_codes(study.tables))),
            )
        )
    elif coded.height:
        lines.append(_say_coded(study.tables))
    else:
        lines.append(
            "No sentence of these texts was coded by a person, so no method is checked here. "
            f"{how_to_check(study.tables)}"
        )
    fragile = sum(claim.finding.verdict == "fragile" for claim in choose_findings(claims).shown)
    if fragile:
        lines.append(
            f"{count(fragile, 'answer')} above, marked “fragile”, could change with other "
            "sentences or another fair way of counting."
        )
    return lines


def _say_coded(tables: Tables) -> str:
    """Say what coded sentences tell that nobody drew."""
    coded = count(tables.coded.unique(["document", "start", "end"]).height, "coded sentence")
    if tables.coding_description.in_view:
        return (
            f"The rules were written with {coded} of these texts in view. How well they do on "
            "texts like these that they were not written from has not been measured."
        )
    return f"The scores of the methods rest on {coded}. {not_drawn(tables)}"


def map_title(study: Study, sentences: pl.DataFrame) -> str:
    """Say what the map of sentences shows first: how much room reporters and groups take.

    Parameters
    ----------
    study
        Names the groups.
    sentences
        group: one row a sentence.
    """
    if not sentences.height:
        return "Who speaks, sentence by sentence"
    groups = sentences["group"].value_counts().sort("count", "group", descending=[True, False])
    names = study.names("group")
    # All groups together account for everything, which says nothing.
    top = groups.head(min(2, groups.height - 1) or 1)
    first = listing([names.get(group, group) for group in top["group"]])
    if groups.height == 1:
        return f"Every sentence by who speaks: all by {first}"
    share = percent(int(top["count"].sum()) / sentences.height)
    return f"Every sentence by who speaks: {first} account for {share}"


def _say_readings(study: Study) -> list[str]:
    """Say what is read of each sentence, and what is not, as no language of it is known."""
    unread = [reading for reading in READINGS if why_nothing(study, [reading])]
    asked = [words for reading, words in READINGS.items() if reading not in unread]
    lines = [f"{_readers(study)} read each sentence: {', '.join(asked)}."] if asked else []
    if unread:
        lines.append(
            f"{why_nothing(study, unread)} "
            f"So this book does not tell {listing([READINGS[reading] for reading in unread])}."
        )
    return lines


def _readers(study: Study) -> str:
    """Say what reads the sentences: the report's rules, and programs where they are chosen."""
    programs = [program_of(study, what) for what in ("voices", "frames", "tone")]
    names = list(dict.fromkeys(machine_name(name) for name in programs if name))
    if None not in programs:
        return listing(names)
    return listing(["Published rules", *names])


def _articles(study: Study) -> str:
    return count(study.documents.height, "article")


def _from_where(documents: pl.DataFrame) -> str:
    """Say which countries the outlets are in, as far as all are known."""
    from_outlets = documents.drop_nulls("outlet")
    countries = from_outlets["country"].unique().sort().to_list()
    if not countries or None in countries or from_outlets.height < documents.height:
        return ""
    if len(countries) == 1:
        every = "all " if documents.height > 1 else ""
        outlets = "outlets" if from_outlets["outlet"].n_unique() > 1 else "an outlet"
        return f", {every}from {outlets} in {countries[0]},"
    return f" from outlets in {_list_first(countries, COUNTRIES)}"


def _list_first(names: Sequence[str], most: int) -> str:
    more = [f"{number(len(names) - most, 0)} more"] if len(names) > most else []
    return listing([*names[:most], *more])


def _voices(study: Study) -> str:
    """Say whose sentences are counted where not all are."""
    names = study.names("voice")
    chosen = [name for voice, name in names.items() if voice in study.parameters.voices]
    return "" if len(chosen) == len(names) else f" ({listing(chosen)} only)"
