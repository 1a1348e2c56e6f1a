"""Read web pages, Word and PDF files: a program that `helpers.system.isolation` runs by itself.

Such files may be made to take all memory or all time. The program reads the paths of files from a
list in JSON, writes the articles of each as a line of JSON, and ends a file that takes too long.
"""

import json
import logging
import re
import signal
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType

from helpers.corpus.files.database_exports import Article, split_export
from helpers.corpus.files.saved_pages import read_page
from helpers.system.isolation import limit_memory

# Seconds for one file.
_LONGEST = 120


def _word(path: Path, most: int) -> list[Article]:
    import docx

    with zipfile.ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > most:
        raise ValueError(f"{size} bytes unpacked, above the limit of {most}")
    paragraphs = docx.Document(str(path)).paragraphs
    whole = "\n".join(paragraph.text for paragraph in paragraphs)
    exported = split_export(whole)
    if exported:
        return exported
    first = next((number for number, one in enumerate(paragraphs) if one.text.strip()), None)
    style = paragraphs[first].style if first is not None else None
    if first is None or style is None or not re.match("Title|Heading", style.name or ""):
        return [{"text": _joined(one.text for one in paragraphs)}]
    text = _joined(one.text for one in paragraphs[first + 1 :])
    return [{"headline": paragraphs[first].text.strip(), "text": text}]


def _pdf(path: Path, most: int) -> list[Article]:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    size = 0
    for page in pypdf.PdfReader(path).pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > most:
            raise ValueError(f"more than {most} letters of text")
    whole = "\n".join(pages)
    articles = split_export(whole) or [{"text": whole}]
    return [{**article, "text": _unwrap(article["text"])} for article in articles]


def _page(path: Path, _most: int) -> list[Article]:
    return read_page(path.read_bytes())


def _joined(texts: Iterable[str]) -> str:
    plain = (text.strip() for text in texts)
    return "\n\n".join(text for text in plain if text)


def _unwrap(text: str) -> str:
    """Join the lines of a page, which end where the paper does, into paragraphs."""
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"(\w)-\n(?=[a-z])", r"\1", text)
    return re.sub(r"(?<![.!?:”\"\n])\n(?!\n)", " ", text).strip()


_READERS: dict[str, Callable[[Path, int], list[Article]]] = {
    ".docx": _word,
    ".pdf": _pdf,
    ".html": _page,
    ".htm": _page,
}


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"takes more than {_LONGEST} seconds to read")


def _main(memory: str, listing: str, out: str, most: str) -> None:
    import bs4  # noqa: F401
    import docx  # noqa: F401
    import pypdf  # noqa: F401

    limit_memory(int(memory))
    with Path(out).open("w", encoding="utf-8") as answers:
        for path in map(Path, json.loads(Path(listing).read_text(encoding="utf-8"))):
            answer: dict[str, object]
            if hasattr(signal, "SIGALRM"):
                signal.signal(signal.SIGALRM, _too_long)
                signal.alarm(_LONGEST)
            try:
                answer = {"articles": _READERS[path.suffix.lower()](path, int(most))}
            except MemoryError:
                answer = {"wrong": "it takes more memory than it may"}
            # The readers raise errors of their own, without a common class.
            except Exception as error:
                answer = {"wrong": (str(error).splitlines() or [type(error).__name__])[0]}
            finally:
                if hasattr(signal, "SIGALRM"):
                    signal.alarm(0)
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


if __name__ == "__main__":
    _main(*sys.argv[1:])
    print("{}")
