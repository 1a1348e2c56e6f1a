"""Titles and notes of the figures and tables on who speaks, from the tables that are shown."""

import polars as pl

from helpers.findings.chosen_instruments import made_by
from helpers.findings.nothing_here import NO_SPEECH
from helpers.findings.wording import count, listing, number, percent
from helpers.study.opening import Study

# What each value of a column of groups is called.
NOUNS = {"document": "article", "outlet": "outlet", "bloc": "group", "group": "group"}

NO_VERB = "No verb of saying introduces a source"


def noun(by: str) -> str:
    """Name what a column of groups sets apart.

    Examples
    --------
    >>> noun("document"), noun("period")
    ('article', 'period')
    """
    return NOUNS.get(by, by)


def head(by: str) -> str:
    """Head a column of groups in a table.

    Examples
    --------
    >>> head("outlet")
    'Outlet'
    """
    return noun(by).capitalize()


def how_read(study: Study) -> str:
    """Say how the speakers are found and sorted into groups."""
    by_rules = "Groups follow from what the articles say of a speaker, and from the list of actors."
    return made_by(study, "voices") or by_rules


def speakers_by(study: Study, shares: pl.DataFrame, *, by: str) -> str:
    """Say which group of speakers gets the most room, and where.

    Parameters
    ----------
    study
        Names the groups.
    shares
        The column `by`, group, sentences: as `helpers.measures.speech.shares.shares` counts them.
    by
        Column of what is compared.
    """
    names = study.names("group")
    present = shares["group"].unique(maintain_order=True).to_list()
    if len(present) < 2:
        who = names.get(present[0], present[0]) if present else "no one"
        only = "only " if present else ""
        return _sentence(f"{only}{who} {'speak' if present else 'speaks'} in this selection")
    leaders, times = _lead(shares, "group", by)
    if not leaders:
        return f"No group of speakers gets more room than every other in any {noun(by)}"
    labels = [names.get(name, name) for name in leaders]
    each = "each " if len(labels) > 1 else ""
    where = _where(times, shares[by].n_unique(), noun(by))
    return _sentence(f"{listing(labels)} {each}get the most room in {where}")


def voices_by(shares: pl.DataFrame, *, by: str) -> str:
    """Say where quotations outnumber paraphrases.

    Parameters
    ----------
    shares
        The column `by`, voice, sentences.
    by
        Column of what is compared.
    """
    quoted, retold = (
        pl.col("sentences").filter(pl.col("voice") == voice).sum()
        for voice in ("quote", "indirect")
    )
    known = shares.group_by(by).agg(quoted.alias("quote"), retold.alias("indirect"))
    known = known.filter(pl.sum_horizontal("quote", "indirect") > 0)
    if not known.height:
        return NO_SPEECH.rstrip(".")
    more = known.filter(pl.col("quote") > pl.col("indirect")).height
    if not more:
        return f"Quotations outnumber paraphrases in no {noun(by)}"
    return f"Quotations outnumber paraphrases in {_where(more, known.height, noun(by))}"


def most_heard(heard: pl.DataFrame, *, rows: int) -> str:
    """Head the table of those who are heard most.

    Examples
    --------
    >>> speakers = pl.DataFrame({"speaker": ["a", "b", "c"]})
    >>> most_heard(speakers, rows=2), most_heard(speakers, rows=10)
    ('The 2 people and bodies heard most', 'The 3 people and bodies that are heard')
    >>> most_heard(speakers.head(1), rows=10)
    'The one person or body that is heard'
    """
    if not heard.height:
        return "No one is quoted or paraphrased by name"
    if heard.height > rows:
        return f"The {number(rows, 0)} people and bodies heard most"
    if heard.height == 1:
        return "The one person or body that is heard"
    return f"The {number(heard.height, 0)} people and bodies that are heard"


def without_name(table: pl.DataFrame, *, by: str) -> str:
    """Say how many sentences have no named source.

    Parameters
    ----------
    table
        `by`, unnamed, n: as `helpers.measures.speech.speakers.unnamed_sources` counts them.
    by
        Column of what is compared.
    """
    lacking, whole = int(table["unnamed"].sum()), int(table["n"].sum())
    if not whole:
        return NO_SPEECH.rstrip(".")
    if not lacking:
        return "Every quoted or paraphrased sentence names its source"
    where = table.filter(pl.col("unnamed") > 0).height
    sentences = count(whole, "quoted or paraphrased sentence")
    verb = "has" if lacking == 1 else "have"
    return (
        f"{number(lacking, 0)} of {sentences} {verb} no named source, in "
        f"{_where(where, table.height, noun(by))}"
    )


def verbs(study: Study, table: pl.DataFrame) -> str:
    """Say which class of verbs of saying is the most frequent.

    Parameters
    ----------
    study
        Names the classes.
    table
        verb_class, share: as `helpers.measures.speech.verbs.verbs_of_saying` counts them.
    """
    if not table.height:
        return NO_VERB
    name, share = table.select("verb_class", "share").row(0)
    what = study.names("verb_class").get(name, name)
    return f"{percent(share)} of the verbs of saying are {what}"


def verbs_by(study: Study, shares: pl.DataFrame, *, by: str) -> str:
    """Say which class of verbs introduces most groups.

    Parameters
    ----------
    study
        Names the classes.
    shares
        The column `by`, verb_class, sentences.
    by
        Column of what is compared.
    """
    if not shares.height:
        return NO_VERB
    leaders, times = _lead(shares, "verb_class", by)
    if not leaders:
        return f"How verbs of saying differ by {noun(by)}"
    labels = [study.names("verb_class").get(name, name) for name in leaders]
    kinds = listing(
        [f"verbs {name}" if name.startswith("of ") else f"{name} verbs" for name in labels]
    )
    each = "each " if len(labels) > 1 else ""
    where = _where(times, shares[by].n_unique(), noun(by))
    return _sentence(f"{kinds} are {each}the most frequent for {where}")


def phrases(table: pl.DataFrame) -> str:
    """Say how many phrases are marked, and which most often.

    Examples
    --------
    >>> phrases(pl.DataFrame({"phrase": ["open door"], "times": [3]}))
    '1 phrase stands in quotation marks without a speaker: “open door”'
    >>> phrases(pl.DataFrame({"phrase": ["open door", "soft"], "times": [3, 1]}))
    '2 phrases stand in quotation marks without a speaker; the most frequent is “open door” (3)'
    >>> phrases(pl.DataFrame({"phrase": [], "times": []}))
    'No phrase stands in quotation marks without a speaker'
    """
    if not table.height:
        return "No phrase stands in quotation marks without a speaker"
    phrase, times = table.select("phrase", "times").row(0)
    if table.height == 1:
        return f"1 phrase stands in quotation marks without a speaker: “{phrase}”"
    words = f"{number(table.height, 0)} phrases stand in quotation marks without a speaker"
    is_first = table.filter(pl.col("times") == times).height == 1
    return f"{words}; the most frequent is “{phrase}” ({number(times, 0)})" if is_first else words


def cut(table: pl.DataFrame, shown: pl.DataFrame, *, by: str) -> str:
    """Say which groups a figure leaves out.

    Examples
    --------
    >>> every = pl.DataFrame({"outlet": ["a", "b"], "n": [2, 1]})
    >>> cut(every, every, by="outlet"), cut(every, every.head(1), by="outlet")
    ('', 'Of 2 outlets, the 1 with the most sentences is shown.')
    """
    whole, part = table[by].n_unique(), shown[by].n_unique()
    if whole == part:
        return ""
    verb = "is" if part == 1 else "are"
    return (
        f"Of {count(whole, noun(by))}, the {number(part, 0)} with the most sentences {verb} shown."
    )


def _lead(shares: pl.DataFrame, of: str, by: str) -> tuple[list[str], int]:
    """Name the values that lead in the most groups, and in how many; where two tie none leads."""
    top = shares.filter(pl.col("sentences") == pl.col("sentences").max().over(by))
    alone = top.filter(pl.len().over(by) == 1)
    times = alone.group_by(of, maintain_order=True).len("times")
    most = times.filter(pl.col("times") == pl.col("times").max())
    return most[of].to_list(), int(most["times"][0]) if most.height else 0


def _where(times: int, whole: int, what: str) -> str:
    if times < whole:
        return f"{number(times, 0)} of {count(whole, what)}"
    return f"this {what}" if whole == 1 else f"every {what}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
