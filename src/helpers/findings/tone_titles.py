"""What the figures and tables on tone show: a sentence each, from the table that is shown."""

import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.findings.checks import known_view
from helpers.findings.chosen_instruments import made_by
from helpers.findings.nothing_here import no_coding
from helpers.findings.sentiment import no_periods
from helpers.findings.wording import (
    count,
    exact_percent,
    listing,
    long_date,
    number,
    percent,
)
from helpers.measures.joins import join_in_order
from helpers.study.chosen import is_program
from helpers.study.coded_sample import coded_sample
from helpers.study.instruments import CODERS, INSTRUMENTS, LEXICONS, NEUTRAL, instrument_name
from helpers.study.learning_tables import CANDIDATES, YES
from helpers.study.opening import Study
from helpers.study.target_tones import SENTENCES
from helpers.study.tone_checks import (
    PUBLISHED,
    UNKNOWN,
    neutral_words,
    weight_of_neutral_terms,
)
from helpers.study.tone_means import ARTICLES, COURSES, FEWEST, WHOLE, drawn_dates, with_firm_parts

# Customary bounds of alpha: Krippendorff (2004).
TENTATIVE, FIRM = 0.667, 0.8
UNCODED = no_coding("no tool can be checked here", "tone").rstrip(".")
# Words that a sentence names as examples.
WORDS = 3
STANCES = {-1: "against", 0: "neutral", 1: "in favour"}


def leaning(study: Study, means: pl.DataFrame, noun: str) -> str:
    """Say how many groups sound negative, or positive where more do, and who agrees.

    Parameters
    ----------
    study
        Its instrument comes first.
    means
        The groups, lexicon, n, mean: as `helpers.study.tone_means.tone_means` gives them; means of
        fewer than `FEWEST` sentences are passed over.
    noun
        What a group is called.
    """
    known = means.filter(pl.col("n") >= FEWEST)
    by = means.columns[0]
    groups = known.filter(pl.col("lexicon") == study.parameters.lexicon)
    own = groups["mean"]
    if not own.len():
        return f"Mean tone of each {noun}"
    known = join_in_order(known, groups.select(by), on=by, how="semi")
    is_negative = int((own < 0).sum()) >= int((own > 0).sum())
    words = "more negative than positive" if is_negative else "more positive than negative"

    def counts(values: pl.Series) -> tuple[int, int]:
        return int((values < 0 if is_negative else values > 0).sum()), values.len()

    # A mean whose interval holds zero may have the other sign.
    is_clear = pl.col("high") < 0 if is_negative else pl.col("low") > 0
    same, whole = groups.filter(is_clear).height, own.len()
    verb = "sounds" if same in (0, 1, whole) else "sound"
    title = f"{_of_all(same, whole, noun)} {verb} clearly {words}"
    others = [
        (name, *counts(known.filter(pl.col("lexicon") == lexicon)["mean"]))
        for lexicon, name in ((CODERS, "the coders’ mean"), ("vader", "VADER’s mean"))
        if lexicon != study.parameters.lexicon
    ]
    agree = [
        f"{name} {'' if place else 'has that sign '}in {number(alike, 0)} of {number(size, 0)}"
        for place, (name, alike, size) in enumerate(row for row in others if row[-1])
    ]
    return f"{title}; {', '.join(agree)}" if agree else title


def interval_note(study: Study, means: pl.DataFrame) -> str:
    """Say what the lines beside the dots are, and which groups are not drawn.

    Parameters
    ----------
    study
        Its confidence is that of the intervals.
    means
        n (sentences with a score), and document where groups are articles.
    """
    level = exact_percent(study.parameters.confidence)
    sentences = [
        f"Lines are {level} intervals: where the mean falls when {_redrawn(means)} are redrawn. "
        "One that crosses zero leaves the sign open."
    ]
    if means.filter(pl.col("n") < FEWEST).height:
        sentences.append(f"Means of fewer than {number(FEWEST, 0)} sentences are left out.")
    firm = means.filter(pl.col("n") >= FEWEST)
    sentences.append(_furthest_apart(firm) if "document" in means.columns else "")
    return " ".join(filter(None, [*sentences, made_by(study, "tone")]))


def _redrawn(means: pl.DataFrame) -> str:
    """Name what the intervals of a table of means draw."""
    if "resampled" in means.columns and "documents" in means["resampled"]:
        return "articles"
    return "runs of sentences"


def _furthest_apart(table: pl.DataFrame) -> str:
    """Say which articles `helpers.study.tone_means.furthest_apart` keeps; empty where all."""
    articles = table["document"].n_unique()
    if articles <= ARTICLES:
        return ""
    half = number(ARTICLES // 2, 0)
    return f"Shown are the {half} lowest and the {half} highest of {number(articles, 0)} articles."


def reading_note(readings: pl.DataFrame) -> str:
    """Say what whole articles are, and which of them are not drawn.

    Parameters
    ----------
    readings
        As for `whole_articles`.
    """
    note = "VADER’s score. Whole articles are read in all voices, captions and credits left out."
    return f"{note} {_furthest_apart(readings)}".strip()


def how_read(study: Study) -> str:
    """Say how the study's instrument gets from words to the tone of an article."""
    lexicon, unit = study.parameters.lexicon, study.parameters.unit
    mean = f"An article’s tone is the mean of its {unit}s"
    if is_program("lexicon", lexicon):
        return f"{made_by(study, 'tone')} {mean}."
    adds = "adds up rated words"
    if lexicon == "headline":
        adds = f"{adds}, and knows that “not good” is bad"
    tool = _tool(lexicon)
    return f"{tool[0].upper()}{tool[1:]} {adds}. {mean}; those without a rated word have no tone."


def whole_articles(readings: pl.DataFrame) -> str:
    """Say how many articles VADER calls positive when it reads them whole, and by sentences.

    Parameters
    ----------
    readings
        reading, score: as `helpers.study.tone_means.whole_against_sentences` gives them.
    """
    is_whole = pl.col("reading") == WHOLE
    whole, parts = (readings.filter(which)["score"] for which in (is_whole, ~is_whole))
    if not whole.len():
        return "VADER on whole articles"
    positive, by_sentence = int((whole > 0).sum()), int((parts > 0).sum())
    return (
        f"Reading whole articles, VADER calls {number(positive, 0)} of {number(whole.len(), 0)} "
        f"positive; sentence by sentence, {number(by_sentence, 0)} of {number(parts.len(), 0)}"
    )


def against_coders(scores: pl.DataFrame) -> str:
    """Say how many instruments do better than always naming the commonest tone.

    Parameters
    ----------
    scores
        lexicon, accuracy: as `helpers.study.tone_checks.instruments_against_coders` gives them.
    """
    if not scores.height:
        return UNCODED
    is_tool = ~pl.col("lexicon").str.starts_with("always ")
    guesses = scores.filter(~is_tool).sort("accuracy", descending=True)
    guess, floor = guesses.select("lexicon", "accuracy").row(0)
    tools = scores.filter(is_tool)
    better = tools.filter(pl.col("accuracy") > floor).height
    beat = "beats" if better == 1 else "beat"
    return (
        f"{number(better, 0)} of {count(tools.height, 'tool')} {beat} the guess "
        f"“{guess}”, which is right for {percent(floor)} of the coded sentences"
    )


def accuracy_note(study: Study) -> str:
    """Explain the scores against coders, and say whom sentences known beforehand flatter."""
    note = (
        "Accuracy: share of sentences to which a tool gives the coders’ tone, with its interval. "
        "F1: from 0 to 1; it also drops when a tool misses a tone that is rare."
    )
    if coded_sample(study.tables) is not None:
        return note
    flattery = "The report’s tool was adapted with coded sentences in view, which flatters it."
    return f"{note} {known_view(study.tables, flattery)}".strip()


def candidates(table: pl.DataFrame) -> str:
    """Say whether what was learnt of tone is better than the default, and what the book uses.

    Parameters
    ----------
    table
        As `helpers.study.learning_tables.tone_candidates` gives it.
    """
    if not table.height:
        return f"Fewer than {FEWEST_CODED} sentences have a coded tone, so nothing is learnt"
    used = table.filter(used=YES)["candidate"][0]
    better = table.filter(pl.col("low") > 0)["candidate"].to_list()
    if not better:
        return "Nothing learnt from coded sentences is clearly better, so the default stands"
    if used == CANDIDATES["default"]:
        return (
            f"Clearly better than the default: {listing(better)}; with tone_cuts set to coded, "
            "this book would use what was learnt"
        )
    return f"Clearly better than the default: {listing(better)}; this book uses {used}"


def confusion(study: Study, counts: pl.DataFrame) -> str:
    """Say how many sentences the study's instrument takes for the opposite of what was coded.

    Parameters
    ----------
    study
        Its instrument is looked at.
    counts
        As `helpers.study.tone_checks.tone_confusion` gives them.
    """
    if not counts.height:
        return UNCODED
    own = counts.filter(pl.col("lexicon") == study.parameters.lexicon)
    pairs = {row["coded"]: row for row in own.iter_rows(named=True)}
    opposite = sum(
        pairs[coded][read]
        for coded, read in (("negative", "positive"), ("positive", "negative"))
        if coded in pairs
    )
    every = own.select(pl.sum_horizontal(pl.selectors.numeric()).sum()).item()
    name = _tool(study.parameters.lexicon)
    return (
        f"{name[0].upper()}{name[1:]} reads {number(opposite, 0)} of "
        f"{count(int(every), 'coded sentence')} as the opposite of what the coders say"
    )


def words(study: Study, weights: pl.DataFrame, sign: str) -> str:
    """Say which word weighs most by the study's instrument and by VADER.

    Parameters
    ----------
    study
        Its instrument comes first.
    weights
        lexicon, word; the heaviest of an instrument first.
    sign
        ``positive`` or ``negative``.
    """
    first = dict(weights.unique("lexicon", keep="first").select("lexicon", "word").iter_rows())
    tools: dict[str, list[str]] = {}
    for name in dict.fromkeys([study.parameters.lexicon, "vader"]):
        if name in first:
            tools.setdefault(first[name], []).append(_tool(name))
    if not tools:
        return f"No tool knows a {sign} word here"
    parts = [f"“{word}” in {listing(names)}" for word, names in tools.items()]
    return f"The word with the most {sign} weight is {listing(parts)}"


def by_tool(means: pl.DataFrame) -> str:
    """Say how many articles have a negative mean by each instrument, and by the coders.

    Parameters
    ----------
    means
        As `helpers.study.tone_means.means_by_instrument` gives them.
    """
    parts = []
    for code in means.columns[1:]:
        name = "the coders" if code == CODERS else instrument_name(code)
        known = means[code].drop_nulls()
        if not known.len():
            continue
        of = "" if known.len() == means.height else f" of {number(known.len(), 0)}"
        parts.append(f"{number(int((known < 0).sum()), 0)}{of} by {name}")
    if not parts:
        return "No tool knows a word of these articles"
    return f"Of {count(means.height, 'article')}, so many are negative: {listing(parts)}"


def scales_note(means: pl.DataFrame) -> str:
    """Say which columns of a table of means by instrument cannot be compared.

    Parameters
    ----------
    means
        As for `by_tool`.
    """
    note = (
        "AFINN adds up points of −5 to 5 a word, the others keep to −1 to 1: compare signs and "
        "order, not sizes."
    )
    if any(name.endswith(NEUTRAL) for name in means.columns):
        note += " “Without neutral terms” leaves out names and technical terms."
    return note


def neutral_terms(study: Study, sign: str) -> str:
    """Say how much of the published lists' weight the neutral terms make up, and name some."""
    shares = weight_of_neutral_terms(study, sign=sign)
    if not shares["share"].sum():
        return ""
    parts = [f"{percent(share)} of {INSTRUMENTS[name]}’s" for name, share in shares.iter_rows()]
    words = [f"“{word}”" for word in neutral_words(study, sign=sign).head(WORDS)]
    such = f" Those that VADER rates most often: {listing(words)}." if words else ""
    return (
        f"Names and technical terms (“neutral terms”) make up {listing(parts)} {sign} weight.{such}"
    )


def known_words(study: Study, shares: pl.DataFrame) -> str:
    """Say in how many sentences the study's instrument and VADER know a word.

    Parameters
    ----------
    study
        Its instrument comes first.
    shares
        As `helpers.study.tone_checks.tone_shares` gives them.
    """
    known = {
        name: 1 - share
        for name, share in shares.filter(pl.col("tone") == UNKNOWN)
        .select("lexicon", "share")
        .iter_rows()
    }
    names = [name for name in dict.fromkeys([study.parameters.lexicon, "vader"]) if name in known]
    parts = [f"{_tool(name)} in {percent(known[name])}" for name in names]
    if not parts:
        return "How each tool divides the sentences"
    words = f"{listing(parts)} of the sentences"
    return f"Sentences with a known word: {words}"


def agreement(alphas: pl.DataFrame) -> str:
    """Say how far the published lists agree.

    Parameters
    ----------
    alphas
        As `helpers.study.tone_checks.alpha_of_instruments` gives them.
    """
    alpha = alphas["alpha"][0] if alphas.height and alphas["units"][0] >= FEWEST else None
    lists = f"The {number(len(PUBLISHED), 0)} published tools"
    if alpha is None:
        return "There are too few sentences to tell how far the published tools agree"
    degree = (
        "agree well"
        if alpha >= FIRM
        else "agree loosely"
        if alpha >= TENTATIVE
        else "agree too little to rely on"
    )
    return f"{lists} {degree} (alpha {number(alpha)})"


def disputes(sentences: pl.DataFrame) -> str:
    """Say on how many sentences the instruments differ, and contradict each other.

    Parameters
    ----------
    sentences
        As `helpers.study.tone_checks.disputed_sentences` gives them.
    """
    if not sentences.height:
        return "The tools differ on no sentence"
    opposed = sentences.filter(
        (pl.max_horizontal(LEXICONS) == 1) & (pl.min_horizontal(LEXICONS) == -1)
    ).height
    return (
        f"The tools differ on {count(sentences.height, 'sentence')}; {number(opposed, 0)} "
        f"{'is' if opposed == 1 else 'are'} positive to one tool and negative to another"
    )


def periods(study: Study, dates: pl.DataFrame) -> str:
    """Say the mean tone before and after the date that divides two periods.

    Parameters
    ----------
    study
        Its date.
    dates
        period, period_mean: as `helpers.study.tone_means.tone_by_date` gives them.
    """
    split = study.split_date
    if split is None and dates.height:
        return "Mean tone of each dated article"
    means = dict(dates.drop_nulls("period_mean").select("period", "period_mean").iter_rows())
    if split is None or len(means) < 2:
        return no_periods(study).rstrip(".")
    day = long_date(split)
    before, after = (number(means[period]) for period in ("before", "after"))
    return f"The mean tone is {before} before {day} and {after} from then on"


def periods_note(study: Study, dates: pl.DataFrame) -> str:
    """Say what a figure of articles by their dates shows, and how many it leaves out."""
    left = dates.height - drawn_dates(dates).height
    more = f" {number(left, 0)} more articles are in the table only." if left else ""
    if study.split_date is None:
        return f"Dots are articles with their intervals.{more}"
    lines = "dashed lines are the means before and after"
    return f"Dots are articles with their intervals; {lines}.{more}"


def courses(parts: pl.DataFrame) -> str:
    """Say how many articles have both positive and negative parts.

    Parameters
    ----------
    parts
        As `helpers.study.tone_means.tone_along` gives them; parts of few sentences are passed over.
    """
    known = parts.filter(~pl.col("few")).drop_nulls("mean")
    if not known.height:
        return "Tone from the start of each article to its end"
    mean = pl.col("mean")
    ends = known.group_by("document").agg(both=(mean > 0).any() & (mean < 0).any())
    mixed = int(ends["both"].sum())
    has = "has" if mixed in (0, 1, ends.height) else "have"
    which = _of_all(mixed, ends.height, "article")
    return (
        f"{which} {has} both positive and negative parts of at least {number(FEWEST, 0)} sentences"
    )


def courses_note(parts: pl.DataFrame) -> str:
    """Say what the parts of an article are, and of how many articles they are drawn.

    Parameters
    ----------
    parts
        As for `courses`.
    """
    note = (
        f"Mean tone of each fifth of an article; pale where it rests on fewer than "
        f"{number(FEWEST, 0)} sentences."
    )
    articles = with_firm_parts(parts)["document"].n_unique()
    if articles > COURSES:
        note += f" The first {number(COURSES, 0)} of {count(articles, 'article')} with such parts."
    return note


def targets(study: Study, means: pl.DataFrame) -> str:
    """Say the mean tone of the sentences that name each side.

    Parameters
    ----------
    study
        Names the sides.
    means
        As `helpers.study.target_tones.target_means` gives them.
    """
    names = study.names("target")
    parts = [
        f"{names.get(target, target)} {number(mean)}"
        for target, mean in means.filter(pl.col("what") == SENTENCES)
        .drop_nulls("mean")
        .select("target", "mean")
        .iter_rows()
    ]
    if not parts:
        return "Mean tone of sentences that name a side"
    return f"Mean tone of sentences that name a side: {listing(parts)}"


def stances(scores: pl.DataFrame) -> str:
    """Say for how many sides tone meets the coded stance better than the commonest answer.

    Parameters
    ----------
    scores
        As `helpers.study.target_tones.tone_as_stance` gives them.
    """
    if not scores.height:
        return "Stance was not coded here, so tone towards a side cannot be held against it"
    better, every = _sides(scores)
    return (
        f"As a sign of stance, tone beats always giving the most common answer for "
        f"{number(len(better), 0)} of {count(len(every), 'side')}"
    )


def stance_note(study: Study, scores: pl.DataFrame) -> str:
    """Say for which sides tone may stand in for stance, and on how much that rests."""
    if not scores.height:
        return ""
    names = study.names("target")
    better, every = _sides(scores)
    worse = [names.get(target, target) for target in every if target not in better]
    sentences = []
    if worse:
        sentences.append(
            f"Not for {listing(worse)}: there the tone of a sentence must not be read as an "
            "opinion of the side that it names."
        )
    references = int(scores.filter(pl.col("read") == SENTENCES)["n"].sum())
    sentences.append(
        f"This rests on {count(references, 'coded reference')}. Where a sentence does not name "
        "the side, nothing is read and the answer counts as missed."
    )
    return " ".join(sentences)


def _sides(scores: pl.DataFrame) -> tuple[list[str], list[str]]:
    every = scores["target"].unique(maintain_order=True).to_list()
    return scores.filter("better")["target"].unique(maintain_order=True).to_list(), every


def _of_all(part: int, whole: int, noun: str) -> str:
    if part == whole:
        return f"Every {noun}" if whole > 1 else f"The one {noun} shown"
    return f"{number(part, 0)} of {count(whole, noun)}" if part else f"No {noun}"


def _tool(lexicon: str) -> str:
    return "this report’s tool" if lexicon == "headline" else instrument_name(lexicon)
