"""Bring texts into the form in which they are read, and remember where each part stands."""

from typing import NamedTuple

import polars as pl

from helpers.corpus.text.characters import compose, plain_characters
from helpers.corpus.text.drafts import Draft
from helpers.corpus.text.markup import remove_markup
from helpers.corpus.text.mojibake import find_lost, undo_mojibake

_TEXTS = {"document": pl.String, "text": pl.String}
CHANGES = {
    "document": pl.String,
    **dict.fromkeys(("start", "end", "file_start", "file_end"), pl.Int64),
}
_GARBLED = {
    "document": pl.String,
    **dict.fromkeys(("start", "end"), pl.Int64),
    **dict.fromkeys(("printed", "mended"), pl.String),
}

_Garbled = tuple[int, int, str, str | None]


class Normalised(NamedTuple):
    """Texts as they are read.

    Attributes
    ----------
    texts
        document, text.
    changes
        document, start, end, file_start, file_end: in order, what moves characters. The text from
        start to end comes from the file's characters file_start to file_end; either may be empty.
        All between two changes stands in the file as it does in the text. No rows for a text in
        which nothing moved.
    garbled
        document, start, end (in the file), printed, mended: in order, the characters that were
        decoded in the wrong way: how the file has them, and as what they are read; missing where
        that is not certain, so that they stay.
    """

    texts: pl.DataFrame
    changes: pl.DataFrame
    garbled: pl.DataFrame


def normalise(texts: pl.DataFrame) -> Normalised:
    r"""Normalise each text for reading.

    In this order: the markup of HTML goes and entities become characters; wrong decoding is undone
    where that is certain; soft hyphens and other invisible characters go, odd spaces become spaces,
    the ligatures of f are written out; letters with their marks become one character (NFC). A text
    that needs none of it stays as it is.

    Parameters
    ----------
    texts : DataFrame
        document, text, as in the files.

    Examples
    --------
    >>> texts = pl.DataFrame({"document": ["a", "b"], "text": ["Itâ€™s &lt; 5.", "It is."]})
    >>> read = normalise(texts)
    >>> read.texts["text"].to_list()
    ['It’s < 5.', 'It is.']
    >>> read.changes.rows()
    [('a', 2, 3, 2, 5), ('a', 5, 6, 7, 11)]
    >>> read.garbled.rows()
    [('a', 2, 5, 'â€™', '’')]
    """
    rows: list[tuple[str, str]] = []
    changes: list[tuple[str, int, int, int, int]] = []
    garbled: list[tuple[str, int, int, str, str | None]] = []
    for document, text in texts.select("document", "text").iter_rows():
        draft, wrong = _read(text)
        rows.append((document, draft.text))
        changes += [(document, *change) for change in draft.changes()]
        garbled += [(document, *one) for one in wrong]
    return Normalised(
        pl.DataFrame(rows, schema=_TEXTS, orient="row"),
        pl.DataFrame(changes, schema=CHANGES, orient="row"),
        pl.DataFrame(garbled, schema=_GARBLED, orient="row"),
    )


def normalise_text(text: str) -> str:
    r"""Return one text as `normalise` reads it.

    Examples
    --------
    >>> normalise_text("The&nbsp;<b>UN</b> is co\N{SOFT HYPHEN}operating")
    'The UN is cooperating'
    """
    return _read(text)[0].text


def normalise_column(texts: pl.Series) -> pl.Series:
    """Return a column of texts as `normalise` reads them; what is missing stays missing.

    Examples
    --------
    >>> normalise_column(pl.Series("headline", ["Jobs &amp; growth", None])).to_list()
    ['Jobs & growth', None]
    """
    read = [None if text is None else normalise_text(text) for text in texts]
    return pl.Series(texts.name, read, pl.String)


def _read(raw: str) -> tuple[Draft, list[_Garbled]]:
    draft = Draft(raw)
    remove_markup(draft)
    edits = undo_mojibake(draft.text)
    garbled = [_garbled(draft, raw, edit.start, edit.end, edit.new) for edit in edits]
    draft.apply(edits)
    garbled += [_garbled(draft, raw, *lost, None) for lost in find_lost(draft.text)]
    draft.apply(plain_characters(draft.text))
    draft.apply(compose(draft.text))
    return draft, sorted(garbled, key=lambda one: one[:2])


def _garbled(draft: Draft, raw: str, first: int, last: int, mended: str | None) -> _Garbled:
    start, end = draft.in_file(first, last)
    return start, end, raw[start:end], mended
