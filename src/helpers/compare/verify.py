"""Build a book again from its manifest and compare the two."""

import contextlib
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.build.editions import Edition
from helpers.build.manifest import SHORT, Manifest, read_manifest, state_of
from helpers.build.plan import Plan, plan_build
from helpers.build.project import Project
from helpers.build.run import describe, run_build
from helpers.build.steps import pdf_name
from helpers.compare.bytes import Comparison, compare_books, count_kinds
from helpers.compare.differences import Cause, causes
from helpers.corpus.files.contents import MANIFEST, check_tree, digest_of_results
from helpers.corpus.files.folders import find_corpus
from helpers.corpus.files.names import is_file_name
from helpers.corpus.files.reference import find_reference
from helpers.corpus.problems import InputError
from helpers.study.parameters import resolve
from helpers.system.outputs import replace_folder
from helpers.system.processes import tether
from helpers.system.scratch import scratch_folder

HASH_SEED = "PYTHONHASHSEED"
NOTHING_NAMED = (
    "nothing in the manifest: the build is not reproducible, or the book was changed afterwards"
)
TABLES_CHANGED = (
    "the book's findings or tables were changed after it was built, or another version of the "
    "report built it: its manifest names another digest"
)


@dataclass(frozen=True)
class ProofResult:
    """Result of building a book again, one statement a line."""

    identical: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """A book that is going to be made again.

    Attributes
    ----------
    book
        Its folder: of an edition, or its pages alone.
    manifest
        What it says that it was made from.
    plan
        How it is made again.
    """

    book: Path
    manifest: Manifest
    plan: Plan

    @property
    def folders(self) -> tuple[Path, Path]:
        """What is compared: two books, or the pages of two."""
        again = self.plan.target
        pages_alone = (self.book / "index.html").is_file()
        return self.book, again / "html" if pages_alone else again

    @property
    def causes(self) -> list[str]:
        """Inputs that differ here, and whether the book's tables were changed, in words."""
        manifests = (self.manifest, self.plan.manifest)
        words = [cause_words(cause) for cause in causes(*(one.model_dump() for one in manifests))]
        is_changed = digest_of_results(self.book / "data") != self.manifest.results
        return [TABLES_CHANGED, *words] if is_changed else words

    @property
    def elsewhere(self) -> str | None:
        """Two commits in words, where they differ; a commit alone changes nothing."""
        # Books that lie in the project are no change of it.
        here = state_of(self.plan.project.root, apart_from=self.book.resolve().parent)
        there, now = self.manifest.words, here.words
        return None if there == now else f"commit {there} there, {now} here"


def plan_proof(
    project: Project,
    book: Path,
    *,
    out: Path,
    corpus: Path | None = None,
    reference: Path | None = None,
) -> Proof:
    """Work out how to make a published book again.

    Parameters
    ----------
    project
        The project as it lies here.
    book
        Folder of one edition, or the pages of one.
    out
        An empty folder.
    corpus, reference
        Where they lie here; looked for by the manifest's names when left out.

    Raises
    ------
    InputError
        Without a manifest, or where corpus or reference are not found by their names.
    """
    place = book / "data" / MANIFEST
    there = read_manifest(place)
    name = str(there.parameters.get("corpus", ""))
    corpus_folder = _find(name, corpus, option="--corpus", finder=find_corpus)
    words = str(there.parameters.get("reference", ""))
    values = dict(there.parameters)
    if words:
        values["reference"] = str(
            _find(words, reference, option="--reference", finder=find_reference)
        )
    edition = Edition(
        name=there.edition,
        title=there.title,
        description=there.description,
        parameters=resolve(values, where=str(place)),
    )
    has_pdf = (book / pdf_name(edition)).is_file()
    plan = plan_build(
        project, edition, corpus=corpus_folder.resolve(), out=out, pdf=has_pdf, again=there
    )
    return Proof(book, there, plan)


def _find(name: str, place: Path | None, *, option: str, finder: Any) -> Path:
    if place is None and not is_file_name(name, longest=255):
        subject = option.removeprefix("--")
        what = f"{subject} is {name[:40]!r}, which is not the name of a file or folder"
        raise InputError.of(MANIFEST, what, f"give its location with {option}")
    try:
        return Path(finder(place or name))
    except InputError:
        if place is not None:
            raise
        what = f"the book was made with '{name}', which was not found"
        raise InputError.of(option, what, f"give its location with {option}") from None


def cause_words(cause: Cause) -> str:
    """Say what is not the same, of hashes only that they differ.

    Examples
    --------
    >>> cause_words(Cause(part="version", name="polars", old="2.1.0", new="2.2.0"))
    'version polars 2.1.0 there, 2.2.0 here'
    >>> cause_words(Cause(part="input", name="a.txt", old="0f", new="f0"))
    'input a.txt changed'
    >>> cause_words(Cause(part="input", name="a.txt", old=None, new="f0"))
    'input a.txt is new here'
    """
    subject = f"{cause.part} {cause.name}"
    if cause.old is None:
        return f"{subject} is new here"
    if cause.new is None:
        return f"{subject} is missing here"
    if cause.part in ("version", "parameter"):
        return f"{subject} {cause.old} there, {cause.new} here"
    return f"{subject} changed"


def make_again(proof: Proof, *, jobs: int) -> str | None:
    """Build the book in a fresh process with another hash seed; return what failed, if anything.

    Progress is shown as `report build` shows it.
    """
    with (
        _another_hash_seed(),
        ProcessPoolExecutor(
            1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=tether,
            initargs=(os.getpid(),),
        ) as process,
    ):
        return process.submit(_build, proof.plan, jobs).result()


def _build(plan: Plan, jobs: int) -> str | None:
    from rich.console import Console

    from helpers.build.progress import progress

    with progress([step.name for step in plan.steps], console=Console(stderr=True)) as watch:
        outcome = run_build(plan, jobs=jobs, watch=watch)
    return describe(outcome) if outcome.failed else None


@contextlib.contextmanager
def _another_hash_seed() -> Iterator[None]:
    before = os.environ.get(HASH_SEED)
    os.environ[HASH_SEED] = "2" if before == "1" else "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[HASH_SEED]
        else:
            os.environ[HASH_SEED] = before


def verdict(proof: Proof, comparison: Comparison) -> list[str]:
    """Say how two books compare, one statement a line.

    A line begins with what it states: identical or different, results, first, there, here, also,
    cause.
    """
    files = len(comparison.names)
    digests = (digest_of_results(folder / "data") for folder in proof.folders)
    there, here = (digest[:SHORT] for digest in digests)
    results = f"results: {there}" if there == here else f"results: {there} there, {here} here"
    if comparison.first is None:
        return [f"identical: all {files} files ({count_kinds(comparison.names)})", results]
    first = comparison.first
    kinds = count_kinds(comparison.differences)
    return [
        f"different: {len(comparison.differences)} of {files} files ({kinds})",
        results,
        f"first: {first.name}, {first.where}",
        f"there: {first.there}",
        f"here: {first.here}",
        *(f"also: {name}" for name in comparison.differences[1:]),
        *(f"cause: {cause}" for cause in proof.causes or [NOTHING_NAMED]),
    ]


def prove(
    project: Project,
    book: Path,
    *,
    corpus: Path | None = None,
    reference: Path | None = None,
    keep: Path | None = None,
    jobs: int,
    tell: Callable[[str], None] = lambda words: None,
) -> ProofResult:
    """Make a book again in a clean folder and compare the two byte by byte.

    Parameters
    ----------
    project, book, corpus, reference
        As in `plan_proof`.
    keep
        A folder that does not exist yet, for the book that was made again.
    jobs
        Steps at a time.
    tell
        Told, before anything is built, of what is not as it was.

    Raises
    ------
    InputError
        When the book cannot be made again from here, or `keep` exists.
    """
    if keep is not None and keep.exists():
        mend = "name a folder that does not exist yet"
        raise InputError.of(keep, "already exists", mend)
    if book.is_dir():
        check_tree(book)
    with scratch_folder() as clean:
        proof = plan_proof(project, book, out=clean, corpus=corpus, reference=reference)
        for words in (proof.elsewhere, *proof.causes):
            if words is not None:
                tell(words)
        failure = make_again(proof, jobs=jobs)
        if failure is not None:
            lines = ["different: the book cannot be rebuilt", f"failed: {failure}"]
            return ProofResult(False, (*lines, *(f"cause: {cause}" for cause in proof.causes)))
        comparison = compare_books(*proof.folders)
        statements = tuple(verdict(proof, comparison))
        if keep is not None:
            keep.parent.mkdir(parents=True, exist_ok=True)
            with replace_folder(keep) as fresh:
                shutil.copytree(proof.plan.target, fresh, dirs_exist_ok=True)
    return ProofResult(comparison.first is None, statements)
