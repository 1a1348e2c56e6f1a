"""What is wrong with an input, where, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One defect: `where` is a file, with `:line` where a line can be named.

    `severity` is "error" (the input cannot be used) or "warning" (it can, but look at it).
    """

    where: str
    what: str
    mend: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.mend}"


class InputError(Exception):
    """An input that cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["InputError"], tuple[list[Problem]]]:
        # From another process it comes back with its problems, not with their letters.
        return type(self), (self.problems,)
