"""The form in which words are counted: as they stand, or by stem."""

from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any, Literal, get_args

import polars as pl

from helpers.corpus.text.languages import ENGLISH
from helpers.measures.terms.tokens import Frame, Tokens, count_rows

Form = Literal["surface", "stem"]

SHAPES = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\N{SOFT HYPHEN}": ""}
"""Signs that stand in words in several shapes, and the one that they are counted as."""

POSSESSIVE = "'s"
"""What a name may end in."""

_INITIALS = r"^(?:\p{L}\.){2,}"
STEMMED = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
"""Languages that Snowball has stems for, and what NLTK calls them."""

# So many characters to each side tell whether a whole passage is set in capitals.
_PASSAGE = 60


def one_shape(column: str) -> pl.Expr:
    """Write apostrophes and hyphens of a column in one shape: "nato’s" and "nato's" are one word.

    >>> pl.DataFrame({"token": ["nato’s", "nato's"]}).select(one_shape("token"))["token"].to_list()
    ["nato's", "nato's"]
    """
    return pl.col(column).str.replace_many(SHAPES)


def with_form(tokens: Frame, *, form: Form = "surface", language: str = ENGLISH) -> Frame:
    """Add the column `term`: what a token is counted as.

    Parameters
    ----------
    form
        `surface`: the token, with apostrophes and hyphens in one shape and initials without full
        stops ("u.n." is "un"). A possessive is a word of its own. `stem`: tokens with the same
        Snowball stem (Porter 2001, in NLTK's implementation) are one term, shown as the most
        frequent of their surface forms in this table, the first in the alphabet where two are
        equally frequent. There is no `lemma`: the lemmatizers of NLTK and TextBlob read WordNet,
        which would have to be downloaded.
    language
        That of the words, by its code. In one that `STEMMED` does not have, words count as they
        stand in either form.

    Examples
    --------
    >>> words = ["promises", "promise", "promised", "promise"]
    >>> with_form(pl.DataFrame({"token": words}), form="stem")["term"].to_list()
    ['promise', 'promise', 'promise', 'promise']
    """
    if form not in get_args(Form):
        raise ValueError(f"form {form!r}: choose one of {', '.join(get_args(Form))}")
    if form == "surface" or language not in STEMMED:
        return tokens.with_columns(term=_one_spelling("token"))
    forms = families(tokens, language=language)
    return tokens.with_columns(
        term=_one_spelling("token").replace_strict(
            forms["token"], forms["term"], return_dtype=pl.String
        )
    )


def with_stems(words: pl.DataFrame) -> pl.DataFrame:
    """Count words by their stems (Snowball), whatever word of a stem the texts use most.

    Parameters
    ----------
    words
        language, spelling (the word as it stands, as `with_form` spells it), term.

    Returns
    -------
        The same rows, without spelling; where the term is the spelling and the language is one of
        `STEMMED`, it is the stem.

    Examples
    --------
    >>> words = pl.DataFrame({"language": "en", "spelling": ["promises", "us"],
    ...     "term": ["promises", "US"]})
    >>> with_stems(words)["term"].to_list()
    ['promis', 'US']
    """
    types = words.filter(pl.col("language").is_in(list(STEMMED))).select("language", "spelling")
    stems = pl.concat(
        [
            types.head(0).with_columns(stem="spelling"),
            *(
                part.with_columns(stem=_stems(part["spelling"], language))
                for (language,), part in types.unique(maintain_order=True).group_by("language")
            ),
        ]
    )
    stem = pl.when(pl.col("term") == pl.col("spelling")).then("stem")
    return (
        words.join(stems, on=["language", "spelling"], how="left", maintain_order="left")
        .with_columns(term=pl.coalesce(stem, "term"))
        .drop("stem", "spelling")
    )


def by_family(words: pl.LazyFrame, *, language: str) -> pl.LazyFrame:
    """Name each stem by the word of it that is used most, as `families` does.

    Parameters
    ----------
    words
        token, stem, and other columns.
    language
        That of the words; in one without stems nothing changes.

    Returns
    -------
        The same with `term`: the word for the stem; a stem that no word has (a name) is its own.
    """
    if language not in STEMMED:
        return words
    return name_stems(words, families(words, language=language))


def name_stems(words: Frame, families: pl.DataFrame) -> Frame:
    """Name each stem of a table by its family, as `families` lists them."""
    names = families.select("stem", family="term").unique()
    named = words.lazy().join(names.lazy(), on="stem", how="left", maintain_order="left")
    named = named.with_columns(term=pl.coalesce("family", "stem")).drop("family")
    return named.collect() if isinstance(words, pl.DataFrame) else named


def with_acronyms(
    tokens: pl.DataFrame, texts: pl.DataFrame, words: Collection[str]
) -> pl.DataFrame:
    """Tell acronyms from the function words that they are in small letters: "US" from "us".

    Parameters
    ----------
    tokens
        document, token, start, end, and term as `with_form` makes it.
    texts
        document, text: the raw texts that the offsets point into.
    words
        The words in question, in small letters without full stops.

    Returns
    -------
        The same rows; where one of the words stands in capitals ("US") or as initials with full
        stops ("U.S."), its term is in capitals ("US"). In a passage that is all in capitals, no
        telling: the term stays.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 2, "token": ["us", "us"], "term": ["us", "us"],
    ...     "start": [0, 9], "end": [2, 11]})
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["US calls us"]})
    >>> with_acronyms(tokens, texts, ["us"])["term"].to_list()
    ['US', 'us']
    """
    bare = _one_spelling("token")
    rows = tokens.with_row_index("row")
    start, length = pl.col("start"), pl.col("end") - pl.col("start")
    before = pl.min_horizontal(start, pl.lit(_PASSAGE))
    acronyms = (
        rows.filter(bare.is_in(list(words)))
        .join(texts.select("document", "text"), on="document", how="left")
        .with_columns(
            written=pl.col("text").str.slice(start, length),
            passage=pl.col("text").str.slice(start - before, before + length + _PASSAGE),
        )
        .filter(
            (pl.col("written") == pl.col("written").str.to_uppercase())
            & pl.col("passage").str.contains(r"\p{Ll}")
        )
        .select("row", acronym=bare.str.to_uppercase())
    )
    return (
        rows.join(acronyms, on="row", how="left", maintain_order="left")
        .with_columns(term=pl.coalesce("acronym", "term"))
        .drop("row", "acronym")
    )


def with_names(
    tokens: pl.DataFrame, names: pl.DataFrame, *, form: Form = "surface"
) -> pl.DataFrame:
    """Tell names from the common words that they are in small letters: "Price" from "price".

    Parameters
    ----------
    tokens
        document, start, token, and term as `with_form` makes it with the same `form`.
    names
        document, start, name: where names stand, with their capitals.

    Returns
    -------
        The same rows; a name's term is the name. As words stand, its possessive is a term of its
        own ("Price's"); by stem it is the name.

    Examples
    --------
    >>> tokens = pl.DataFrame({"document": ["a"] * 2, "start": [0, 9],
    ...     "token": ["price’s", "price"], "term": ["price's", "price"]})
    >>> names = pl.DataFrame({"document": ["a"], "start": [0], "name": ["Price"]})
    >>> with_names(tokens, names)["term"].to_list()
    ["Price's", 'price']
    """
    name = pl.col("name")
    if form == "surface":
        possessive = one_shape("token").str.ends_with(POSSESSIVE)
        name = pl.when(possessive).then(name + POSSESSIVE).otherwise(name)
    return (
        tokens.join(names, on=["document", "start"], how="left", maintain_order="left")
        .with_columns(term=pl.coalesce(name, "term"))
        .drop("name")
    )


def written_forms(words: Tokens) -> dict[str, str]:
    """Say how texts mostly write the words that they mostly write with capitals.

    Parameters
    ----------
    words
        kind, token, written, opens. Headings and the first word of a sentence, which opens it, have
        capitals for other reasons and do not count.

    Returns
    -------
    dict
        Word in small letters, as `with_form` counts it: how it is mostly written, the first in the
        alphabet where two ways are equally frequent. Words that are mostly written small are not in
        it.

    Examples
    --------
    >>> written = ["The", "NATO", "of", "a", "Red", "sea"]
    >>> words = pl.DataFrame({"kind": "body", "token": [word.lower() for word in written],
    ...     "written": written, "opens": [True, *[False] * 5]})
    >>> written_forms(words)
    {'nato': 'NATO', 'red': 'Red'}
    """
    rows = words.lazy().filter((pl.col("kind") != "heading") & ~pl.col("opens"))
    forms = (
        count_rows(rows.select(_one_spelling("token"), "written").group_by(pl.all()).len())
        .sort("token", "len", "written", descending=[False, True, False])
        .unique("token", keep="first", maintain_order=True)
        .filter(pl.col("written") != pl.col("written").str.to_lowercase())
        .with_columns(written=_one_spelling("written"))
    )
    return dict(forms.select("token", "written").iter_rows())


def _one_spelling(column: str) -> pl.Expr:
    """Write signs in one shape and initials without full stops: "u.n." and "un" are one word."""
    word = one_shape(column)
    bare = word.str.replace_all(".", "", literal=True)
    return pl.when(word.str.contains(_INITIALS)).then(bare).otherwise(word)


def families(tokens: Tokens, *, language: str = ENGLISH) -> pl.DataFrame:
    """List which surface forms a stemmed term stands for, in one of the languages of `STEMMED`.

    Returns
    -------
        term, token (a surface form), count, stem; the most frequent form of a stem first.

    Examples
    --------
    >>> words = ["promises", "promise", "promised", "promise", "treaty"]
    >>> families(pl.DataFrame({"token": words})).select("term", "token", "count").rows()
    [('promise', 'promise', 2), ('promise', 'promised', 1), ('promise', 'promises', 1),
     ('treaty', 'treaty', 1)]
    """
    rows = tokens.lazy().select("token")
    return families_of_counts(
        count_rows(rows.group_by("token").agg(count=pl.len().cast(pl.Int64))), language=language
    )


def families_of_counts(counts: pl.DataFrame, *, language: str = ENGLISH) -> pl.DataFrame:
    """List the same from a table of token and count.

    Examples
    --------
    >>> counts = pl.DataFrame({"token": ["promises", "promise"], "count": [1, 2]})
    >>> families_of_counts(counts).select("term", "token").rows()
    [('promise', 'promise'), ('promise', 'promises')]
    """
    forms = counts.group_by(_one_spelling("token")).agg(pl.col("count").sum())
    return (
        forms.with_columns(stem=_stems(forms["token"], language))
        .sort("count", "token", descending=[True, False])
        .with_columns(term=pl.col("token").first().over("stem"))
        .sort("term", "count", "token", descending=[False, True, False])
        .select("term", "token", "count", "stem")
    )


def _stems(words: pl.Series, language: str) -> pl.Series:
    return pl.Series("stem", [_stem(word, language) for word in words.to_list()], dtype=pl.String)


# The same words are stemmed for each way of counting, and in each part of a corpus.
@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    stem: str = _stemmer(language).stem(word)
    return stem


@cache
def _stemmer(language: str) -> Any:
    # NLTK takes seconds to import, and words as they stand need none of it.
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer(STEMMED[language])
