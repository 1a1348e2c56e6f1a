"""Scores: sentences in, tones out."""

from collections.abc import Iterable, Mapping

import polars as pl

from helpers.measures.sentiment.instruments import HEADLINE, Instrument
from helpers.measures.sentiment.labels import label
from helpers.measures.sentiment.vader import Scored


def score(sentences: pl.DataFrame, *, instruments: Iterable[Instrument]) -> pl.DataFrame:
    """Score each sentence with each instrument.

    Returns
    -------
        document, sentence, lexicon, score, hits (words that matched); instrument by instrument in
        the given order, sentences in the table's.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.lexicons import open_lexicons, open_tone
    >>> from helpers.measures.sentiment.instruments import instruments
    >>> built = instruments(open_lexicons(), open_tone(Path("no-such-folder")))
    >>> sentences = pl.DataFrame(
    ...     {"document": "a", "sentence": [0, 1], "text": ["A terrible war.", "On Tuesday."]}
    ... )
    >>> score(sentences, instruments=[built["vader"]]).rows()
    [('a', 0, 'vader', -0.7906, 2), ('a', 1, 'vader', None, 0)]
    """
    return read(sentences, instruments=instruments).scores


def valences(sentences: pl.DataFrame, *, instruments: Iterable[Instrument]) -> pl.DataFrame:
    """Give the words that make up each sentence's score by each instrument.

    Returns
    -------
        document, sentence, lexicon, word, valence; one row per matched word, in reading order,
        instrument by instrument.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.lexicons import open_lexicons, open_tone
    >>> from helpers.measures.sentiment.instruments import instruments
    >>> built = instruments(open_lexicons(), open_tone(Path("no-such-folder")))
    >>> sentences = pl.DataFrame({"document": "a", "sentence": [3, 4],
    ...                           "text": ["On Tuesday.", "The United States"]})
    >>> valences(sentences, instruments=[built["vader"]]).rows()
    [('a', 4, 'vader', 'united', 1.8)]
    """
    return read(sentences, instruments=instruments).valences


def read(sentences: pl.DataFrame, *, instruments: Iterable[Instrument]) -> Scored:
    """Give what `score` and `valences` give, from one reading of the sentences."""
    scores, words = [], []
    for instrument in instruments:
        scored = instrument.read(sentences["text"])
        keys = sentences.select("document", "sentence", pl.lit(instrument.name).alias("lexicon"))
        scores.append(keys.hstack(scored.scores))
        place = keys.select(pl.all().gather(scored.valences["row"]))
        words.append(place.hstack(scored.valences.select("word", "valence")))
    return Scored(pl.concat(scores), pl.concat(words))


def score_texts(
    texts: pl.Series, *, instruments: Mapping[str, Instrument], thresholds: Mapping[str, float]
) -> pl.DataFrame:
    """Score a column of texts: the headline's label and score, and each lexicon's raw score.

    Returns
    -------
        One row per text, in order: tone (-1, 0, 1), tone_score (the headline's, -1..1),
        tone_<lexicon> for each other instrument but the variants without neutral terms.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.lexicons import open_lexicons, open_tone
    >>> from helpers.measures.sentiment.instruments import instruments
    >>> tone = open_tone(Path("no-such-folder"))
    >>> built = instruments(open_lexicons(), tone)
    >>> texts = pl.Series(["A terrible war.", "On Tuesday."])
    >>> score_texts(texts, instruments=built, thresholds=tone.thresholds).rows()
    [(-1, -0.7906, -0.7906, -5.0, -1.0), (None, None, None, None, None)]
    """
    columns = []
    for name, instrument in instruments.items():
        if name == HEADLINE:
            scores = instrument.scores(texts).select(pl.lit(name).alias("lexicon"), "score")
            labels = label(scores, thresholds=thresholds)
            columns += [labels["tone"], labels["score"].alias("tone_score")]
        elif not name.endswith("_neutral"):
            columns.append(instrument.scores(texts)["score"].alias(f"tone_{name}"))
    return pl.DataFrame(columns)
