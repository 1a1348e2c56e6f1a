"""The codebook as a readable page."""

from helpers.book.chapter import Chapter
from helpers.book.present import Shown, fill, show_text
from helpers.book.wording import count


def about(chapter: Chapter) -> Shown:
    """Say what the codebook is."""
    book = chapter.tables.codebook
    return show_text(
        f"{book.title}, version {book.version}: {count(len(book.frames), 'frame')}. {book.source}"
    )


def frames(chapter: Chapter) -> Shown:
    """Set each frame: when to code it, when not, its patterns and examples."""
    chosen = set(chapter.frames["frame"])
    exploratory = set(chapter.exploratory_frames)
    book = chapter.tables.codebook
    first = [frame for frame in book.frames if frame.id in chosen]
    rest = [frame for frame in book.frames if frame.id not in chosen]
    html = fill("codebook.html.j2", frames=[*first, *rest], exploratory=exploratory)
    return Shown(html, "\n".join(frame.label for frame in book.frames))
