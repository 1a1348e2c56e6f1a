"""What frames and groups of speakers are called in tables and figures."""

from collections.abc import Callable

import polars as pl

from helpers.findings.wording import interval
from helpers.show.chapter import Chapter
from helpers.show.sentences import link_names

Write = Callable[[float | None], str]
BADGE = " (exploratory)"


def labels(chapter: Chapter) -> dict[str, str]:
    """Name each frame of the chapter, with the badge of those that carry no finding."""
    weak = set(chapter.exploratory_frames)
    return {
        frame: label + (BADGE if frame in weak else "")
        for frame, label in chapter.frames.select("frame", "label").iter_rows()
    }


def with_labels(chapter: Chapter, table: pl.DataFrame) -> pl.DataFrame:
    """Add to a table of `rates` what to call each frame, badges included."""
    return table.with_columns(
        label=pl.col("frame").replace_strict(labels(chapter), return_dtype=pl.String),
    )


def cell(value: float | None, *intervals: tuple[float | None, float | None], write: Write) -> str:
    r"""Write a number and, on a line each, its intervals (see `passages.stacked`).

    Examples
    --------
    >>> from helpers.findings.wording import percent
    >>> cell(0.31, (0.22, 0.4), write=percent)
    '31%\n[22, 40%]'
    """
    written = [write(value)]
    for low, high in intervals:
        if low is not None and high is not None:
            written.append(interval(low, high, write=write))
    return "\n".join(written)


def links(chapter: Chapter) -> dict[str, Callable[[str | None], str]]:
    """Make the format that links a frame's label to its sentences in the same page."""
    ids = {label: frame for frame, label in labels(chapter).items()}
    return {"label": link_names("#sentences-", ids)}


def rank_frames(chapter: Chapter) -> list[str]:
    """Frames of the chapter by falling number of sentences that hold them."""
    found = chapter.codes.group_by("frame").agg(
        pl.struct("document", "sentence").n_unique().alias("n")
    )
    sizes = dict(found.iter_rows())
    return sorted(labels(chapter), key=lambda frame: (-sizes.get(frame, 0), frame))


def bloc_names(chapter: Chapter) -> dict[str, str]:
    """Name the groups of speakers in passed-on speech, where `none` is no narrator."""
    return chapter.tables.bloc_labels | {"none": "speakers of no known group"}


def sources_alone(chapter: Chapter) -> Chapter | None:
    """Keep the sources' voices alone; null where the parameters leave all of them out."""
    voices = [voice for voice in chapter.parameters.voices if voice != "narrator"]
    return chapter.keep(voices=voices) if voices else None
