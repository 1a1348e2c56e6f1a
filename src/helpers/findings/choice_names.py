"""What the choices between ways of counting, and their options, are called on a page."""

from collections.abc import Mapping

import polars as pl

from helpers.findings.specifications import ARTICLES, EVERY, WITHOUT

# By the name of each choice in a table of specifications.
NAMES = {
    "adapted by": "Changes to plain VADER",
    ARTICLES: "Articles",
    "association": "Measure of closeness",
    "boilerplate": "Captions and credits",
    "counted": "What is counted",
    "form": "Forms of a word",
    "headings": "Headlines and headings",
    "lexicon": "Word list for tone",
    "minimum frequency": "How often a word must occur",
    "no known word": "Sentences without a rated word",
    "patterns": "Search patterns for frames",
    "reading": "How tone is counted",
    "speech": "Sentences of sources",
    "stop words": "Very common words",
    "topic's terms": "Names and technical terms",
    "unit": "What is read as one piece",
    "voices": "Whose words",
    "window": "Distance between the words",
}
# Options that would say too little without the code.
OPTIONS: dict[str, dict[str, str]] = {
    ARTICLES: {EVERY: "all articles"},
    "counted": {"every time": "every occurrence", "once a sentence": "once per sentence"},
    "form": {"surface": "as written", "stem": "all forms together"},
    "no known word": {"neutral": "counted as neutral"},
    "patterns": {"matched twice": "only those that match twice"},
    "reading": {"score": "as a score", "label": "as positive, neutral or negative"},
    "stop words": {"english": "left out", "none": "counted"},
    "topic's terms": {"as listed": "rated as the list has them", "neutral": "made neutral"},
    "voices": {"all": "everyone’s"},
    "window": {"sentence": "anywhere in the sentence"},
}


def option_name(choice: str, option: str, articles: Mapping[str, str]) -> str:
    """Name an option.

    Parameters
    ----------
    choice, option
        As in a table of specifications.
    articles
        What documents are called.

    Examples
    --------
    >>> option_name("articles", "without rt-1", {"rt-1": "RT, 7 Jan 2022"})
    'without RT, 7 Jan 2022'
    >>> option_name("window", "5", {}), option_name("unit", "paragraph", {})
    ('at most 5 words', 'paragraph')
    """
    if choice == ARTICLES and option.startswith(WITHOUT):
        document = option.removeprefix(WITHOUT)
        return f"{WITHOUT}{articles.get(document, document)}"
    if choice == "window" and option.isdecimal():
        return f"at most {option} words"
    if choice == "minimum frequency":
        return f"at least {option} {'time' if option == '1' else 'times'}"
    return OPTIONS.get(choice, {}).get(option, option)


def name_options(table: pl.DataFrame, articles: Mapping[str, str]) -> pl.DataFrame:
    """Name choices and options.

    Parameters
    ----------
    table
        choice, option, as `helpers.findings.specifications.Specifications.by_option` gives them.
    articles
        What documents are called.

    Examples
    --------
    >>> table = pl.DataFrame({"choice": ["form"], "option": ["stem"], "ways": [4]})
    >>> name_options(table, {}).rows()
    [('Forms of a word', 'all forms together', 4)]
    """
    options = [
        option_name(choice, option, articles)
        for choice, option in table.select("choice", "option").iter_rows()
    ]
    return table.with_columns(
        pl.col("choice").replace(NAMES), pl.Series("option", options, dtype=pl.String)
    )
