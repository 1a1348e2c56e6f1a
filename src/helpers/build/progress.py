"""Show what a build is doing: a live table for a person, plain lines for a log."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from helpers.build.runner import State, Watch

# Seconds between two lines of a log that say how far a step is.
EVERY = 5.0
LOOKS = {
    "waiting": ("·", "dim"),
    "done": ("✓", "green"),
    "unchanged": ("=", "dim"),
    "failed": ("✗", "bold red"),
    "skipped": ("–", "yellow"),
}


class _Board:
    def __init__(self, names: Iterable[str]) -> None:
        self.states: dict[str, State] = dict.fromkeys(names, "waiting")
        self.started: dict[str, float] = {}
        self.seconds: dict[str, float] = {}
        self.words: dict[str, str] = {}

    def note(self, name: str, state: State, words: str = "") -> None:
        now = time.monotonic()
        self.words[name] = words
        if state == "running" and words == "":
            self.started[name] = now
        elif state != "running" and name in self.started:
            self.seconds[name] = now - self.started[name]
        self.states[name] = state

    def __rich__(self) -> Table:
        table = Table(box=None, show_header=False, padding=(0, 1))
        for name, state in self.states.items():
            if state == "running":
                elapsed = time.monotonic() - self.started[name]
                table.add_row(
                    Spinner("dots"), name, Text(f"{elapsed:.1f} s {self.words[name]}", "dim")
                )
            else:
                mark, style = LOOKS[state]
                took = f"{self.seconds[name]:.1f} s" if name in self.seconds else state
                table.add_row(Text(mark, style), Text(name, style), Text(took, "dim"))
        return table


@contextmanager
def progress(names: Iterable[str], *, console: Console) -> Iterator[Watch]:
    """Yield a function to call with each step's state.

    Parameters
    ----------
    names
        Steps in the order in which to list them.
    console
        Where to show it; a terminal gets a live table, anything else a line per step.
    """
    board = _Board(names)
    if console.is_terminal:
        with Live(board, console=console, refresh_per_second=8, transient=False):
            yield board.note
        return

    last_words = -EVERY

    def line(name: str, state: State, words: str = "") -> None:
        nonlocal last_words
        board.note(name, state, words)
        now = time.monotonic()
        if words and now - last_words >= EVERY:
            last_words = now
            console.print(f"{state:>9} {name} {words}", highlight=False, markup=False)
        elif state != "running":
            took = f" {board.seconds[name]:.1f} s" if name in board.seconds else ""
            console.print(f"{state:>9} {name}{took}", highlight=False, markup=False)

    yield line
