"""Inputs shared by all steps of a build."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.build import manifest
from helpers.build.description import CITATION, describe
from helpers.build.editions import Edition
from helpers.build.manifest import Manifest
from helpers.build.pages.set_pages import book_files, title_of
from helpers.build.project import Project
from helpers.corpus.files.contents import LISTING
from helpers.corpus.settings import DEFAULTS, SETTINGS
from helpers.study.about import About, State
from helpers.study.chosen import LEARNED, LEARNT
from helpers.study.parameters import Parameters, plain


@dataclass(frozen=True)
class Inputs:
    """Inputs shared by all steps of a build."""

    project: Project
    edition: Edition
    corpus: Path
    workspace: Path
    out: Path
    again: Manifest | None = None

    @property
    def listing(self) -> Path:
        """The list of hashes that stands for all prepared tables."""
        return self.workspace / "tables" / LISTING

    @property
    def learnt(self) -> tuple[Path, ...]:
        """The list of hashes that stands for what is learnt of frames, where that is asked for."""
        if self.edition.parameters.frames_from != LEARNED:
            return ()
        return (self.workspace / LEARNT / LISTING,)

    @cached_property
    def lock(self) -> tuple[Path, ...]:
        """The pins of all packages, where there are any."""
        path = self.project.root / "requirements.lock"
        return (path,) if path.is_file() else ()

    @cached_property
    def versions(self) -> dict[str, str]:
        """Versions of Python and of the packages asked for."""
        return manifest.versions()

    @cached_property
    def citation(self) -> tuple[Path, ...]:
        """How to cite the project, where it says so."""
        path = self.project.root / CITATION
        return (path,) if path.is_file() else ()

    @cached_property
    def state(self) -> State:
        """The project's state in its repository."""
        if self.again is not None:
            return self.again
        return manifest.state_of(self.project.root, apart_from=self.out)

    @property
    def owns_corpus(self) -> bool:
        """Whether the corpus is the one that the project ships."""
        if self.again is not None:
            return self.again.own_corpus
        return self.corpus == (self.project.root / "corpus").resolve()

    @property
    def corpus_name(self) -> str:
        """Name of the corpus folder."""
        if self.again is not None:
            return str(self.again.parameters.get("corpus", self.corpus.name))
        return self.corpus.name

    @property
    def corpus_title(self) -> str | None:
        """Title after a corpus other than the project's own."""
        return None if self.owns_corpus else f"{self.corpus_name}: a report that can be checked"

    @cached_property
    def about(self) -> About:
        """What the book says of itself: title, makers, edition, commit."""
        state = State(commit=self.state.commit, clean=self.state.clean)
        title = self.corpus_title
        return describe(self.project, title=title, edition=self.edition.title, state=state)

    @cached_property
    def corpus_files(self) -> tuple[Path, ...]:
        """All files of the corpus, in order."""
        return tuple(sorted(path for path in self.corpus.rglob("*") if path.is_file()))

    @cached_property
    def reference(self) -> Path | None:
        """The reference corpus, where one is asked for."""
        if not self.edition.parameters.reference:
            return None
        # Its imports take longer than a build with nothing to do may.
        from helpers.corpus.files.reference import find_reference

        return find_reference(self.edition.parameters.reference).resolve()

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters, with names instead of paths: results do not depend on where files lie."""
        places = {"corpus": self.corpus_name}
        if self.reference is not None:
            places["reference"] = self.reference.name
        return self.edition.parameters.model_copy(update=places)

    def manifest(self, *, code: Mapping[str, str]) -> Manifest:
        """Name all that the book is made from; `code` is a hash of each folder of the helpers."""
        edition, state = self.edition, self.state
        return Manifest(
            edition=edition.name,
            title=edition.title,
            description=edition.description,
            book=title_of(self.project, edition, corpus_title=self.corpus_title),
            own_corpus=self.owns_corpus,
            command=self.again.command if self.again else self._command(),
            parameters=plain(self.parameters),
            inputs=self.hashes,
            code=dict(code),
            versions=self.versions,
            commit=state.commit,
            clean=state.clean,
            committed=state.committed,
        )

    def _command(self) -> str:
        """Say how to make the book again; where files lie on this machine is left out."""
        words = ["report", "build"]
        if self.edition.source != "default":
            words += ["--edition", self.edition.source]
        for name, value in self.edition.overrides.items():
            if name != "corpus":
                words += ["-p", name, Path(value).name if name == "reference" else value]
        if not self.owns_corpus:
            words += ["--corpus", self.corpus_name]
        return shlex.join(words)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of every file that is read, by a name that does not depend on the machine."""
        root = self.project.root
        sources = (*self.project.pages, *book_files(self.project), *self.lock, *self.citation)
        files = {path.relative_to(self.corpus).as_posix(): path for path in self.corpus_files}
        files |= {path.relative_to(root).as_posix(): path for path in sources}
        files |= {
            f"helpers/defaults/{name}": DEFAULTS / name
            for name in SETTINGS
            if not (self.corpus / name).is_file()
        }
        if self.reference is not None:
            files[self.reference.name] = self.reference
        return manifest.hashes(files)
