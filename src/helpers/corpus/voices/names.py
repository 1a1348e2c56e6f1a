"""Where texts name their speakers, and where a tag says whose turn it is in an interview."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl

from helpers.corpus.text.tokens import tokenize
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.interviews import Turns
from helpers.corpus.voices.speech import Speech

SENTENCE = ["document", "sentence"]
POSSESSIVE = r"['’ʼ]s$"
# Nothing but a blank, or a full stop and a blank, parts the words of one name.
_APART = 2
_CAPITAL = r"^\p{Lu}"
# Behind one of these, or at the beginning, any word has a capital.
_OPENS = r"(^|[.!?:…“”\"«„‘'’(\[–—-])\s*$"


def find_names(spans: pl.DataFrame, actors: Actors, speech: Speech) -> pl.DataFrame:
    """Find the places of speakers' names and of interview tags.

    Names are the family names of all persons in the actors file and of those speakers whom an
    article gives a full name, with the given names, initials, titles and particles that stand
    before them. A name is written with a capital. Where any word would be (at the beginning of a
    sentence or quotation, in a heading, all in capitals), the word is a name unless the texts write
    it small as well, or if its article has it as a name elsewhere and never writes it small.

    Parameters
    ----------
    spans
        document, sentence, start, end, text, kind, paragraph, speaker, full_name, as
        `helpers.corpus.voices.attribution.attribute` gives them.
    actors, speech
        The listed persons; titles, particles and the marks of an interview.

    Returns
    -------
    DataFrame
        document, start (of the token), name (the token with capitals as in the list, without a
        possessive ending).

    Examples
    --------
    >>> actors = Actors(persons=[{"name": "Price", "given": "Ned", "bloc": "us_official"}])
    >>> spans = pl.DataFrame({"document": ["a"], "sentence": [0], "start": [0], "end": [36],
    ...     "text": ["Of the price, Ned Price’s aide spoke"], "kind": ["body"],
    ...     "paragraph": [0], "speaker": [None], "full_name": [None]},
    ...     schema_overrides={"speaker": pl.String, "full_name": pl.String})
    >>> find_names(spans, actors, Speech(verbs={})).rows()
    [('a', 14, 'Ned'), ('a', 18, 'Price')]
    """
    known = know_names(speakers_of(spans), words_written_small(spans)["word"], actors, speech)
    return place_names(spans, known, speech)


@dataclass(frozen=True)
class KnownNames:
    """What all articles together tell of names, so that each can be read for itself.

    Attributes
    ----------
    family, given
        Family names, and the names before them, as they are written.
    small
        Words that some article writes small.
    """

    family: frozenset[str]
    given: frozenset[str]
    small: frozenset[str]


def speakers_of(spans: pl.DataFrame) -> pl.DataFrame:
    """Return the speakers that articles give a full name: speaker, full_name, each pair once."""
    return spans.select("speaker", "full_name").drop_nulls().unique().sort("speaker", "full_name")


def words_written_small(spans: pl.DataFrame) -> pl.DataFrame:
    """Return the words that are written without a capital somewhere, sorted.

    Examples
    --------
    >>> spans = pl.DataFrame({"document": ["a"], "sentence": [0], "start": [0], "end": [15],
    ...     "text": ["Price’s a price"]})
    >>> words_written_small(spans)["word"].to_list()
    ['a', 'price']
    """
    about = spans.select(*SENTENCE, "text", pl.col("start").alias("from"))
    place, length = pl.col("start") - pl.col("from"), pl.col("end") - pl.col("start")
    return (
        tokenize(spans)
        .join(about, on=SENTENCE, how="left", maintain_order="left")
        .filter(~pl.col("text").str.slice(place, length).str.contains(_CAPITAL))
        .select(word=_bare_token())
        .unique()
        .sort("word")
    )


def know_names(
    speakers: pl.DataFrame, small: pl.Series, actors: Actors, speech: Speech
) -> KnownNames:
    """Put together the names of all articles.

    Parameters
    ----------
    speakers
        speaker, full_name, as `speakers_of` gives them.
    small
        As `words_written_small` gives them.
    actors, speech
        The listed persons; titles, particles and the marks of an interview.
    """
    family, given = _listed(actors)
    for label, name in speakers.select("speaker", "full_name").iter_rows():
        words = name.split()
        # One capitalised word alone may be anything; who is listed needs no second one.
        if len(words) > 1:
            family |= {label.split()[-1], words[-1]}
            given |= set(words[:-1])
    return KnownNames(frozenset(family), frozenset(given), frozenset(small))


def place_names(spans: pl.DataFrame, known: KnownNames, speech: Speech) -> pl.DataFrame:
    """Find the names in some articles; see `find_names`."""
    family, given = known.family, known.given
    before = {_bare(word) for word in [*speech.titles, *speech.particles]}
    tokens = _tokens(spans, _lower(family) | _lower(given) | before)
    names = _family_names(tokens, _lower(family), known.small)
    places = pl.concat(
        [_with_first_names(tokens, names, _lower(given), before), _tags(spans, speech)]
    )
    # A particle gets a capital too, so that it is no other word ("der", "la").
    spelling = {word.lower(): word for word in sorted(family | given) if word != word.lower()}
    return (
        places.select(
            "document",
            "start",
            name=pl.col("bare").replace_strict(
                spelling, default=pl.col("bare").str.to_titlecase(), return_dtype=pl.String
            ),
        )
        .unique(["document", "start"])
        .sort("document", "start")
    )


def _listed(actors: Actors) -> tuple[set[str], set[str]]:
    """List the family names of the listed persons, and all that stands before these."""
    family, given = set(), set()
    for person in actors.persons:
        given |= set(person.given.split())
        for spelling in (person.name, *person.aliases):
            *first, last = spelling.split()
            family.add(last)
            given |= set(first)
    return family, given


def _bare(word: str) -> str:
    return word.strip(".").lower()


def _bare_token() -> pl.Expr:
    return pl.col("token").str.replace(POSSESSIVE, "").str.replace_all("[‐‑]", "-")


def _lower(words: Iterable[str]) -> set[str]:
    # A single letter is an initial, which is looked for as such.
    return {bare for word in words if len(bare := _bare(word)) > 1}


def _tokens(spans: pl.DataFrame, words: set[str]) -> pl.DataFrame:
    """Cut the text into words, and tell of those in a list how they are written."""
    bare = _bare_token()
    parts = bare.str.split("-").list.eval(pl.element().is_in(words)).list.all()
    place = pl.col("start") - pl.col("from")
    about = spans.select(*SENTENCE, "kind", "text", pl.col("start").alias("from"))
    return (
        tokenize(spans)
        .with_columns(bare=bare)
        .with_columns(
            looks=bare.is_in(words) | parts | (bare.str.len_chars() == 1),
            gap=pl.col("start").shift(-1).over(SENTENCE) - pl.col("end"),
        )
        .join(about, on=SENTENCE, how="left", maintain_order="left")
        .with_columns(
            written=pl.when("looks").then(
                pl.col("text").str.slice(place, pl.col("end") - pl.col("start"))
            ),
            before=pl.when("looks").then(pl.col("text").str.slice(0, place)),
        )
        .with_columns(capital=pl.col("written").str.contains(_CAPITAL))
        .drop("text", "from", "looks")
    )


def _family_names(
    tokens: pl.DataFrame, words: set[str], written_small: Collection[str]
) -> pl.DataFrame:
    """Decide where a family name is a name."""
    parts = pl.col("bare").str.split("-").list.eval(pl.element().is_in(words)).list.all()
    written = pl.col("written")
    unclear = (
        pl.col("before").str.contains(_OPENS)
        | (pl.col("kind") == "heading")
        | ((written == written.str.to_uppercase()) & (pl.col("bare").str.len_chars() > 1))
    )
    candidates = tokens.filter(pl.col("bare").is_in(words) | parts).with_columns(
        clear=pl.col("capital") & ~unclear, small=~pl.col("capital")
    )
    here = ["document", "bare"]
    never_small = ~pl.col("bare").is_in(list(written_small))
    as_elsewhere = pl.col("clear").any().over(here) & ~pl.col("small").any().over(here)
    return candidates.filter(
        pl.col("clear") | (pl.col("capital") & (never_small | as_elsewhere))
    ).select("document", "start", name=pl.lit(value=True))


def _with_first_names(
    tokens: pl.DataFrame, names: pl.DataFrame, given: set[str], before: set[str]
) -> pl.DataFrame:
    """Add the given names, initials, titles and particles before family names."""
    capital = pl.col("capital").fill_null(value=False)
    initial = capital & (pl.col("bare").str.len_chars() == 1)
    belongs = (capital & pl.col("bare").is_in(given)) | initial | pl.col("bare").is_in(before)
    follows = pl.col("name").shift(-1).over(SENTENCE).fill_null(value=False)
    table = tokens.join(names, on=["document", "start"], how="left", maintain_order="left")
    table = table.with_columns(pl.col("name").fill_null(value=False))
    while True:
        more = pl.col("name") | (belongs & follows & (pl.col("gap") <= _APART))
        longer = table.with_columns(name=more)
        if longer["name"].equals(table["name"]):
            return table.filter("name").select("document", "start", "bare")
        table = longer


def _tags(spans: pl.DataFrame, speech: Speech) -> pl.DataFrame:
    """Find the words of the tags before questions and answers."""
    turns = Turns(speech)
    first = spans.filter(
        (pl.col("kind") == "body") & (pl.struct("document", "paragraph").is_first_distinct())
    )
    tags = [turns.tag(text) for text in first["text"]]
    return tokenize(
        first.with_columns(text=pl.Series(tags, dtype=pl.String)).with_columns(
            end=pl.col("start") + pl.col("text").str.len_chars()
        )
    ).select("document", "start", bare="token")
