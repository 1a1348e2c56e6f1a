"""What was read, in words: the articles, their order and their dates."""

import polars as pl

from helpers.findings.limits import join_sentences
from helpers.findings.wording import count, is_are, number
from helpers.study.selection import Selection

# The rule of cleaning that reads garbled characters as what they were.
GARBLED = "mojibake"


def title(study: Selection) -> str:
    """Head a table of the articles, with what orders them."""
    days = study.documents["published"]
    if days.len() == 1:
        return "The article"
    if not days.count():
        return "The articles"
    last = "; those without a date come last" if days.null_count() else ""
    return f"The articles, in order of publication{last}"


def as_given(study: Selection) -> str:
    """Say what was done to the texts, and where their dates are from."""
    articles = study.tables.cleaning.join(study.documents, on="document", how="semi")
    garbled = articles.filter(rule=GARBLED)["document"].n_unique()
    mended = "Nothing in the articles was corrected."
    if garbled:
        mended = (
            "Nothing in the articles was corrected but characters that a wrong encoding had "
            f"garbled, in {count(garbled, 'article')}."
        )
    return join_sentences(mended, _dates(study.documents))


def _dates(documents: pl.DataFrame) -> str:
    inferred = documents.filter(published_basis="inferred").height
    undated = documents["published"].null_count()
    of = f"of {count(documents.height, 'date')}"
    if undated == documents.height:
        return "None of them has a date." if undated > 1 else "It has no date."
    return join_sentences(
        f"{number(inferred, 0)} {of} {is_are(inferred)} inferred from the text; the details say "
        "from what."
        if inferred
        else "",
        f"{count(undated, 'article')} {'has' if undated == 1 else 'have'} no date."
        if undated
        else "",
    )
