"""The sentences of a corpus that can be coded, each with those around it."""

import polars as pl

from helpers.corpus.text.offsets import in_files
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, select_documents, select_sentences

# Sentences on each side that a coder sees.
CONTEXT = 2


def counted_sentences(tables: Tables) -> pl.DataFrame:
    """List the sentences that count (see `helpers.study.tables.select_sentences`).

    Returns
    -------
    DataFrame
        document, sentence, start, end (in the file), text, kind, voice, speaker, bloc, and of its
        article outlet, country, language, translated; in the order of the articles. A sentence
        that a signature cut apart is one row, from its first part to its last.
    """
    parameters = Parameters()
    documents = select_documents(tables.documents, parameters)
    about = documents.select("document", "country", "language", "translated")
    return (
        select_sentences(tables.sentences, documents, parameters)
        .join(about, on="document", how="left", maintain_order="left")
        .pipe(in_files, tables.changes)
    )


def with_context(sentences: pl.DataFrame) -> pl.DataFrame:
    """Add the sentences before and after each, within its article.

    Parameters
    ----------
    sentences
        document, text; sorted by document and place.

    Returns
    -------
    DataFrame
        The same with before, after: up to two sentences each, ``""`` where there are none.

    Examples
    --------
    >>> rows = pl.DataFrame({"document": list("aaab"), "text": ["One.", "Two.", "3.", "4."]})
    >>> with_context(rows).select("before", "after").rows()
    [('', 'Two. 3.'), ('One.', '3.'), ('One. Two.', ''), ('', '')]
    """

    def around(steps: list[int]) -> pl.Expr:
        near = [pl.col("text").shift(step).over("document") for step in steps]
        return pl.concat_str(near, separator=" ", ignore_nulls=True)

    return sentences.with_columns(
        before=around(list(range(CONTEXT, 0, -1))),
        after=around([-n for n in range(1, CONTEXT + 1)]),
    )
