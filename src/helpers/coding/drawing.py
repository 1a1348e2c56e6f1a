"""Draw sentences of a corpus for coding, and draw more of them later."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from helpers.coding.disagreement import OPTION, with_chances
from helpers.coding.draw_log import Design, DrawLog, Round, read_log, write_log
from helpers.coding.population import counted_sentences, with_context
from helpers.corpus.coding.fields import PLACE
from helpers.corpus.coding.folder import DRAW_LOG as LOG
from helpers.corpus.coding.folder import SAMPLE
from helpers.corpus.coding.rules import digest_rules
from helpers.corpus.coding.samples import SCHEMA, read_sample, write_sample
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings
from helpers.corpus.suggestions import suggest
from helpers.corpus.untrusted_files import check_inside
from helpers.measures.framing.codebook import read_codebook
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.sampling import (
    draw_by_chances,
    draw_sample,
    name_strata,
    smallest_sample,
)
from helpers.study.make_tables import make
from helpers.study.tables import Tables

# What can make strata: columns of the sentences or of their articles.
STRATA = (
    *("document", "outlet", "country", "language", "translated"),
    *("kind", "voice", "speaker", "bloc"),
)
_FOUND = "found"
_AGAIN = f"move coding/{SAMPLE.name} and coding/{LOG.name} away and draw again: codes stay"


class Drawn(NamedTuple):
    """A sample that was drawn.

    Attributes
    ----------
    sample
        As `helpers.corpus.coding.samples.read_sample` gives it.
    new
        Sentences that were not in it before.
    sentences
        Those that it was drawn from.
    design
        What it was drawn by.
    path
        Where it lies.
    """

    sample: pl.DataFrame
    new: int
    sentences: int
    design: Design
    path: Path


def draw(corpus: Path, *, n: int, asked: Mapping[str, Any] | None = None) -> Drawn:
    """Draw a random sample of the sentences that count, or extend the one that is there.

    The sample lies in ``coding/sample.csv``, how it was drawn in ``coding/sample.yml``. A larger n
    draws more with the same design; the same n draws nothing new.

    Parameters
    ----------
    corpus
        The corpus folder.
    n
        Sentences in the sample, those drawn earlier included; if more than there are, all.
    asked
        Fields of `Design` that were asked for. The others are those of the earlier draw, or the
        defaults.

    Raises
    ------
    InputError
        Where the corpus cannot be used; a column or frame does not exist; n is too small for two
        sentences of each stratum; or the earlier sample was drawn in another way or from other
        sentences, so that it cannot be extended.
    """
    earlier, log = _read_earlier(corpus)
    # Before the options are held against the earlier draw, where a misspelt name is just another.
    frames = read_codebook(find_settings(corpus, "codebook.yml")).frame_ids()
    _check_names(Design(**(asked or {})), frames)
    design = _design(corpus, asked or {}, log)
    _check_names(design, frames)
    _check_combined(design)
    tables = make(corpus)
    sentences = counted_sentences(tables)
    marked = _mark_found(tables, sentences, design)
    rounds = _known_rounds(log, earlier)
    # Chance may have drawn a few more or less.
    drawn_earlier = rounds[-1].n if rounds and design.follow_disagreement else earlier.height
    total = max(n, drawn_earlier)
    _check_size(marked, total, design)

    def take(number: int) -> pl.DataFrame:
        if not design.follow_disagreement:
            return _drawn(marked, number, design)
        return draw_by_chances(with_chances(tables, marked, n=number), seed=design.seed)

    if earlier.height:
        # Without strata, other codes of a program show in the probabilities.
        also = "probability" if design.follow_disagreement else "stratum"
        _check_unchanged(corpus, earlier, take(drawn_earlier), columns=[*PLACE, also])
    sample = take(total)
    before = earlier.select(*PLACE, "round")
    whole = (
        join_in_order(with_context(sentences), sample.select(*KEYS, "stratum", "probability"))
        .drop_nulls("probability")
        .pipe(join_in_order, before, on=PLACE)
        .with_columns(pl.col("round").fill_null(len(rounds) + 1))
        .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    )
    new = whole.height - earlier.height
    if new:
        size = total if design.follow_disagreement else whole.height
        now = Round(n=size, sentences=sentences.height)
        # First: a log that is ahead of its sample is read rightly, one that lags behind is not.
        # Those of the first draw stay: sentences of that round were known from then on.
        rules = log.rules if log and rounds else digest_rules(corpus)
        write_log(corpus, DrawLog(design=design, rounds=(*rounds, now), rules=rules))
    if not whole.equals(earlier):
        write_sample(corpus / SAMPLE, whole)
    return Drawn(whole, new, sentences.height, design, corpus / SAMPLE)


def _drawn(marked: pl.DataFrame, n: int, design: Design) -> pl.DataFrame:
    return draw_sample(
        marked,
        n=n,
        seed=design.seed,
        by=design.by,
        oversampled=_oversampled(marked),
        share=design.share,
    )


def _oversampled(marked: pl.DataFrame) -> str | None:
    return _FOUND if _FOUND in marked.columns else None


def _read_earlier(corpus: Path) -> tuple[pl.DataFrame, DrawLog | None]:
    path = check_inside(corpus, SAMPLE)
    if not path.is_file():
        return pl.DataFrame(schema=SCHEMA), None
    log = read_log(corpus)
    if log is None:
        what = f"how it was drawn is not known, as there is no {LOG.name} beside it"
        raise InputError.of(path, what, "move it away to draw with this command")
    return read_sample(path, limits=read_limits(corpus)), log


def _known_rounds(log: DrawLog | None, earlier: pl.DataFrame) -> tuple[Round, ...]:
    """Leave out a round that was written down but stopped before its sentences were."""
    return log.rounds[: earlier["round"].n_unique()] if log else ()


def _design(corpus: Path, asked: Mapping[str, Any], log: DrawLog | None) -> Design:
    if log is None:
        return Design(**asked)
    for name, value in asked.items():
        old = getattr(log.design, name)
        if value != old:
            option = f"--{name.replace('_', '-')}"
            drawn = f"with {option} {_in_words(old)}" if old or old == 0 else f"without {option}"
            what = f"the sample was drawn {drawn}, not with {_in_words(value)}"
            raise InputError.of(corpus / LOG, what, f"leave the option out, or {_AGAIN}")
    return log.design


def _in_words(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _check_names(design: Design, frames: Sequence[str]) -> None:
    problems = [
        Problem(option, f"{what} '{name}'{more}", suggest(name, known))
        for option, what, more, names, known in (
            ("--by", "there is no", " to draw by", design.by, STRATA),
            ("--oversample", "the codebook has no frame", "", design.oversample, frames),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError(problems)


def _check_combined(design: Design) -> None:
    if design.follow_disagreement and (design.by or design.oversample or design.rarer_than):
        what = "it gives every sentence a probability of its own, so there are no strata"
        raise InputError.of(OPTION, what, "leave out --by, --oversample and --rarer-than")


def _mark_found(tables: Tables, sentences: pl.DataFrame, design: Design) -> pl.DataFrame:
    """Mark the sentences in which one of the oversampled frames is found."""
    if not design.oversample and design.rarer_than is None:
        return sentences
    places = join_in_order(tables.codes, sentences, how="semi").unique([*KEYS, "frame"])
    frames = set(design.oversample) | _rare(places, sentences.height, design.rarer_than)
    found = places.filter(pl.col("frame").is_in(sorted(frames))).select(KEYS).unique()
    if not found.height:
        what = "no sentence has one of these frames"
        raise InputError.of("--oversample", what, "name other frames, or leave the option out")
    return join_in_order(
        sentences, found.with_columns(pl.lit(value=True).alias(_FOUND))
    ).with_columns(pl.col(_FOUND).fill_null(value=False))


def _rare(places: pl.DataFrame, sentences: int, rarer_than: float | None) -> set[str]:
    if rarer_than is None:
        return set()
    counts = places.group_by("frame").len()
    return set(counts.filter(pl.col("len") < rarer_than * sentences)["frame"])


def _check_size(marked: pl.DataFrame, n: int, design: Design) -> None:
    strata = name_strata(marked, by=design.by, oversampled=_oversampled(marked))
    sizes = dict(strata.value_counts().iter_rows())
    if not sizes:
        raise InputError.of("the corpus", "no sentence counts", "add articles to it")
    least = smallest_sample(sizes)
    if n < least:
        what = f"{n} is too few for two sentences of each of {len(sizes)} strata"
        if len(sizes) == 1:
            what = f"{n} is too few for a sample"
        raise InputError.of("--n", what, f"draw at least {least}")


def _check_unchanged(
    corpus: Path, earlier: pl.DataFrame, again: pl.DataFrame, *, columns: Sequence[str]
) -> None:
    """Refuse to extend a sample of other sentences: its probabilities would be wrong."""
    if not earlier.select(columns).sort(columns).equals(again.select(columns).sort(columns)):
        what = "the articles or settings have changed since it was drawn, so it cannot be extended"
        raise InputError.of(corpus / SAMPLE, what, _AGAIN)


def describe_design(design: Design) -> Sequence[str]:
    """Say in a few words each what a sample was drawn by.

    Examples
    --------
    >>> describe_design(Design(by=("voice",), oversample=("costs",), share=0.4))
    ['strata by voice', '40% of the sample from sentences in which costs is found']
    >>> describe_design(Design())
    ['all with the same probability']
    """
    parts = []
    if design.follow_disagreement:
        parts.append("the likelier, the more the instruments disagree")
    if design.by:
        parts.append(f"strata by {' and '.join(design.by)}")
    frames = list(design.oversample)
    if design.rarer_than is not None:
        frames.append(f"a frame rarer than {design.rarer_than:.3g}")
    if frames:
        share = f"{100 * design.share:.3g}% of the sample"
        parts.append(f"{share} from sentences in which {' or '.join(frames)} is found")
    return parts or ["all with the same probability"]
