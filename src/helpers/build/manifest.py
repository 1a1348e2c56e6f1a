"""The manifest of a build: what it was made from; and its tables, collected."""

import json
import platform
import re
import shutil
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from helpers.build.tool import DISTRIBUTION, version
from helpers.corpus.files.contents import MANIFEST, digest_of_results, sha256
from helpers.corpus.files.names import FileName
from helpers.corpus.json_files import MAX_BYTES
from helpers.corpus.problems import InputError
from helpers.corpus.untrusted_files import read_bytes
from helpers.findings.finding import read_findings, write_findings
from helpers.study.about import State
from helpers.system.git import run_git

if TYPE_CHECKING:
    from helpers.study.parameters import Parameters

# Characters of a digest that people read.
SHORT = 12


class Manifest(State):
    """What a book was made from, and what it holds.

    Attributes
    ----------
    edition, title, description
        Of the edition.
    book
        Title of the whole book.
    own_corpus
        Whether the corpus is the project's own.
    command
        How to make it again.
    parameters
        All that are in force; of files and folders the names.
    inputs
        SHA-256 of every file that was read, by a name that does not depend on the machine.
    code
        SHA-256 of the modules that were reached, by folder.
    versions
        Of Python and packages.
    results
        `helpers.corpus.files.contents.digest_of_results` of the data; empty in a plan.
    """

    edition: FileName
    title: str
    description: str
    book: str
    own_corpus: bool = True
    command: str
    parameters: dict[str, Any]
    inputs: dict[str, str]
    code: dict[str, str]
    versions: dict[str, str]
    results: str = ""

    @property
    def short_results(self) -> str:
        """The digest's first characters."""
        return self.results[:SHORT]


def read_manifest(path: Path) -> Manifest:
    """Read a book's manifest.

    Raises
    ------
    InputError
        When there is none, or it lacks what a book can be made again from.
    """
    mend = "rebuild the book, or give the folder of one edition, such as _build/default"
    if not path.is_file():
        raise InputError.of(path, "there is no manifest", mend)
    try:
        return Manifest.model_validate_json(read_bytes(path, max_bytes=MAX_BYTES, mend=mend))
    except ValidationError as error:
        detail = error.errors()[0]
        where = ".".join(map(str, detail["loc"])) or "manifest"
        what = f"{where}: {detail['msg'].splitlines()[0].lower()}"
        raise InputError.of(path, what, mend) from None


def versions() -> dict[str, str]:
    """Versions of Python, of the tool, and of the packages that it asks for."""
    names = {
        re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        for line in metadata.requires(DISTRIBUTION) or []
        # What is there by wish alone makes no difference to a book.
        if "extra ==" not in line
    }
    packages = {name: metadata.version(name) for name in sorted(names, key=str.lower)}
    return {"python": platform.python_version(), DISTRIBUTION: version()} | packages


def state_of(root: Path, *, apart_from: Path | None = None) -> State:
    """Name the commit and say whether the tree was clean.

    What lies in the folder `apart_from`, where books are built, is passed over. A folder of which
    the commit holds nothing has none, though it may lie in somebody's repository.
    """

    def git(*arguments: str) -> str | None:
        process = run_git(root, *arguments)
        return process.stdout.strip() if process.returncode == 0 else None

    if shutil.which("git") is None or not git("ls-tree", "HEAD"):
        return State()
    paths = ["."]
    if apart_from is not None and apart_from.is_relative_to(root):
        paths.append(f":(exclude){apart_from.relative_to(root).as_posix()}")
    return State(
        commit=git("rev-parse", "HEAD"),
        clean=git("status", "--porcelain", "--", *paths) == "",
        committed=git("show", "--no-patch", "--format=%cs", "HEAD"),
    )


def hashes(inputs: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of each input, by the name that does not depend on the machine."""
    return {name: sha256(path) for name, path in sorted(inputs.items())}


def collect(
    *,
    workspace: Path,
    parameters: "Parameters",
    chapters: Iterable[str],
    plan: Manifest,
) -> Manifest:
    """Gather tables, findings and the manifest in the workspace's ``data`` folder.

    `plan` is the manifest but for the digest of the results. Its hashes and its commit are those of
    the moment when the build was planned: a file saved since then is not what the book was made
    from.

    Returns
    -------
    Manifest
        With the digest of the results.
    """
    # Polars and what stands on it need not be read for a plan that is carried out already.
    from helpers.build import sheets
    from helpers.study import portions, tables
    from helpers.study.choose_instruments import choose_instruments

    data = workspace / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    made = tables.read_tables(workspace / "tables")
    chosen = choose_instruments(made, parameters)
    export = portions.export_portions if portions.is_large(chosen) else tables.export
    export(chosen, data, parameters=parameters)
    findings = []
    # A chapter that was taken out of the book has still its results in the workspace.
    for chapter in (workspace / "results" / name for name in sorted(chapters)):
        for path in sorted((chapter / "tables").glob("*")):
            place = data / chapter.name / path.name
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, place)
        own_findings = chapter / "findings.json"
        if own_findings.is_file():
            findings += read_findings(own_findings)
    write_findings(findings, data / "findings.json")
    sheets.write_sheets(data, findings)
    manifest = plan.model_copy(update={"results": digest_of_results(data)})
    (data / MANIFEST).write_text(
        json.dumps(manifest.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )
    return manifest
