"""The language of a text: as its source says it, or as its letters and words tell it."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import polars as pl
from pydantic import AfterValidator, BeforeValidator

from helpers.corpus.suggestions import nearest_word

if TYPE_CHECKING:
    from helpers.corpus.text.language_detector import Detector

ENGLISH = "en"
# What a language is known by: its source, its text, or only the other texts.
STATED, DETECTED, ASSUMED = "stated", "detected", "assumed"
# Their scripts put no spaces between words, so that words cannot be told apart.
WITHOUT_SPACES = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "wuu", "yue", "zh"})
SCHEMA = {"language": pl.String, "language_basis": pl.String}
# Letters that are looked at, from the middle of a text: its ends may be credits or notices.
_LETTERS = 2000
# So many texts tell together where none does alone.
BEGINNING = 2000
# The detector's confidence grows with the length of a text; in a few words it is low.
_SURE = 0.9
# A language is out of the question where another is so many times as likely.
_RULED_OUT = 100
# What the detector calls numbers, addresses and the like.
NO_LANGUAGE = "zxx"
# What parts a language from its country or script: "en-US", "Chinese (Simplified)".
_COUNTRY = re.compile(r"\s*[-_(]")
_NOT_ONE = {"mul", "und", NO_LANGUAGE}


def language_code(name: str) -> str | None:
    """Read how somebody writes a language.

    Parameters
    ----------
    name : str
        Its English name or its code, of two letters or three, with or without a country.

    Returns
    -------
    str or None
        Its code in ISO 639-1, that of ISO 639-3 where it has none; None where it is not known.

    Examples
    --------
    >>> [language_code(name) for name in ("English", "EN", "eng", "en-US", "en_GB")]
    ['en', 'en', 'en', 'en', 'en']
    >>> language_code("Elbonian")
    """
    plain = " ".join(name.split()).casefold()
    return _codes().get(plain) or _codes().get(_COUNTRY.split(plain)[0])


def language_name(code: str) -> str:
    """Name a language in English.

    Examples
    --------
    >>> language_name("ru"), language_name("x")
    ('Russian', 'x')
    """
    return _names().get(code, code)


def _known(name: str) -> str:
    code = language_code(name)
    if code is None:
        near = nearest_word(name, _codes())
        mend = f'write "{near}"' if near else 'write its code, such as "ru"'
        raise ValueError(f'"{name}" is no language that is known; {mend}')
    return code


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _in_order(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(codes)))


# The languages that a settings file is written for.
Languages = Annotated[
    tuple[Annotated[str, AfterValidator(_known)], ...],
    BeforeValidator(_as_list),
    AfterValidator(_in_order),
]


def identify(texts: pl.Series, stated: pl.Series) -> pl.DataFrame:
    """Tell the language of each text.

    What the source says holds; where it says nothing that is known, the text tells. A text that is
    too short to tell, or holds no language, is assumed to be in the language of most of the others;
    where its letters rule that out, in the likeliest of theirs and English, or else of all. Where
    no text tells, all together do; where they do not either, English is assumed.

    Parameters
    ----------
    texts : polars.Series
        As they are read; none is missing.
    stated : polars.Series
        What the source says of each, in any form that `language_code` reads; missing where nothing.

    Returns
    -------
    polars.DataFrame
        language (ISO 639-1), language_basis (stated, detected or assumed); a row for each text.

    Examples
    --------
    >>> texts = ["Die Verhandlungen beginnen am Montag in Genf.", "Genf", "It rains.", "Regen"]
    >>> identify(pl.Series(texts), pl.Series([None, None, None, "Danish"])).rows()
    [('de', 'detected'), ('de', 'assumed'), ('en', 'assumed'), ('da', 'stated')]
    """
    languages = tell(texts, stated)
    others = other_languages(languages, texts.head(BEGINNING))
    return assume(languages.select(*SCHEMA), texts, others)


def tell(texts: pl.Series, stated: pl.Series) -> pl.DataFrame:
    """Tell the language of each text by itself; for the parameters see `identify`.

    Returns
    -------
    polars.DataFrame
        language and language_basis, missing where nothing tells; letters (of the text).
    """
    given = [None if name is None else language_code(name) for name in stated]
    unknown = [text for code, text in zip(given, texts, strict=True) if code is None]
    detected = iter(_detect_all(unknown))
    codes = [code or next(detected) for code in given]
    rows = [
        (code, STATED if one else DETECTED if code else None)
        for one, code in zip(given, codes, strict=True)
    ]
    told = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return told.with_columns(letters=texts.str.len_chars().cast(pl.Int64))


class OtherLanguages(NamedTuple):
    """The languages of the texts that tell theirs.

    Attributes
    ----------
    main
        That of most.
    known
        All of them, and English; sorted.
    """

    main: str
    known: tuple[str, ...]


def other_languages(told: pl.DataFrame, beginning: pl.Series) -> OtherLanguages:
    """Put together what the texts that tell their language say of the others.

    Parameters
    ----------
    told
        As `tell` gives it for all texts.
    beginning
        The first `BEGINNING` texts, which tell together where none does alone; they are not looked
        at where one does.
    """
    sizes = (
        told.drop_nulls("language")
        .group_by("language")
        .agg(pl.len(), pl.col("letters").sum())
        # The language of most texts, of equally many that of the most letters.
        .sort("len", "letters", "language", descending=[True, True, False])
    )["language"].to_list()
    main = sizes[0] if sizes else detect(" ".join(beginning)) or ENGLISH
    return OtherLanguages(main, _in_order([main, ENGLISH, *sizes]))


def assume(told: pl.DataFrame, texts: pl.Series, others: OtherLanguages) -> pl.DataFrame:
    """Fill in what texts do not tell of their language.

    Parameters
    ----------
    told
        language and language_basis, as `tell` gives them.
    texts
        The texts, in the same order.
    others
        What the other texts tell.
    """
    rows = [
        (code, basis) if code else (_assume(text, others), ASSUMED)
        for (code, basis), text in zip(told.rows(), texts, strict=True)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def detect(text: str) -> str | None:
    """Tell the language of a text by its letters and words; None where they do not tell.

    Examples
    --------
    >>> detect("Переговоры начнутся в понедельник."), detect("NATO"), detect("24.02.2022")
    ('ru', None, None)
    """
    return _detect_all([text])[0]


def _detect_all(texts: list[str]) -> list[str | None]:
    if not texts:
        return []
    return [
        None if confidence < _SURE or code == NO_LANGUAGE else code
        for code, confidence in _detector().classify_all([_middle(text) for text in texts])
    ]


def _assume(text: str, others: OtherLanguages) -> str:
    ranking = {code: p for code, p in _detector().rank(_middle(text)) if code != NO_LANGUAGE}
    least = max(ranking.values()) / _RULED_OUT
    possible = [str(code) for code, p in ranking.items() if p >= least]
    if others.main in possible or others.main not in ranking:
        return others.main
    return next((code for code in possible if code in others.known), possible[0])


def _middle(text: str) -> str:
    first = max(0, len(text) - _LETTERS) // 2
    return text[first : first + _LETTERS]


@cache
def _detector() -> "Detector":
    # Loading its model takes a second, which a corpus that states its languages need not wait for.
    from helpers.corpus.text.language_detector import open_detector

    return open_detector()


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    names = Locale(ENGLISH).languages
    return {code: name for code, name in names.items() if code.isalpha() and code not in _NOT_ONE}


@cache
def _codes() -> dict[str, str]:
    """Map every way to write a language, in small letters, to its code."""
    from babel.core import get_global

    names = _names()
    aliases = {old: new for old, new in get_global("language_aliases").items() if new in names}
    own = dict(zip(names, names, strict=True))
    return {name.casefold(): code for code, name in names.items()} | aliases | own
