"""Find texts that are not the whole article: placeholders, notices of paywalls, cut texts."""

import polars as pl

from helpers.corpus.files.columns import ColumnRules

# Letters at the end of a text that can say that it goes on.
_END = 300
# Bytes of a long word, in any script.
_LONG_WORD = 40
# What ends a sentence, with a quotation mark or bracket behind it.
_SENTENCE_END = r"[.!?:;…。！？][\"'”’»)\]]*\s*$"


def is_placeholder(texts: pl.Series, *, rules: ColumnRules) -> pl.Series:
    """Return for each text whether it only stands in the place of an article.

    Examples
    --------
    >>> from helpers.corpus.files.columns import read_column_rules
    >>> texts = pl.Series(["[Removed]", "Removed.", None])
    >>> is_placeholder(texts, rules=read_column_rules()).to_list()
    [True, False, False]
    """
    longest = max(map(len, rules.placeholders)) + 2
    short = texts.str.len_chars().fill_null(longest + 1) <= longest
    # Only what is as short as those words is folded: texts are large.
    plain = pl.when(short).then(texts).str.strip_chars().str.to_lowercase()
    answer = plain.is_in([*rules.placeholders]).fill_null(value=False)
    return pl.select(answer.alias("placeholder")).to_series()


def without_letters_left(texts: pl.Series, *, rules: ColumnRules) -> pl.Series:
    """Return the texts without the count of letters that a service has cut off.

    Examples
    --------
    >>> from helpers.corpus.files.columns import read_column_rules
    >>> texts = pl.Series(["The talks ende… [+2340 chars]", "It said [+2 chars] so."])
    >>> without_letters_left(texts, rules=read_column_rules()).to_list()
    ['The talks ende…', 'It said [+2 chars] so.']
    """
    return texts.str.replace(f"(?i){rules.letters_left}", "")


def is_cut_off(texts: pl.Series, *, rules: ColumnRules) -> pl.Series:
    """Return for each text whether it goes on elsewhere.

    It ends with a sign of that (dots are one in short texts, or where many end so), has as many
    letters as a spreadsheet's field can have, or is one of several that have the greatest length of
    all and stop within a sentence.

    Examples
    --------
    >>> from helpers.corpus.files.columns import read_column_rules
    >>> texts = pl.Series(["The talks ende…", "The talks ended. Read more", "The talks ended."])
    >>> is_cut_off(texts, rules=read_column_rules()).to_list()
    [True, True, False]
    """
    end = texts.str.slice(-_END)
    signs = "|".join([*rules.cut_off, rules.letters_left])
    lengths = texts.str.len_chars()
    cut = end.str.contains(f"(?i)(?:{signs})") | (lengths == rules.spreadsheet_field)
    dots = end.str.contains(rules.dots)
    if dots.sum() < rules.often * len(texts):
        dots &= _has_at_most(texts, rules.excerpt_words)
    cut |= dots
    longest = lengths.max()
    if isinstance(longest, int) and longest >= rules.same_length.letters:
        same = (lengths == longest) & ~end.str.contains(_SENTENCE_END)
        if texts.filter(same).n_unique() >= rules.same_length.texts:
            cut |= same
    return cut.fill_null(value=False).alias("cut")


def is_stub(texts: pl.Series, *, rules: ColumnRules) -> pl.Series:
    """Return for each text whether it is the notice of a paywall or an error, and little else.

    Examples
    --------
    >>> from helpers.corpus.files.columns import read_column_rules
    >>> texts = pl.Series(["Talks ended. Subscribe to continue reading.", "Talks ended."])
    >>> is_stub(texts, rules=read_column_rules()).to_list()
    [True, False]
    """
    short = _has_at_most(texts, rules.stub_words)
    said = pl.when(short).then(texts).str.contains(f"(?i){'|'.join(rules.stubs)}")
    return pl.select(said.fill_null(value=False).alias("stub")).to_series()


def _has_at_most(texts: pl.Series, words: int) -> pl.Series:
    """Return for each text whether it has no more words than that."""
    # Only what is as short as so many long words is counted: texts are large.
    short = pl.when(texts.str.len_bytes() <= _LONG_WORD * words).then(texts)
    counts = pl.select(short.str.count_matches(r"\S+")).to_series()
    return (counts <= words).fill_null(value=False)
