"""Title, authors and version of a book, and how to cite it."""

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict

ABOUT = "about.json"
# Characters that BibTeX and LaTeX would take for their own.
_SPECIAL = re.compile(r"([&%$#_{}])")


class About(BaseModel):
    """Title and makers of a book, and what it was made from.

    Attributes
    ----------
    title, authors, version, year, url
        From ``CITATION.cff``; the title is the corpus' own where it is another corpus. Version,
        year and address may be missing.
    edition
        Title of the edition.
    commit
        The commit, cut to seven characters; None outside a repository.
    clean
        Whether nothing had been changed since.
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
    commit: str | None = None
    clean: bool | None = None
    chapters: dict[str, str] = {}

    @property
    def state(self) -> str:
        """Edition, version and commit in words."""
        parts = [f"Edition “{self.edition}”"]
        parts += [f"version {self.version}"] if self.version else []
        if self.commit:
            suffix = "" if self.clean else " with uncommitted changes"
            parts.append(f"commit {self.commit}{suffix}")
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
        return f"{who}{year}. {self.title}. {self.state}.{url}".lstrip(". ")

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
            "note": _safe(self.state),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return "@misc{report,\n" + ",\n".join(lines) + "\n}"


def write_about(about: About, folder: Path) -> None:
    """Write what book this is into the folder of a chapter's results."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ABOUT).write_text(about.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_about(folder: Path) -> About | None:
    """Read what `write_about` wrote; None where it wrote nothing."""
    path = folder / ABOUT
    return About.model_validate_json(path.read_text(encoding="utf-8")) if path.is_file() else None


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
