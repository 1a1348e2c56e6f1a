"""Who speaks in each sentence: narrator, quotation or paraphrase, and whose."""

import polars as pl

from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.document_reader import Reader
from helpers.corpus.voices.quotations import Line
from helpers.corpus.voices.speech import Speech
from helpers.corpus.voices.vocabulary import Vocabulary

COLUMNS = ("voice", "speaker", "bloc", "verb", "verb_class", "full_name")


def attribute(sentences: pl.DataFrame, actors: Actors, speech: Speech) -> pl.DataFrame:
    """Find voice, speaker and bloc of every sentence.

    A sentence is a *quote* where the quoted words outnumber the other words of what is reported
    (the reporting clause itself does not count), *indirect* where it otherwise gives a source's
    words or view, else *narrator*, as are headings and an interviewer's questions. A quotation
    without a reporting clause of its own belongs to the speaker of the sentence before it, else of
    the one after it, else of one shortly before; otherwise to an unnamed source.

    Parameters
    ----------
    sentences : polars.DataFrame
        document, start, text, kind (body, heading, boilerplate), paragraph; other columns stay.
        Order within a document is by `start`, whatever the row order.
    actors : Actors
        Persons, institutions and the rules for blocs.
    speech : Speech
        Reporting verbs and the other words of reported speech.

    Returns
    -------
    polars.DataFrame
        The same rows and columns plus voice (narrator, quote, indirect), speaker, bloc, verb (lemma
        of the reporting verb that stands in the sentence) and verb_class (neutral, assertive,
        distancing, factive, sentiendi), full_name (the longest name that the article gives a person
        who speaks). All six are missing for boilerplate; speaker, verb, verb_class and full_name
        are missing and bloc is "none" for the narrator; verb and verb_class are also missing where
        a source has no verb ("according to") or the verb stands in another sentence, full_name
        where the source is no person by name.

    Raises
    ------
    InputError
        Where the actors file uses a nation that the speech file does not know.

    Examples
    --------
    >>> speech = Speech(
    ...     verbs={"neutral": ["say"]}, irregular={"say": ("says", "said", "said", "saying")}
    ... )
    >>> actors = Actors(persons=[{"name": "Weir", "given": "Fred", "bloc": "foreign_expert"}])
    >>> table = pl.DataFrame(
    ...     {"document": ["d", "d"], "start": [0, 27], "kind": ["body", "body"],
    ...      "paragraph": [0, 0], "text": ["Weir said that it snowed.", "It was cold."]}
    ... )
    >>> attribute(table, actors, speech).select("voice", "speaker", "bloc", "verb").rows()
    [('indirect', 'Weir', 'foreign_expert', 'say'), ('narrator', None, 'none', None)]
    """
    reader = Reader(Vocabulary(actors, speech))
    codes: list[tuple[str | None, ...]] = [(None,) * len(COLUMNS)] * sentences.height
    rows = (
        sentences.select("document", "text", "start", "paragraph", "kind")
        .with_row_index("row")
        .filter(pl.col("kind") != "boilerplate")
        .sort("start", "row")
    )
    for part in rows.partition_by("document", maintain_order=True):
        lines = [
            Line(text, start, paragraph, kind == "heading")
            for text, start, paragraph, kind in part.select(
                "text", "start", "paragraph", "kind"
            ).iter_rows()
        ]
        for row, code in zip(part["row"], reader.read(lines), strict=True):
            codes[row] = code
    columns = pl.DataFrame(codes, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    return sentences.drop(COLUMNS, strict=False).hstack(columns)
