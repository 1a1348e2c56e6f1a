"""Title, authors and version of a book, and how to cite it."""

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict

ABOUT = "about.json"
UNKNOWN = "The reference names edition and commit, which only report build knows."
# Characters that BibTeX and LaTeX would take for their own.
_SPECIAL = re.compile(r"([&%$#_{}])")


class State(BaseModel):
    """A state of the project in its repository; every field is None outside one.

    Attributes
    ----------
    commit
        Its full hash.
    clean
        Whether nothing had been changed since.
    committed
        Day of the commit, by the committer's clock.
    """

    model_config = ConfigDict(frozen=True)

    commit: str | None = None
    clean: bool | None = None
    committed: str | None = None

    @property
    def words(self) -> str:
        """The commit in short, as `in_words` gives it."""
        return self.in_words(7)

    def in_words(self, length: int) -> str:
        """Name the commit by its first characters, and say whether the tree was clean.

        Examples
        --------
        >>> State(commit="0123456789abcdef", clean=False).in_words(7)
        '0123456, with uncommitted changes'
        >>> State().in_words(7)
        'no repository'
        """
        if self.commit is None:
            return "no repository"
        short = self.commit[:length]
        return short if self.clean else f"{short}, with uncommitted changes"


class About(BaseModel):
    """Title and makers of a book, and what it was made from.

    Attributes
    ----------
    title, authors, version, year, url
        From ``CITATION.cff``; the title is the corpus' own where it is another corpus. Version,
        year and address may be missing.
    edition
        Title of the edition.
    state
        Of the project in its repository.
    chapters
        Title of each chapter that runs, by its name, in reading order.
    """

    model_config = ConfigDict(frozen=True)

    title: str
    authors: tuple[str, ...]
    version: str | None = None
    year: str | None = None
    url: str | None = None
    edition: str
    state: State = State()
    chapters: dict[str, str] = {}

    @property
    def version_words(self) -> str:
        """Edition, version and commit in words."""
        parts = [f"Edition “{self.edition}”"]
        parts += [f"version {self.version}"] if self.version else []
        parts += [f"commit {self.state.words}"] if self.state.commit else []
        return ", ".join(parts)

    @property
    def text(self) -> str:
        """One line for a list of references.

        Examples
        --------
        >>> About(title="Five articles", authors=("A. Berg",), year="2022", edition="All").text
        'A. Berg (2022). Five articles. Edition “All”.'
        """
        year = f" ({self.year})" if self.year else ""
        who = "; ".join(self.authors)
        url = f" {self.url}" if self.url else ""
        return f"{who}{year}. {self.title}. {self.version_words}.{url}".lstrip(". ")

    @property
    def bibtex(self) -> str:
        r"""The same as a BibTeX entry.

        Examples
        --------
        >>> print(About(title="Q & A", authors=("A. Berg",), edition="All").bibtex)
        @misc{report,
          author = {{A. Berg}},
          title = {{Q \& A}},
          note = {Edition “All”}
        }
        """
        fields = {
            "author": " and ".join(f"{{{_safe(name)}}}" for name in self.authors),
            "title": f"{{{_safe(self.title)}}}",
            "year": self.year,
            "url": self.url,
            "note": _safe(self.version_words),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return "@misc{report,\n" + ",\n".join(lines) + "\n}"


def write_about(about: About, folder: Path) -> None:
    """Write what a book says of itself into the folder of a chapter's results."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ABOUT).write_text(about.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_about(folder: Path | None) -> About | None:
    """Read what `write_about` wrote; None where it wrote nothing.

    Within ``report build`` the notebooks that import this module find it in their results.
    """
    if folder is None:
        return None
    path = folder / ABOUT
    return About.model_validate_json(path.read_text(encoding="utf-8")) if path.is_file() else None


def citation(folder: Path | None) -> str:
    """Give the line for a list of references, or why there is none."""
    about = read_about(folder)
    return about.text if about else UNKNOWN


def bibtex(folder: Path | None) -> str:
    """Give the BibTeX entry, or why there is none."""
    about = read_about(folder)
    return about.bibtex if about else UNKNOWN


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
