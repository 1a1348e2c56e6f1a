"""The instruments: a lexicon, the rules that read it, and the edits that it is read with."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl
from nltk.sentiment.vader import VaderConstants

from helpers.corpus.lexicons import Lexicons, ToneSettings
from helpers.measures.sentiment.clauses import JOINER, joined
from helpers.measures.sentiment.grammar import Grammar
from helpers.measures.sentiment.vader import Scored, Vader
from helpers.measures.sentiment.wordlists import afinn_valences, pattern_valences

HEADLINE = "headline"
# Two code points that Unicode keeps for use inside a program: no text has them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"


@dataclass(frozen=True)
class Instrument:
    """A named way to score a sentence.

    Attributes
    ----------
    name
        Its name in the column `lexicon` of the tables.
    read
        Texts to what it says of them. scores: one row per text: score, hits (words that matched);
        valences: one row per matched word: row (number of the text), word, valence.
    """

    name: str
    read: Callable[[pl.Series], Scored]

    def scores(self, texts: pl.Series) -> pl.DataFrame:
        """Give the scores alone."""
        return self.read(texts).scores

    def valences(self, texts: pl.Series) -> pl.DataFrame:
        """Give the valences alone."""
        return self.read(texts).valences


def instruments(lexicons: Lexicons, tone: ToneSettings) -> dict[str, Instrument]:
    """Build all instruments from the opened lexicons and a corpus's `tone.yml`.

    Returns
    -------
        By name, in this order:

        - headline: VADER's rules and lexicon with all of the settings' edits, and the rules of
          grammar that they switch on; compound, -1..1
        - vader: VADER as NLTK has it; compound, -1..1
        - vader_neutral: the same without the neutral terms
        - afinn: AFINN; sum of valences, negation turns them
        - afinn_neutral: the same without the neutral terms
        - pattern: TextBlob's pattern lexicon and rules; mean polarity, -1..1
        - pattern_neutral: the same without the neutral terms

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.lexicons import open_lexicons, open_tone
    >>> built = instruments(open_lexicons(), open_tone(Path("no-such-folder")))
    >>> text = pl.Series(["The United States held talks."])
    >>> built["vader"].scores(text).row(0), built["vader_neutral"].scores(text).row(0)
    ((0.4215, 1), (None, 0))
    """
    neutral = tone.neutral_terms
    negations = (VaderConstants.NEGATE | tone.negating_words) - tone.conceding_words
    # A word that has become a negation carries no valence of its own any more.
    own = _without(lexicons.vader, neutral | negations) | tone.valences
    phrases = neutral | negations | set(tone.valences) | tone.conceding_words | tone.grammar_terms
    others = pl.col("word").is_in(list(neutral)).not_()
    any_rule = any(tone.grammar.model_dump().values())
    in_order = [
        _vader(
            HEADLINE,
            own,
            phrases,
            typography=tone.typography,
            negations=frozenset() if tone.grammar.negation else negations,
            grammar=Grammar(tone, negations=negations) if any_rule else None,
        ),
        _vader("vader", lexicons.vader),
        _vader("vader_neutral", _without(lexicons.vader, neutral), neutral),
        _afinn("afinn", lexicons.afinn),
        _afinn("afinn_neutral", _without(lexicons.afinn, neutral), neutral),
        _pattern("pattern", lexicons.pattern),
        _pattern("pattern_neutral", lexicons.pattern.filter(others), neutral),
    ]
    return {instrument.name: instrument for instrument in in_order}


def prepare(
    texts: pl.Series, *, phrases: Iterable[str] = (), typography: Mapping[str, str] | None = None
) -> pl.Series:
    """Make one token of each phrase and read typographic marks as plain ones.

    Parameters
    ----------
    phrases
        Terms of several words ("united states"); matched in any case, across any white space.
    typography
        Text to the text that stands in for it.

    Examples
    --------
    >>> prepare(pl.Series(["the “United States”"]), phrases=["united states"],
    ...         typography={"“": " ", "”": " "}).str.replace("\u2060", "+").to_list()
    ['the  United+States ']
    """
    if typography:
        texts = texts.str.replace_many(list(typography), list(typography.values()))
    # The longest first, so that "united states of america" wins over "united states".
    several = sorted((term for term in phrases if " " in term), key=lambda term: (-len(term), term))
    if not several:
        return texts
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in several)
    texts = texts.str.replace_all(rf"(?i)\b(?:{words})\b", f"{_OPEN}${{0}}{_CLOSE}")
    for count in range(2, max(phrase.count(" ") for phrase in several) + 2):
        pattern = _OPEN + r"\s+".join([rf"([^\s{_CLOSE}]+)"] * count) + _CLOSE
        token = JOINER.join(f"${{{group}}}" for group in range(1, count + 1))
        texts = texts.str.replace_all(pattern, token)
    return texts


def _without(lexicon: Mapping[str, float], terms: frozenset[str]) -> dict[str, float]:
    return {word: value for word, value in lexicon.items() if word not in terms}


def _with_joiners(lexicon: Mapping[str, float], phrases: Iterable[str]) -> dict[str, float]:
    """Spell the phrases of a lexicon as `prepare` spells them in texts."""
    spellings = {phrase: joined(phrase) for phrase in phrases}
    return {spellings.get(word, word): value for word, value in lexicon.items()}


def _vader(
    name: str,
    lexicon: Mapping[str, float],
    phrases: frozenset[str] = frozenset(),
    *,
    typography: Mapping[str, str] | None = None,
    negations: frozenset[str] | None = None,
    grammar: Grammar | None = None,
) -> Instrument:
    # VADER's own four entries with a space stay as they are: its rules never find them.
    words = _with_joiners(lexicon, phrases)
    negate = None if negations is None else frozenset(map(joined, negations))

    vader = Vader(words, negations=negate, grammar=grammar)

    def read(texts: pl.Series) -> Scored:
        scored = vader.read(prepare(texts, phrases=phrases, typography=typography))
        return scored._replace(valences=_with_blanks(scored.valences))

    return Instrument(name, read)


def _afinn(
    name: str, lexicon: Mapping[str, float], phrases: frozenset[str] = frozenset()
) -> Instrument:
    terms = phrases | set(lexicon)
    words = _with_joiners(lexicon, terms)

    def read(texts: pl.Series) -> Scored:
        valences = _with_blanks(afinn_valences(prepare(texts, phrases=terms), lexicon=words))
        return Scored(_summarise(texts, valences, pl.Expr.sum), valences)

    return Instrument(name, read)


def _pattern(name: str, lexicon: pl.DataFrame, phrases: frozenset[str] = frozenset()) -> Instrument:
    def read(texts: pl.Series) -> Scored:
        valences = _with_blanks(pattern_valences(prepare(texts, phrases=phrases), lexicon=lexicon))
        return Scored(_summarise(texts, valences, pl.Expr.mean), valences)

    return Instrument(name, read)


def _with_blanks(valences: pl.DataFrame) -> pl.DataFrame:
    return valences.with_columns(pl.col("word").str.replace_all(JOINER, " ", literal=True))


def _summarise(
    texts: pl.Series, valences: pl.DataFrame, how: Callable[[pl.Expr], pl.Expr]
) -> pl.DataFrame:
    sums = valences.group_by("row").agg(
        how(pl.col("valence")).alias("score"), pl.len().cast(pl.Int64).alias("hits")
    )
    rows = pl.DataFrame({"row": pl.int_range(len(texts), eager=True)})
    return rows.join(sums, on="row", how="left", maintain_order="left").select(
        "score", pl.col("hits").fill_null(0)
    )
