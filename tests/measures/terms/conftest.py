"""Small corpora written out as sentences, so that every expected value can be counted by hand."""

import re
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import settings

# On a busy machine an example may take long; that is no failure.
settings.register_profile("unhurried")
settings.load_profile("unhurried")

Corpus = Callable[..., tuple[pl.DataFrame, pl.DataFrame]]


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Give a function from documents (lists of sentences) to a table of tokens and one of texts."""

    def build(**documents: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        tokens, texts = [], []
        for document, sentences in documents.items():
            text, position = "", 0
            for number, sentence in enumerate(sentences):
                for match in re.finditer(r"[\w'’-]+", sentence):
                    start = len(text) + match.start()
                    word = match[0].lower()
                    tokens.append((document, number, position, word, start, start + len(word)))
                    position += 1
                text += sentence + "\n"
            texts.append((document, text))
        columns = {"document": pl.String, "sentence": pl.Int64, "position": pl.Int64}
        columns |= {"token": pl.String, "start": pl.Int64, "end": pl.Int64}
        return (
            pl.DataFrame(tokens, schema=columns, orient="row"),
            pl.DataFrame(texts, schema={"document": pl.String, "text": pl.String}, orient="row"),
        )

    return build
