"""Read articles from web pages, Word and PDF files, in a process of its own."""

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

from helpers.corpus.files.database_exports import Article
from helpers.corpus.files.decoding import cannot_read
from helpers.corpus.files.limits import Limits, how_to_set
from helpers.corpus.files.table_limits import free_memory
from helpers.corpus.problems import Problem
from helpers.system.isolation import READER, CrashError, run_isolated
from helpers.system.scratch import scratch_folder

DOCUMENTS = (".docx", ".pdf", ".html", ".htm")
# Bytes of memory for each byte unpacked.
_PER_BYTE = 8


def is_document(path: Path) -> bool:
    """Return whether a file is what its suffix says, as far as its first bytes tell.

    Examples
    --------
    >>> is_document(Path("a.txt"))
    False
    """
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return zipfile.is_zipfile(path)
    if suffix == ".pdf":
        with path.open("rb") as stream:
            return b"%PDF-" in stream.read(1024)
    return suffix in DOCUMENTS


def read_documents(paths: Sequence[Path], limits: Limits) -> list[list[Article] | Problem]:
    """Return the articles of each file, or what is wrong with it.

    Parameters
    ----------
    paths : sequence of Path
        Files of the kinds in `DOCUMENTS`.
    limits : Limits
        A file above `max_workbook_bytes`, packed or unpacked, is refused.
    """
    answers: dict[Path, list[Article] | Problem] = {}
    fitting = []
    for path in paths:
        size = path.stat().st_size
        if size > limits.max_workbook_bytes:
            what = f"{size} bytes, above the limit of {limits.max_workbook_bytes}"
            mend = f"save its text as .txt, or raise the limit ({how_to_set('max_workbook_bytes')})"
            answers[path] = Problem(str(path), what, mend)
        else:
            fitting.append(path)
    while fitting:
        done = _read(fitting, limits)
        answers.update(zip(fitting, done, strict=False))
        # After a file at which the reader died the next ones are still to be read.
        fitting = fitting[len(done) :]
    return [answers[path] for path in paths]


def _read(paths: Sequence[Path], limits: Limits) -> list[list[Article] | Problem]:
    """Return the answers for the first files, up to one at which the reader died."""
    most = limits.max_workbook_bytes
    memory = READER + min(_PER_BYTE * most, free_memory())
    with scratch_folder() as folder:
        listing, out = folder / "paths.json", folder / "articles.jsonl"
        listing.write_text(json.dumps([str(path.absolute()) for path in paths]), encoding="utf-8")
        crash = ""
        try:
            run_isolated("helpers.corpus.files.isolated_documents", memory, listing, out, most)
        except CrashError as error:
            crash = "it takes more memory than it may" if error.memory else str(error)
        # The last line may have been cut off with the process.
        lines = out.read_text(encoding="utf-8").split("\n")[:-1] if out.exists() else []
    answers: list[list[Article] | Problem] = []
    for path, line in zip(paths, lines, strict=False):
        answer = json.loads(line)
        answers.append(answer.get("articles") or _wrong(path, answer.get("wrong", "no text in it")))
    if len(answers) < len(paths):
        answers.append(_wrong(paths[len(answers)], crash or "the reader ended"))
    return answers


def _wrong(path: Path, words: str) -> Problem:
    problem = cannot_read(path, words).problems[0]
    return Problem(problem.where, problem.what, "save it again, or its text as .txt")
