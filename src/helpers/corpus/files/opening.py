"""Open a corpus folder as tables."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from helpers.corpus.files.documents import Examination, examine, sha256, texts_of
from helpers.corpus.files.folders import find_corpus
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError


@dataclass(frozen=True)
class Corpus:
    """A corpus folder that was read without error.

    Attributes
    ----------
    folder : Path
        Where it lies.
    documents : polars.DataFrame
        One row per article in the order of its list: document, outlet, country, published
        (Date, missing = undated), published_basis ("stated", "inferred" or missing), headline,
        language, translated (Boolean), sha256 (of the raw file's bytes; of the text's UTF-8
        bytes in articles.parquet), file, evidence (how outlet and date are known). Missing where
        not known.
    texts : polars.DataFrame
        document, text: the raw file decoded as UTF-8, no line ending changed, so that code
        point offsets hold.
    """

    folder: Path
    documents: pl.DataFrame
    texts: pl.DataFrame


def open_corpus(path: Path | str) -> Corpus:
    r"""Open a corpus folder: `articles.csv` with text files, or `articles.parquet`.

    Parameters
    ----------
    path : Path or str
        The folder. A relative path that does not exist in the working directory is looked for
        in the folders above it.

    Raises
    ------
    InputError
        With every error that `helpers.corpus.files.checking.check_corpus` finds in the articles;
        warnings do not stop it.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.corpus.files.importing import import_corpus
    >>> with tempfile.TemporaryDirectory() as place:
    ...     source = Path(place, "news.csv")
    ...     _ = source.write_text("id,date,body\na,2022-01-11,Talks began.\n")
    ...     _ = import_corpus(Path(place, "corpus"), source)
    ...     corpus = open_corpus(Path(place, "corpus"))
    >>> corpus.documents.select("document", "published", "outlet").rows()
    [('a', datetime.date(2022, 1, 11), None)]
    >>> corpus.texts.rows()
    [('a', 'Talks began.')]
    """
    folder = find_corpus(path)
    examination = _without_error(folder, keep_texts=True)
    return Corpus(folder, examination.documents, examination.texts)


def open_documents(path: Path | str) -> pl.DataFrame:
    """Open the list of a corpus' articles, without holding their texts.

    The texts are looked at all the same, so that `read_texts` can read them.

    Returns
    -------
    polars.DataFrame
        The documents of `Corpus`.

    Raises
    ------
    InputError
        As `open_corpus`.
    """
    return _without_error(find_corpus(path), keep_texts=False).documents


def read_texts(folder: Path, documents: pl.DataFrame, *, first: int) -> pl.DataFrame:
    r"""Read the texts of some articles.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    documents : polars.DataFrame
        document, file, sha256: neighbouring rows of what `open_documents` gives.
    first : int
        The number of the first of them in the whole list, from 0.

    Returns
    -------
    polars.DataFrame
        document, text: as in `Corpus`, in the same order.

    Raises
    ------
    InputError
        Where the texts are no longer those that are listed.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.corpus.files.importing import import_corpus
    >>> with tempfile.TemporaryDirectory() as place:
    ...     source = Path(place, "news.csv")
    ...     _ = source.write_text("id,body\na,Talks began.\nb,Talks ended.\n")
    ...     folder = import_corpus(Path(place, "corpus"), source).folder
    ...     read_texts(folder, open_documents(folder).tail(1), first=1).rows()
    [('b', 'Talks ended.')]
    """
    try:
        texts = texts_of(folder, documents, first=first)
    except (OSError, pl.exceptions.PolarsError):
        texts = documents.select("document", text=pl.lit(None, pl.String))
    same = [text is not None and sha256(text.encode()) for text in texts["text"]]
    if same != documents["sha256"].str.to_lowercase().to_list():
        what, mend = "its articles were changed while they were read", "build again"
        raise InputError.of(folder, what, mend)
    return texts


def _without_error(folder: Path, *, keep_texts: bool) -> Examination:
    examination = examine(folder, read_limits(folder), keep_texts=keep_texts)
    errors = [problem for problem in examination.problems if problem.severity == "error"]
    if errors:
        raise InputError(errors)
    return examination
