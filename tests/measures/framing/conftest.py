import polars as pl
import pytest

from helpers.measures.framing.codebook import Codebook


@pytest.fixture
def make_book():
    """Give what makes a codebook from frame ids and their patterns (or all of a frame's keys)."""

    def make(frames, **rest):
        texts = {"set": "issue", "definition": "d", "include": "i", "exclude": "e", "source": "s"}
        entries = [
            {"id": name, "label": name, **texts}
            | (entry if isinstance(entry, dict) else {"patterns": entry})
            for name, entry in frames.items()
        ]
        negators = ["not", "no", "*n't"]
        matching = {"gap": 3, "negation": 4, "scare_quote": 3, "negators": negators}
        head = {"title": "t", "version": "1", "source": "s", "matching": matching}
        return Codebook.model_validate({**head, "frames": entries, **rest})

    return make


@pytest.fixture
def make_sentences():
    """Give what lays texts out as the sentences of one document, with a blank between them."""

    def make(*texts, **columns):
        starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
        table = {
            "document": ["d"] * len(texts),
            "sentence": list(range(len(texts))),
            "start": starts,
            "end": [start + len(text) for start, text in zip(starts, texts, strict=True)],
            "text": list(texts),
        }
        whole = {"sentence": pl.Int64, "start": pl.Int64, "end": pl.Int64, "text": pl.String}
        return pl.DataFrame({**table, **columns}, schema_overrides={**whole, "document": pl.String})

    return make
