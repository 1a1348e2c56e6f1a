"""What is wrong with an input, where, and how to mend it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# Control characters, signs that turn the direction of writing, and halves of surrogate pairs, which
# stand for the bytes of a file name that are not UTF-8.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# A name from a foreign file can have millions of characters.
_LONGEST = 2000


def printable(text: str) -> str:
    r"""Return a text as one line of UTF-8 without control characters.

    Examples
    --------
    >>> print(printable("a\x1b[31m\nb\udcff.txt"))
    a\x1b[31m\nb\udcff.txt
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}... ({len(text)} characters)"
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


@dataclass(frozen=True, order=True)
class Problem:
    """One defect: `where` is a file, with `:line` where a line can be named.

    `severity` is "error" (the input cannot be used) or "warning" (it can, but look at it). The
    other parts are `printable`, as they quote foreign text.
    """

    where: str
    what: str
    mend: str
    severity: str = "error"

    def __post_init__(self) -> None:
        for name in ("where", "what", "mend"):
            object.__setattr__(self, name, printable(getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.mend}"


class InputError(Exception):
    """An input that cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    @classmethod
    def of(cls, where: str | Path, what: str, mend: str) -> Self:
        """Return the error of a single problem.

        Examples
        --------
        >>> print(InputError.of(Path("a.csv"), "no rows", "add some"))
        a.csv: no rows; add some
        """
        return cls([Problem(str(where), what, mend)])

    def _render_traceback_(self) -> list[str]:
        """Show the problems alone in a notebook, where a traceback would bury them (IPython)."""
        return [f"{type(self).__name__}: {problem}" for problem in self.problems]

    def __reduce__(self) -> tuple[type["InputError"], tuple[list[Problem]]]:
        # From another process it comes back with its problems, not with their letters.
        return type(self), (self.problems,)
