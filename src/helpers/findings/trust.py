"""How far the findings hang on the way of counting, and on how well the rules read."""

from collections.abc import Sequence
from functools import partial

import polars as pl

from helpers.corpus.problems import InputError
from helpers.corpus.suggestions import suggest
from helpers.findings.checks import ONE_CODER, how_to_check, known_view, not_drawn
from helpers.findings.chosen_instruments import What, made_by
from helpers.findings.claim import READS, Claim
from helpers.findings.finding import SILENT
from helpers.findings.limits import join_sentences
from helpers.findings.nothing_here import no_coding
from helpers.findings.specifications import (
    ARTICLES,
    NUMBER,
    REFERENCE,
    VALUE,
    WITHOUT,
    choices_of,
)
from helpers.findings.verdict import AGREEMENT
from helpers.findings.wording import count, is_are, listing, number, percent
from helpers.measures.multiverse import influence, summary
from helpers.study.coded_sample import CodedSample, change_of_rules, coded_sample, scored_codes
from helpers.study.coded_sample import coders as coders_of
from helpers.study.coders import coded_fields, people
from helpers.study.instrument_check import GUESS, RULES, coding_guide
from helpers.study.languages import Reading
from helpers.study.names import article_names
from helpers.study.selection import Selection

# Alpha from which agreement is firm by custom (Krippendorff 2004).
FIRM = 0.8
# A figure has room for no more columns; what is left out lies between two that are drawn.
DRAWN = 160
ANSWERS = {
    "id": pl.String,
    "question": pl.String,
    "verdict": pl.String,
    "same": pl.Float64,
    "ways": pl.Int64,
    "value": pl.String,
    "lowest": pl.String,
    "highest": pl.String,
    "choice": pl.String,
    "explained": pl.Float64,
}


def answers(claims: Sequence[Claim]) -> pl.DataFrame:
    """Tell for each finding how often other ways of counting give the same answer.

    Parameters
    ----------
    claims
        Those without an answer, or with a single way of counting, are left out.

    Returns
    -------
    DataFrame
        id, question, verdict, same (share of the ways of counting with the same answer), ways,
        value, lowest, highest (as text, in the finding's own unit), choice (the one that explains
        most of the spread; missing where the values do not differ), explained (its share); the
        firmest finding first.
    """
    rows = []
    for finding, specifications in claims:
        if finding.agreement is None or specifications is None:
            continue
        table = specifications.table
        ends = summary(table, reference=finding.value).row(0, named=True)
        choice, explained = _most_influential(table)
        write = partial(number, digits=finding.digits)
        rows.append(
            {
                "id": finding.id,
                "question": finding.title,
                "verdict": finding.verdict,
                "same": finding.agreement,
                "ways": finding.specifications,
                "value": finding.as_text[0],
                "lowest": write(ends["low"]),
                "highest": write(ends["high"]),
                "choice": choice,
                "explained": explained,
            }
        )
    table = pl.DataFrame(rows, schema=ANSWERS)
    return table.sort("same", "question", descending=[True, False])


def _most_influential(table: pl.DataFrame) -> tuple[str | None, float | None]:
    explained = influence(table, choices=choices_of(table)).drop_nulls(["options", "explained"])
    if not explained.height:
        return None, None
    top = explained.sort("explained", "choice", descending=[True, False]).row(0, named=True)
    return top["choice"], top["explained"]


def verdict(claims: Sequence[Claim]) -> str:
    """Say in two sentences how many findings hold, and for what."""
    asked = [finding for finding, _ in claims if finding.value is not None]
    if not asked:
        return "No finding has an answer in these articles, so there is nothing to trust or doubt."
    verdicts = [finding.verdict for finding in asked]
    firm, half = verdicts.count("supported"), verdicts.count("fragile")
    neither = verdicts.count("not supported")
    drawn = "other sentences of these articles are drawn"
    if any(finding.corrected is not None for finding in asked):
        drawn = f"{drawn} (or coded sentences correct the value)"
    parts = [
        f"{number(firm, 0) if firm else 'none'} {'hold' if firm > 1 else 'holds'} both when "
        f"{drawn} and when they are counted in other ways"
    ]
    if half:
        parts.append(f"{number(half, 0)} {'holds' if half == 1 else 'hold'} in one of the two ways")
    if neither:
        parts.append(f"{number(neither, 0)} {'does' if neither == 1 else 'do'} not hold")
    if len(asked) == 1:
        both, joint = ("both", "and") if firm else ("only", "or")
        one = f"holds {both} when {drawn} {joint} when they are counted in other ways"
        one = "does not hold" if neither else one
        return f"The one finding {one}. It says nothing about articles that were not read."
    words = f"{', '.join(parts[:-1])}, and {parts[-1]}" if len(parts) > 1 else parts[0]
    return (
        f"Of {count(len(asked), 'finding')}, {words}. None of them says anything about "
        "articles that were not read."
    )


def answers_title(table: pl.DataFrame) -> str:
    """Say how many findings give one answer in nearly every way of counting.

    Parameters
    ----------
    table
        As `answers` gives it.
    """
    if not table.height:
        return "How often each finding gives the same answer"
    firm = table.filter(pl.col("same") >= AGREEMENT).height
    of_all = f"of {count(table.height, 'finding')} {'give' if firm > 1 else 'gives'}"
    who = f"{number(firm, 0)} {of_all}" if firm else f"None {of_all}"
    if firm == table.height:
        who = "Every finding gives"
    return f"{who} the same answer in at least {percent(AGREEMENT)} of the ways of counting"


def coding(selection: Selection) -> str:
    """Say what of the corpus was coded, and what a score on it can tell."""
    codes = selection.tables.coded
    whats: tuple[What, ...] = ("voices", "frames", "tone")
    chosen = [made_by(selection, what) for what in whats]
    if not codes.height:
        return join_sentences(
            no_coding("how well the rules read it is not known"),
            _machine_codes(selection),
            *chosen,
            how_to_check(selection.tables),
        )
    sample = coded_sample(selection.tables)
    if sample is not None:
        return _sampled(selection, sample, chosen)
    sentences = selection.hand_coding
    own = people(codes)
    coders, settled = own["coder"].n_unique(), codes.height - own.height
    lost = sentences["sentence"].null_count()
    return join_sentences(
        f"{count(sentences.height, 'sentence')} of "
        f"{count(codes['document'].n_unique(), 'article')} in this corpus were coded by "
        f"{count(coders, 'coder')}.",
        "Only answers that all of them agree on are scored."
        if coders > 1
        else "With a single coder nobody can tell how firm these codes are.",
        _settled(settled),
        _lost(lost),
        _machine_codes(selection),
        *chosen,
        _known_rules(selection),
    )


def _known_rules(selection: Selection) -> str:
    """Say what scores tell on sentences that were not drawn, by whether the rules knew them."""
    in_view = selection.tables.coding_description.in_view
    if in_view:
        return (
            "The rules were written with such sentences in view, so a high score does not show how "
            "well they read an article that they have never met. For frames, the score below "
            "therefore leaves out every rule that matches in one article only."
        )
    frames = "For frames, the score below leaves out every rule that matches in one article only."
    return join_sentences(not_drawn(selection.tables), frames if in_view is None else "")


def _sampled(selection: Selection, sample: CodedSample, chosen: Sequence[str]) -> str:
    """Say what was drawn and coded, and whether scores on it hold for the corpus."""
    tables = selection.tables
    codes = scored_codes(tables)
    size = f"{count(sample.drawn, 'sentence')} drawn at random from this corpus"
    of_all = f"Of {size}, {number(sample.coded, 0)} {'was' if sample.coded == 1 else 'were'}"
    coders = coders_of(tables)
    return join_sentences(
        f"{size if sample.coded == sample.drawn else of_all}"
        f"{' were' if sample.coded == sample.drawn else ''} coded by "
        f"{count(coders, 'person', 'people')}.",
        "Only answers that all of them agree on are scored." if coders > 1 else ONE_CODER,
        "" if sample.is_even else "The less likely a sentence was to be drawn, the more it counts.",
        _settled(codes.height - people(codes).height),
        _lost(selection.hand_coding["sentence"].null_count()),
        f"{count(sample.others, 'other coded sentence')} {is_are(sample.others)} left out, as "
        f"{'it was' if sample.others == 1 else 'they were'} not drawn."
        if sample.others
        else "",
        _machine_codes(selection),
        *chosen,
        _since_draw(selection),
    )


def _since_draw(selection: Selection) -> str:
    """Say what scores on a sample tell, by whether the rules are still those of the draw."""
    change = change_of_rules(selection.tables, coded_fields(scored_codes(selection.tables)))
    if change == "unchanged":
        return (
            "The rules have not been changed since the draw, so a score holds for all sentences of "
            "the corpus, within its interval."
        )
    if change == "changed":
        return (
            "Rules have been changed since the draw. Where that was done with these sentences in "
            "view, a score is too high: the table below says which readings it concerns. Draw "
            "again to measure them."
        )
    return (
        "Whether the rules have been changed since the draw is not known. If these sentences were "
        "in view, a score is too high."
    )


def _settled(settled: int) -> str:
    if not settled:
        return ""
    return (
        f"{count(settled, 'sentence')} {'has' if settled == 1 else 'have'} answers that were "
        "settled afterwards, which count in place of what the coders said."
    )


def _lost(lost: int) -> str:
    if not lost:
        return ""
    return (
        f"{count(lost, 'sentence')} {is_are(lost)} cut elsewhere by the rules and "
        f"{'counts as a mistake' if lost == 1 else 'count as mistakes'}."
    )


def who_coded(selection: Selection) -> str:
    """Say what is known of the coders, beside their number."""
    if not selection.tables.coded.height:
        return "What is shown of the rules and the coders stays empty until people have coded."
    coders = selection.tables.coding_description.coders
    if coding_guide(selection):
        return join_sentences(coders, "The coding guide below says who coded, and by what rules.")
    return coders or (
        "The corpus has no coding guide: who coded, and by what rules, is not known here."
    )


def say_agreement(selection: Selection) -> str:
    """Say what the agreement of the coders tells, or that there is none to measure."""
    people_at_work = coders_of(selection.tables)
    if not people_at_work:
        return no_coding("there is no agreement to measure")
    if people_at_work == 1:
        return f"{ONE_CODER} A second coder of the same sentences would show it."
    return "Rules can be right only where people agree what is right."


def frame_table_title(selection: Selection) -> str:
    """Say on what the table of frames rests."""
    if coded_sample(selection.tables) is not None:
        return "How well each frame is found in the sentences drawn at random"
    if not selection.tables.coded.height:
        return "How well each frame is found"
    if selection.tables.coding_description.in_view:
        return "How well each frame is found with all rules, which had these sentences in view"
    return "How well each frame is found with all rules in the coded sentences"


def _machine_codes(selection: Selection) -> str:
    """Say what programs coded, which is never taken for what people code."""
    sizes = selection.tables.machines.group_by("coder", maintain_order=True).len().iter_rows()
    words = [f"machine codes by {name} ({count(size, 'sentence')})" for name, size in sizes]
    if not words:
        return ""
    also = "also " if selection.tables.coded.height else ""
    return f"There are {also}{listing(words)}; a program made them, so nothing is checked by them."


def beside_note(selection: Selection) -> str:
    """Say which sentences the scores of all instruments rest on, and whom that flatters."""
    note = "On the sentences that the coders agree on; a program on those that it coded."
    if not selection.tables.coded.height or coded_sample(selection.tables) is not None:
        return note
    flattery = (
        "The rules and patterns were written with such sentences in view, which flatters them."
    )
    return join_sentences(note, known_view(selection.tables, flattery))


def combined_title(selection: Selection, shares: pl.DataFrame) -> str:
    """Say what is combined, or what it would need.

    Parameters
    ----------
    selection
        The study.
    shares
        As `helpers.study.combined_shares.combined_shares` gives them.
    """
    tables = selection.tables
    if not tables.machines.height:
        return "No program coded these texts, so there is nothing to combine"
    if not tables.sample.height:
        return "No sample was drawn for coding, so instruments cannot be combined"
    if not shares.height:
        return "Too few of the drawn sentences were coded to combine instruments"
    return "What programs, the report’s own instruments and the coded sample say together"


def agreement_title(table: pl.DataFrame) -> str:
    """Say how many questions the coders agree on firmly.

    Parameters
    ----------
    table
        As `helpers.study.instrument_check.agreement_table` gives it.
    """
    known = table.drop_nulls("alpha")
    if not known.height:
        return "How far the coders agree with each other"
    firm = known.filter(pl.col("alpha") >= FIRM).height
    if firm == known.height:
        return "The coders agree firmly on every question"
    if not firm:
        return "The coders agree firmly on no question"
    questions = count(known.height, "question")
    return f"The coders agree firmly on {number(firm, 0)} of {questions}"


def frames_title(scores: pl.DataFrame) -> str:
    """Say how many frames are found better than by a guess.

    Parameters
    ----------
    scores
        As `helpers.study.instrument_check.frame_f1` gives them.
    """
    if not scores.height:
        return "How well each frame is found"
    rules = scores.filter(found_by=RULES).select("frame", "low")
    guess = scores.filter(found_by=GUESS).select("frame", guess="high")
    both = rules.join(guess, on="frame", how="left")
    # Where the intervals overlap, the score may be luck.
    better = both.filter(pl.col("low") > pl.col("guess")).height
    if better == both.height:
        return "Every frame shown is found clearly better than by guessing"
    frames = count(both.height, "frame")
    return f"{number(better, 0)} of {frames} {is_are(better)} found clearly better than by guessing"


def find_claim(claims: Sequence[Claim], id: str) -> Claim:
    """Pick a finding by its id.

    Raises
    ------
    InputError
        Where none has it, with the nearest id.
    """
    by_id = {claim.finding.id: claim for claim in claims}
    if id not in by_id:
        raise InputError.of("chosen", f"there is no finding '{id}'", suggest(id, by_id))
    return by_id[id]


def specification_curve(selection: Selection, claim: Claim) -> pl.DataFrame:
    """Lay out a finding's ways of counting by rising value.

    Parameters
    ----------
    selection
        Names the articles that are left out.
    claim
        A finding; without an answer it has no rows.

    Returns
    -------
    DataFrame
        As in `helpers.findings.specifications.Specifications`, without those that have no value; of
        very many evenly chosen ones, the first, the last and the report's own among them.
    """
    if claim.specifications is None:
        return pl.DataFrame(schema={NUMBER: pl.Int64, REFERENCE: pl.Boolean, VALUE: pl.Float64})
    table = claim.specifications.table.drop_nulls(VALUE)
    if ARTICLES in table.columns:
        names = article_names(selection.documents)
        words = {f"{WITHOUT}{code}": f"{WITHOUT}{name}" for code, name in names.items()}
        table = table.with_columns(pl.col(ARTICLES).replace(words))
    return thin(table.sort(VALUE, NUMBER))


def thin(ordered: pl.DataFrame) -> pl.DataFrame:
    """Keep so many rows, evenly along their order, the first, the last and the report's own."""
    if ordered.height <= DRAWN:
        return ordered
    step = (ordered.height - 1) / (DRAWN - 1)
    kept = {round(step * place) for place in range(DRAWN)}
    kept |= set(ordered[REFERENCE].arg_true().to_list())
    return ordered[sorted(kept)]


def curve_title(claim: Claim) -> str:
    """Say in how many ways of counting a finding's answer is the same."""
    finding = claim.finding
    if finding.agreement is None:
        return finding.title
    # The share came from whole numbers, so this is one again and no rounding of a result.
    same = round(finding.agreement * finding.specifications)
    size = count(finding.specifications, "way")
    return f"{finding.title} The same answer in {number(same, 0)} of {size} of counting"


def reads_of(claim: Claim) -> Sequence[Reading]:
    """Say what a finding rests on (see `helpers.findings.claim.makes`)."""
    return READS.get(claim.finding.id, ())


def choice_influence(claim: Claim) -> pl.DataFrame:
    """Tell how much of the spread of a finding's values each choice explains.

    Returns
    -------
    DataFrame
        As `helpers.measures.multiverse.influence`; no rows for a finding without an answer.
    """
    if claim.specifications is None:
        schema = {"choice": pl.String, "options": pl.Int64, "explained": pl.Float64}
        return pl.DataFrame(schema=schema)
    table = claim.specifications.table
    return influence(table, choices=choices_of(table))


def unanswered(claims: Sequence[Claim]) -> pl.DataFrame:
    """List the findings that have no answer here.

    Returns
    -------
    DataFrame
        question, reason.
    """
    rows = [(finding.title, finding.text) for finding, _ in claims if finding.verdict == SILENT]
    schema = {"question": pl.String, "reason": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
