"""The codebook as a readable page."""

from pathlib import Path

import polars as pl

from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS
from helpers.findings.nothing_here import NO_PAIRS
from helpers.findings.wording import count, number
from helpers.measures.framing.codebook import Codebook, Frame, read_codebook
from helpers.measures.joins import join_in_order
from helpers.page.template import fill
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.show.sentences import link_names
from helpers.views.frame_labels import BADGE

SETS = {
    "issue": "Issue frames, particular to the topic",
    "generic": "Generic frames, for any news",
    "policy": "Policy frames, for any policy issue",
}


def about(chapter: Chapter) -> Display:
    """Say what the codebook is."""
    book = chapter.tables.codebook
    patterns = sum(len(frame.patterns) for frame in book.frames)
    return show_text(
        f"{book.title}, version {book.version}: {count(len(book.frames), 'frame')} and "
        f"{count(patterns, 'pattern')}. {book.source}"
    )


def contents(chapter: Chapter) -> Display:
    """List the frames with links to their entries, and how often each is found."""
    book = chapter.tables.codebook
    counted = chapter.tables.codes.group_by("frame").agg(
        pl.struct("document", "sentence").n_unique().cast(pl.Int64).alias("sentences"),
        pl.col("document").n_unique().cast(pl.Int64).alias("documents"),
    )
    weak = chapter.exploratory_frames
    listed = [
        {
            "frame": frame.id,
            "label": frame.label + (BADGE if frame.id in weak else ""),
            "set": frame.set,
            "function": ", ".join(frame.function),
            "patterns": len(frame.patterns),
        }
        for frame in _ordered(chapter)
    ]
    table = join_in_order(pl.DataFrame(listed), counted, on="frame").with_columns(
        pl.col("sentences", "documents").fill_null(0)
    )
    return chapter.table(
        table,
        name="contents",
        caption=f"The {count(len(book.frames), 'frame')}, and the sentences and articles of the "
        "whole corpus in which each is found. Each name leads to its entry.",
        labels={
            "label": "frame",
            "set": "set",
            "function": "function",
            "patterns": "patterns",
            "sentences": "sentences",
            "documents": "articles",
        },
        formats={"label": link_names("#frame-", dict(table.select("label", "frame").iter_rows()))},
    )


def frames(chapter: Chapter) -> Display:
    """Set each frame: when to code it, when not, its patterns and examples."""
    ordered = _ordered(chapter)
    sets = [
        (SETS[name], [frame for frame in ordered if frame.set == name])
        for name in dict.fromkeys(frame.set for frame in ordered)
    ]
    html = fill(
        "codebook.html.j2",
        sets=sets,
        exploratory=set(chapter.exploratory_frames),
        shown=set(chapter.frames["frame"]),
    )
    return Display(html, "\n".join(frame.label for frame in ordered))


def lists(chapter: Chapter) -> Display:
    """Show the word lists that patterns refer to, and how the patterns are read."""
    book = chapter.tables.codebook
    html = fill("word-lists.html.j2", lists=book.lists, matching=book.matching)
    return Display(html, count(len(book.lists), "word list"))


def pairs(chapter: Chapter) -> Display:
    """Show the pairs of loaded wordings and the names for nobody in particular."""
    book = chapter.tables.codebook
    if not book.pairs:
        return show_text(NO_PAIRS)
    table = pl.DataFrame(
        {
            "pair": [pair.label for pair in book.pairs],
            "left": [", ".join(pair.left) for pair in book.pairs],
            "right": [", ".join(pair.right) for pair in book.pairs],
        }
    )
    return chapter.table(
        table,
        name="pairs",
        caption=f"{count(len(book.pairs), 'pair')} of wordings for one thing.",
        labels={"pair": "for", "left": "first wording", "right": "second wording"},
    )


def unnamed(chapter: Chapter) -> Display:
    """List the speakers that stand for nobody in particular."""
    names = chapter.tables.codebook.unnamed
    if not names:
        return show_text("The codebook names no words for unnamed sources.")
    return show_text(f"Sources that count as unnamed: {', '.join(names)}.")


def shipped(chapter: Chapter) -> Display:
    """List the codebooks that come with the package, and where they lie."""
    rows = [
        {
            "title": book.title,
            "frames": len(book.frames),
            "labels": ", ".join(frame.label for frame in book.frames),
            "source": book.source,
            "place": f"{DEFAULTS.parent.name}/{DEFAULTS.name}/{path.name}",
        }
        for path, book in _codebooks(DEFAULTS)
    ]
    table = pl.DataFrame(rows)
    return chapter.table(
        table,
        name="shipped",
        caption=f"{number(table.height, 0)} codebooks come with the package. A copy in the corpus "
        "folder under the name codebook.yml takes the place of the one above.",
        labels={
            "title": "codebook",
            "frames": "frames, number",
            "labels": "names of the frames",
            "source": "source",
            "place": "file of the package",
        },
    )


def _codebooks(folder: Path) -> list[tuple[Path, Codebook]]:
    """Read the files of a folder that are codebooks."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        try:
            found.append((path, read_codebook(path)))
        except InputError:
            continue
    return found


def _ordered(chapter: Chapter) -> list[Frame]:
    chosen = set(chapter.frames["frame"])
    book = chapter.tables.codebook
    first = [frame for frame in book.frames if frame.id in chosen]
    return [*first, *(frame for frame in book.frames if frame.id not in chosen)]
