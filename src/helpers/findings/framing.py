"""What the articles say: the most frequent frame, in whose voice, and by which speakers."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.findings import choices, corrected_titles, limits
from helpers.findings.chosen_instruments import made_by, program_of
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.correction import corrected_contrast, corrected_lead
from helpers.findings.estimate import contrast, evidence, mean
from helpers.findings.nothing_here import NO_GROUPS, no_coding
from helpers.findings.specifications import Choice, Options, Specifications, evaluate_sums
from helpers.findings.superlative import (
    NAMES,
    UNITS,
    at_rank,
    choose_again,
    first_of,
    next_words,
    quote,
    superlative,
)
from helpers.findings.voice_titles import cut
from helpers.findings.wording import by_sign, count, listing, number, percent, percents_apart
from helpers.measures.framing import shares
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.chosen import NO_PATTERN
from helpers.study.coded_sample import coded_sample, scored_codes
from helpers.study.coders import coded_fields
from helpers.study.corrected import frame_lead, frame_quantity
from helpers.study.instruments import machine_name
from helpers.study.opening import Study
from helpers.study.selection import Selection
from helpers.study.stances import stance_scores
from helpers.study.tones import who
from helpers.study.voices import SOURCE_NAMES

CHAPTER = "frames"
BORNE_OUT = "matched twice"
# Groups that may be among the two most heard.
BLOCS = 6
# Sentences of a group that a figure's title speaks of.
FIRM = 30


def findings(chapter: Selection) -> list[Claim]:
    """Findings of the chapter on frames."""
    return [leading(chapter), by_voice(chapter), by_bloc(chapter)]


def _column(frame: str) -> str:
    return f"frame {frame}"


def frames_of_units(chapter: Selection, frames: Sequence[str] | None = None) -> pl.DataFrame:
    """Tell for each unit which frames it holds, of all or of those named, a column each.

    Returns
    -------
    DataFrame
        document, sentence (the unit's first), kind, voice, bloc, "frame " and its name for each
        frame (1 or 0), and `UNITS` (1).
    """
    names = chapter.frames["frame"].to_list() if frames is None else list(frames)
    about = ["kind", "voice", "bloc"]
    sentences = chapter.sentences.select(*KEYS, "paragraph", "searched", *about)
    held = shares.hits_of_frames(chapter.codes, sentences, frames=names)
    held = held.select(
        *KEYS,
        "paragraph",
        *about,
        *((pl.col(name) > 0).cast(pl.Int8).alias(_column(name)) for name in names),
        pl.lit(1, pl.Int8).alias(UNITS),
    )
    if chapter.parameters.unit == "paragraph":
        held = held.group_by("document", "paragraph", maintain_order=True).agg(
            pl.col("sentence", *about).first(), pl.col(*map(_column, names), UNITS).max()
        )
    return held.drop("paragraph")


def ranking(chapter: Selection) -> pl.DataFrame:
    """Rank the frames that may carry a finding by the share of units that hold them.

    Returns
    -------
    DataFrame
        frame, label, hits, units, share; none without units.
    """
    units = frames_of_units(chapter)
    hits = [int(units[_column(name)].sum()) for name in chapter.frames["frame"]]
    return (
        chapter.frames.with_columns(hits=pl.Series(hits, dtype=pl.Int64), units=units.height)
        .filter(pl.col("units") > 0, ~pl.col("frame").is_in(chapter.exploratory_frames))
        .with_columns(share=pl.col("hits") / pl.col("units"))
        .sort("hits", "frame", descending=[True, False])
        .select("frame", "label", "hits", "units", "share")
    )


def _specifications(
    chapter: Selection,
    frames: Sequence[str],
    *,
    parts: Mapping[str, pl.Expr],
    value: Callable[[pl.DataFrame], pl.Series],
    first: Callable[[pl.DataFrame], pl.Series] | None = None,
    within: pl.DataFrame | None = None,
    more: Sequence[Choice] = (),
    keep: Callable[[Options], pl.Expr] = lambda options: pl.lit(value=True),
) -> Specifications:
    """Compute the specifications of a finding on frames: units, patterns, headings, articles.

    Captions and the like are never coded, so counting them as text would change nothing.

    Parameters
    ----------
    chapter, frames
        Which frames the finding is about.
    parts
        Sums over the rows of `frames_of_units`.
    value
        From such sums to the estimate.
    first
        From such sums to the candidate that comes out first, where the finding is a "most".
    within
        Sentences that matter, if not all do.
    more
        Further choices.
    keep
        Which rows count, given the options.
    """
    few = drop_single_matches(chapter)

    # Articles and the ways of passing on change nothing in this table, so it is made once for all.
    @lru_cache(maxsize=1)
    def table(unit: str, patterns: str, voices: str) -> pl.DataFrame:
        variant = few if patterns == BORNE_OUT else chapter
        return frames_of_units(choices.vary(variant, {"unit": unit, "voices": voices}), frames)

    def sums(options: Options) -> pl.DataFrame:
        rows = table(options["unit"], options["patterns"], options.get("voices", ""))
        if options["headings"] == choices.OUT:
            rows = rows.filter(pl.col("kind") != "heading")
        return rows.filter(keep(options)).group_by("document", maintain_order=True).agg(**parts)

    all_choices = [
        choices.unit(chapter),
        Choice("patterns", ("all", BORNE_OUT), "all"),
        *(choice for choice in more if choice.name == "voices"),
        choices.headings(chapter.sentences if within is None else within, own=choices.IN),
        *(choice for choice in more if choice.name != "voices"),
        choices.articles(chapter, "frames"),
    ]
    return evaluate_sums(all_choices, sums, value, first=first, sentences=chapter.sentences.height)


def drop_single_matches(chapter: Selection) -> Selection:
    """Drop the codes of patterns that match in a single sentence of the corpus."""
    codes = chapter.tables.codes
    pattern = ["frame", "pattern"]
    often = codes.select(*KEYS, *pattern).unique().group_by(pattern).len()
    # What rests on no pattern has none that could match twice.
    kept = often.filter((pl.col("len") > 1) | (pl.col("pattern") == NO_PATTERN))
    codes = join_in_order(codes, kept, on=pattern, how="semi")
    return Selection(chapter.parameters, chapter.tables.change(codes=codes))


@makes("framing-leading", chapter=CHAPTER, reads=["frames"])
def leading(chapter: Selection) -> Answer:
    """The most frequent frame and its lead over the next."""
    title = "Which frame is most frequent?"
    table = ranking(chapter)
    frames = table["frame"].to_list()
    if table.height < 2 or not table["hits"][0]:
        return inapplicable(title=title, reason=_too_few(chapter, "Fewer than two frames", "occur"))
    first, second = table.row(0, named=True), table.row(1, named=True)
    pair = [first["frame"], second["frame"]]
    columns = [_column(name) for name in frames]
    one, other = (pl.col(_column(name)) for name in pair)

    def scores(totals: pl.DataFrame) -> NDArray[np.float64]:
        return totals.select(pl.col(columns) / pl.col(UNITS)).to_numpy()

    units = frames_of_units(chapter, frames)
    again = choose_again(
        units,
        [*columns, UNITS],
        candidates=frames,
        scores=scores,
        lead=one - other,
        over=UNITS,
        parameters=chapter.parameters,
    )
    codes = chapter.codes.filter(pl.col("frame") == first["frame"])
    subject = f"The most frequent frame is “{first['label']}”"
    share, next_share = percents_apart(first["share"], second["share"])
    amount = f"in {share} of {chapter.parameters.unit}s"
    labels, hits = table["label"].to_list(), table["hits"].to_list()
    leaders, followers = (at_rank(labels, hits, rank=rank) for rank in (1, 2))
    then = next_words(followers, next_share)
    if len(leaders) > 1:
        subject = f"No frame is more frequent than {quote(leaders)}"
        amount, then = f"each {amount}", ""
    elif not second["hits"]:
        others = chapter.exploratory_frames
        then = f"; no other frame {'that passed the check ' if others else ''}occurs"
    return Answer(
        title=title,
        text=f"{subject}, {amount}{then}.",
        limits=limits.of_frames(chapter, pair),
        most=superlative(again, pair[0], label=first["label"]),
        subjects=(first["frame"], second["frame"]),
        operands=(first["share"], second["share"]),
        corrected=corrected_lead(
            chapter, (frame_lead(pair[0], name) for name in frames if name != pair[0])
        ),
        estimate=mean(units.with_columns(lead=one - other), "lead", chapter.parameters),
        unit=f"share of {chapter.parameters.unit}s with the first frame minus the second",
        specifications=_specifications(
            chapter,
            frames,
            parts={
                **{_column(name): pl.col(_column(name)).sum() for name in frames},
                UNITS: pl.len(),
            },
            value=lambda sums: sums.select((one - other) / pl.col(UNITS)).to_series(),
            first=lambda sums: first_of(frames, scores(sums)),
            more=[choices.voices(chapter)],
        ),
        evidence=evidence(codes),
    ).in_points()


def _too_few(chapter: Selection, which: str, occur: str) -> str:
    """Say why no frame can be counted: none occurs, or those that do failed the check.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> chapter = SimpleNamespace(exploratory_frames=[], codes=pl.DataFrame({"frame": ["costs"]}))
    >>> _too_few(chapter, "No frame", "occurs")
    'No frame of the codebook occurs in these sentences.'
    >>> chapter.exploratory_frames = ["costs"]
    >>> _too_few(chapter, "No frame", "occurs")
    'No frame that passed the check against coded sentences occurs in these sentences.'
    """
    failed = set(chapter.exploratory_frames).intersection(chapter.codes["frame"])
    kind = "that passed the check against coded sentences" if failed else "of the codebook"
    return f"{which} {kind} {occur} in these sentences."


@makes("framing-by-voice", chapter=CHAPTER, reads=["frames", "voices"])
def by_voice(chapter: Selection) -> Answer:
    """Whether the reporters or their sources use the most frequent frame more often."""
    title = "Do reporters or their sources use the most frequent frame more often?"
    frames = ranking(chapter)
    if not frames.height or not frames["hits"][0]:
        return inapplicable(title=title, reason=_too_few(chapter, "No frame", "occurs"))
    if frames.filter(pl.col("hits") == frames["hits"][0]).height > 1:
        return inapplicable(title=title, reason="Several frames share first place.")
    top = frames.row(0, named=True)

    is_narrator = pl.col("voice") == "narrator"
    holds = _column(top["frame"])
    table = frames_of_units(chapter, [top["frame"]]).with_columns(who()).drop_nulls("who")
    means = dict(table.group_by("who").agg(pl.col(holds).mean()).iter_rows())
    narrator_units = table.filter(pl.col("who") == "narrator").height
    if len(means) < 2:
        return inapplicable(
            title=title,
            reason="Reporters and sources cannot be compared when either is left out.",
        )

    estimate, adjusted = contrast(
        table, holds, between="who", first="sources", second="narrator", p=chapter.parameters
    )
    words = by_sign(
        estimate.value, above="more often than", below="less often than", zero="as often as"
    )
    theirs, own = percents_apart(means["sources"], means["narrator"])
    unit = chapter.parameters.unit
    manners = [SOURCE_NAMES[voice] for voice in SOURCE_NAMES if voice in chapter.parameters.voices]
    return Answer(
        title=title,
        text=f"Sources use “{top['label']}” {words} reporters do: in {theirs} of "
        f"{' or '.join(manners)} {unit}s, against {own} of the reporters’ own.",
        limits=limits.join_sentences(
            limits.of_few(
                narrator_units,
                f"{unit} in the reporters’ own words",
                f"{unit}s in the reporters’ own words",
            ),
            limits.of_frames(chapter, [top["frame"]]),
        ),
        adjusted=adjusted,
        corrected=corrected_contrast(
            chapter,
            frame_quantity(top["frame"]),
            field="who",
            first="sources",
            second="narrator",
        ),
        subjects=("sources", "narrator", top["frame"]),
        operands=(means["sources"], means["narrator"]),
        estimate=estimate,
        unit=f"share of the sources’ {unit}s minus share of the reporters’ own",
        specifications=_specifications(
            chapter,
            [top["frame"]],
            parts=_two_groups(holds, choices.passes_on(choices.REPORTED), is_narrator),
            value=_difference,
            more=[choices.ways_of_passing_on(chapter.sentences)],
            keep=lambda options: is_narrator | choices.passes_on(options[choices.SPEECH]),
        ),
        evidence=evidence(
            chapter.codes.filter(pl.col("frame") == top["frame"]).pipe(
                join_in_order, chapter.sentences.filter(pl.col("voice") == "narrator"), how="semi"
            )
        ),
    ).in_points()


@makes("framing-by-bloc", chapter=CHAPTER, reads=["frames", "voices"])
def by_bloc(chapter: Selection) -> Answer:
    """The frame on which the two most heard groups of speakers differ most."""
    title = "On which frame do the two most heard groups of speakers differ most?"
    exploratory = chapter.exploratory_frames
    frames = [name for name in chapter.frames["frame"] if name not in exploratory]
    held = frames_of_units(chapter, frames)
    table = held.filter(pl.col("bloc").is_not_null() & (pl.col("bloc") != "none"))
    sizes = table.group_by("bloc").len().sort("len", "bloc", descending=[True, False])
    if sizes.height < 2 or not frames:
        return inapplicable(
            title=title,
            reason=NO_GROUPS,
        )
    if sizes.height > 2 and sizes["len"][1] == sizes["len"][2]:
        return inapplicable(
            title=title,
            reason="Several groups are heard equally often, so no two are the most heard.",
        )
    fewer, fewest = sizes.select("bloc", "len").row(1)
    # Which of the two is heard more changes with the selection; the order of their names does not.
    first, second = sorted(sizes["bloc"].head(2))
    shares_of = {
        bloc: table.filter(bloc=bloc).select(pl.col(_column(name)).mean() for name in frames).row(0)
        for bloc in (first, second)
    }
    gaps = (
        pl.DataFrame({"frame": frames} | shares_of)
        .with_columns(gap=pl.col(first) - pl.col(second))
        .sort(pl.col("gap").abs(), "frame", descending=[True, False])
    )
    top = gaps.row(0, named=True)
    if not top["gap"]:
        return inapplicable(
            title=title,
            reason="The two most heard groups of speakers do not differ on any frame.",
        )
    share, other_share = percents_apart(top[first], top[second])
    labels = dict(chapter.frames.select("frame", "label").iter_rows())
    # Shares that differ by rounding alone are the same.
    sizes_of_gaps = gaps["gap"].abs().round(12).to_list()
    leaders = at_rank([labels[name] for name in gaps["frame"]], sizes_of_gaps, rank=1)
    blocs = chapter.tables.bloc_labels
    by_fewer = f"by {blocs.get(fewer, fewer)}"

    estimate, adjusted = contrast(
        table,
        _column(top["frame"]),
        between="bloc",
        first=first,
        second=second,
        p=chapter.parameters,
    )
    contest = _Contest(sorted(sizes["bloc"].head(BLOCS)), gaps["frame"].sort().to_list())
    units = contest.units(held)
    again = choose_again(
        units,
        contest.columns,
        candidates=contest.candidates,
        scores=contest.scores,
        lead=contest.lead(first, second, top["frame"]),
        over=UNITS,
        parameters=chapter.parameters,
    )
    own = contest.name(first, second, top["frame"])
    theirs = chapter.sentences.filter(pl.col("bloc").is_in([first, second]))
    return Answer(
        title=title,
        text=f"The two most heard groups of speakers differ most on {quote(leaders)}: "
        f"{'it' if len(leaders) == 1 else 'the first'} appears in {share} of "
        f"{chapter.parameters.unit}s by {blocs.get(first, first)} and in {other_share} of those by "
        f"{blocs.get(second, second)}.",
        limits=limits.join_sentences(
            f"The frame was picked from {number(gaps.height, 0)} because it differs most."
            if gaps.height > 1
            else "",
            limits.of_few(
                fewest,
                f"{chapter.parameters.unit} {by_fewer}",
                f"{chapter.parameters.unit}s {by_fewer}",
            ),
            limits.of_frames(chapter, [top["frame"]]),
        ),
        most=superlative(again, own, label=labels[top["frame"]]),
        adjusted=adjusted,
        corrected=corrected_contrast(
            chapter, frame_quantity(top["frame"]), field="bloc", first=first, second=second
        ),
        subjects=(first, second, top["frame"]),
        operands=(top[first], top[second]),
        estimate=estimate,
        unit=f"share of the first group’s {chapter.parameters.unit}s minus the second’s",
        specifications=_specifications(
            chapter,
            contest.frames,
            parts=contest.parts,
            value=lambda sums: contest.gap(sums, first, second, top["frame"]),
            first=lambda sums: first_of(contest.candidates, contest.scores(sums)),
            within=theirs,
            more=[choices.ways_of_passing_on(theirs)],
            keep=lambda options: choices.passes_on(options[choices.SPEECH]),
        ),
        evidence=evidence(chapter.codes.filter(pl.col("frame") == top["frame"])),
    ).in_points()


def leading_title(study: Study, shares: pl.DataFrame) -> str:
    """Say which frame is the most frequent of those drawn, and in how many sentences.

    Parameters
    ----------
    study
        Names the frames, and tells which of them are exploratory: these lead nothing.
    shares
        frame, count, share: as `helpers.study.frames.shares` counts them over all sentences.
    """
    firm = shares.filter(~pl.col("frame").is_in(study.exploratory_frames))
    if not firm["count"].sum():
        return "How often each frame is used"
    names = study.names("frame")
    leaders = at_rank([names[code] for code in firm["frame"]], firm["count"].to_list(), rank=1)
    amount = f"{percent(firm['share'].to_list()[0])} of {study.parameters.unit}s"
    frames = "frame" if len(leaders) == 1 else "frames"
    if firm.height < shares.height:
        frames = "of the frames that passed the check"
    if len(leaders) == 1:
        return f"“{leaders[0]}” is the most frequent {frames}, in {amount}"
    return f"{quote(leaders)} are the most frequent {frames}, each in {amount}"


def range_title(study: Study, shares: pl.DataFrame, *, by: str, of: str = "frame") -> str:
    """Say on which frame the groups lie furthest apart, and from where to where it ranges.

    Groups of fewer than `FIRM` sentences are left out, and so are exploratory frames.

    Parameters
    ----------
    study
        Names frames and groups.
    shares
        The columns `of` and `by`, n, count, share: as `helpers.study.frames.shares` counts them.
    by, of
        As given to it.
    """
    firm = shares.filter(pl.col("n") >= FIRM)
    if of == "frame":
        firm = firm.filter(~pl.col("frame").is_in(study.exploratory_frames))
    if not firm["count"].sum():
        return f"How often each {of} is used"
    width = pl.col("share").max().over(of) - pl.col("share").min().over(of)
    groups = firm.filter(width == width.max())
    groups = groups.filter(pl.col(of) == groups[of][0]).sort("share", maintain_order=True)
    code, share = groups[of][0], groups["share"].to_list()
    name = study.names(of).get(code, code)
    name = f"“{name[:1].upper()}{name[1:]}”"
    first, last = (study.names(by).get(group, group) for group in groups[by].gather([0, -1]))
    unit = study.parameters.unit
    low, high = percent(share[0]), percent(share[-1])
    if groups.height == 1:
        return f"{name} is in {low} of {unit}s ({first})"
    return f"{name} ranges from {low} of {unit}s ({first}) to {high} ({last})"


def how_found(study: Study) -> str:
    """Say what makes a sentence one that has a frame."""
    unit = study.parameters.unit
    program = program_of(study, "frames")
    when = "it contains words that the codebook lists for it"
    if program is not None:
        when = f"{machine_name(program)} says so"
    elif study.tables.chosen.other_frames:
        when = f"{when}, or words that coded sentences taught"
    return f"A {unit} has a frame when {when}; one {unit} can have several."


def words_title(study: Study) -> str:
    """Head the table of frames and the words that they were found by."""
    if program_of(study, "frames") is None:
        return "The words by which each frame was found"
    return "How often each frame occurs"


def words_note(study: Study) -> str:
    """Say why some words go with a frame; empty where it was not found by words."""
    if program_of(study, "frames") is None:
        return "A frame is found by words, so that some of these are its own."
    return ""


def group_sizes(
    study: Study, shares: pl.DataFrame, *, by: str, every: pl.DataFrame | None = None
) -> str:
    """Say how many sentences each group has, and how many groups are not shown.

    Parameters
    ----------
    study
        Names the groups.
    shares
        The column `by` and n: as `helpers.study.frames.shares` counts them.
    by
        As given to it.
    every
        The shares of all groups, where `shares` holds some of them.
    """
    names = study.names(by)
    sizes = shares.select(by, "n").unique(by, keep="first", maintain_order=True)
    words = [f"{names.get(group, group)} ({number(n, 0)})" for group, n in sizes.iter_rows()]
    if not words:
        return ""
    return limits.join_sentences(
        f"Number of {study.parameters.unit}s: {listing(words)}.",
        cut(shares if every is None else every, shares, by=by),
    )


def stance_title(study: Study, evaluations: pl.DataFrame) -> str:
    """Say how many sentences speak against each side and how many for it.

    Sides on which this reading did not pass the check against coded sentences are left out.

    Parameters
    ----------
    study
        Names the sides.
    evaluations
        As `helpers.study.stances.evaluations` counts them.
    """
    scores = stance_scores(study.tables).filter(~pl.col("exploratory"))
    names = study.names("target")
    sides = (
        evaluations.filter(pl.col("target").is_in(scores["target"].implode()))
        .group_by("target", maintain_order=True)
        .agg(pl.col("against", "in_favour").sum())
    )
    words = [
        f"{names[side]}: {count(against, 'sentence')} against, {number(in_favour, 0)} in favour"
        for side, against, in_favour in sides.iter_rows()
    ]
    return "; ".join(words[:NAMES]) or "For and against each side, as far as the frames tell"


def frames_checked(study: Study) -> str:
    """Say which frames were held against coded sentences, and which did not pass."""
    labels = dict(study.frames.select("frame", "label").iter_rows())
    coded = coded_fields(scored_codes(study.tables))
    checked = study.frames.filter(pl.col("set").is_in(coded))["frame"].to_list()
    if not checked:
        so = "none of them has been checked against coders"
        not_checked = no_coding(so, "these frames")
        if coded_sample(study.tables) is not None:
            not_checked = f"No sentence that was drawn was coded for these frames, so {so}."
        return limits.join_sentences(made_by(study, "frames"), not_checked)
    unchecked = [label for frame, label in labels.items() if frame not in checked]
    weak = [labels[frame] for frame in checked if frame in study.exploratory_frames]
    it = "it" if len(weak) == 1 else "them"
    result = "Every frame passed the check against coded sentences."
    if weak:
        result = (
            f"{number(len(weak), 0)} of {count(len(checked), 'frame')} did not pass the check "
            f"against coded sentences, and no finding rests on {it}: {listing(weak)}."
        )
    elif unchecked:
        result = f"{count(len(checked), 'frame')} passed the check against coded sentences."
    more = f"Not checked, as no sentence was coded for it: {listing(unchecked)}."
    return limits.join_sentences(
        made_by(study, "frames"),
        result,
        more if unchecked else "",
        corrected_titles.note(study),
    )


def sides_checked(study: Study, evaluations: pl.DataFrame) -> str:
    """Say on which sides this reading was held against coded sentences and did not pass."""
    names = study.names("target")
    sides = evaluations["target"].unique(maintain_order=True).to_list()
    is_weak = dict(stance_scores(study.tables).select("target", "exploratory").iter_rows())
    unchecked = [names[side] for side in sides if side not in is_weak]
    weak = [names[side] for side in sides if is_weak.get(side)]
    return limits.join_sentences(
        f"Did not pass the check against coded sentences: {listing(weak)}." if weak else "",
        f"Not checked, as no sentence was coded for it: {listing(unchecked)}." if unchecked else "",
    )


class _Contest(NamedTuple):
    """On which frame the two most heard groups differ most: two choices in one.

    Attributes
    ----------
    blocs, frames
        The groups and frames to choose from, by name.
    """

    blocs: list[str]
    frames: list[str]

    @property
    def candidates(self) -> list[str]:
        """Every pair of groups with every frame."""
        return [self.name(*pair, frame) for pair in self._pairs for frame in self.frames]

    @property
    def columns(self) -> list[str]:
        """Columns of sums: units of each group, those of them with each frame, and all units."""
        return [*self.parts, UNITS]

    @property
    def parts(self) -> dict[str, pl.Expr]:
        """The sums, over the rows of `frames_of_units`; without that of all units."""
        sizes = {self.size(bloc): (pl.col("bloc") == bloc).sum() for bloc in self.blocs}
        hits = {
            self.name(bloc, frame): pl.col(_column(frame)).filter(bloc=bloc).sum()
            for bloc in self.blocs
            for frame in self.frames
        }
        return sizes | hits

    @property
    def _pairs(self) -> list[tuple[str, str]]:
        return list(combinations(self.blocs, 2))

    @staticmethod
    def name(*parts: str) -> str:
        """Name a column or a candidate."""
        return " / ".join(parts)

    def units(self, table: pl.DataFrame) -> pl.DataFrame:
        """Turn `frames_of_units` into the columns of the sums, a row for each unit."""
        groups = {bloc: (pl.col("bloc") == bloc).fill_null(value=False) for bloc in self.blocs}
        return table.with_columns(
            *(group.cast(pl.Int8).alias(self.size(bloc)) for bloc, group in groups.items()),
            *(
                (pl.col(_column(frame)) * group.cast(pl.Int8)).alias(self.name(bloc, frame))
                for bloc, group in groups.items()
                for frame in self.frames
            ),
        )

    @staticmethod
    def size(bloc: str) -> str:
        """Name the column that counts the units of a group."""
        return f"group {bloc}"

    def lead(self, first: str, second: str, frame: str) -> pl.Expr:
        """What the first group has more of a frame than the second, in a unit."""
        return pl.col(self.name(first, frame)) - pl.col(self.name(second, frame))

    def gap(self, sums: pl.DataFrame, first: str, second: str, frame: str) -> pl.Series:
        """Subtract the second group's share of units with a frame from the first's."""
        one, other = (
            sums[self.name(bloc, frame)] / sums[self.size(bloc)] for bloc in (first, second)
        )
        return one - other

    def scores(self, sums: pl.DataFrame) -> NDArray[np.float64]:
        """Give the size of each candidate's gap; none but for the two groups of most units."""
        sizes = sums.select(map(self.size, self.blocs)).to_numpy().astype(np.float64)
        order = np.argsort(-sizes, axis=1, kind="stable")
        heard = np.sort(order[:, :2], axis=1)
        # Where a third is heard as often as the second, there are no two most heard.
        if len(self.blocs) > 2:
            largest = -np.sort(-sizes, axis=1)
            heard[largest[:, 1] == largest[:, 2]] = -1
        columns = []
        for first, second in self._pairs:
            places = [self.blocs.index(first), self.blocs.index(second)]
            is_heard = (heard == places).all(axis=1)
            for frame in self.frames:
                gap = self.gap(sums, first, second, frame).abs().to_numpy().astype(np.float64)
                columns.append(np.where(is_heard, gap, np.nan))
        return np.stack(columns, axis=1)


def _two_groups(holds: str, first: pl.Expr, second: pl.Expr) -> dict[str, pl.Expr]:
    return {
        "first": pl.col(holds).filter(first).sum(),
        "second": pl.col(holds).filter(second).sum(),
        "n_first": first.sum(),
        "n_second": second.sum(),
    }


def _difference(sums: pl.DataFrame) -> pl.Series:
    return sums["first"] / sums["n_first"] - sums["second"] / sums["n_second"]
