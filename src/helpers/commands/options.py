"""Options that several commands share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])
Option = Callable[[_Command], _Command]


def folder(name: str, text: str, *, metavar: str = "PATH") -> Option[Any]:
    """Ask for a folder that may be left out; one to be made is no file."""
    return click.option(
        name,
        type=click.Path(path_type=Path, file_okay=metavar != "DIR"),
        default=None,
        metavar=metavar,
        help=text,
    )


def edition(text: str) -> Option[Any]:
    """Ask for an edition."""
    return click.option(
        "--edition", default="default", metavar="NAME_OR_FILE", show_default=True, help=text
    )


def jobs(
    *, more: int = 0, text: str = "Steps at a time.  [default: one for each processor]"
) -> Option[Any]:
    """Ask how many steps run at a time; as many as processors, and some more."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        default=lambda: (os.cpu_count() or 1) + more,
        metavar="N",
        help=text,
    )


def limits() -> Option[Any]:
    """Ask for limits on what is read."""
    return click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=NUMBER",
        help="Read more, or less, than usual, for example max_rows=20000000. Repeatable.",
    )


def pairs(given: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    """Return what was given as NAME=VALUE."""
    for one in given:
        if "=" not in one:
            raise click.UsageError(f"{option} {one}: write it as in {example}")
    return dict(one.split("=", 1) for one in given)


def for_a_book(command: _Command) -> _Command:
    """Ask which book is meant: edition, parameters, corpus, and where it goes."""
    asked = (
        edition("Parameter set: a name in notebooks/editions, or a file."),
        click.option(
            "-p",
            "--parameter",
            "pairs",
            nargs=2,
            multiple=True,
            metavar="NAME VALUE",
            help="Set one parameter; lists are written with commas. Repeatable.",
        ),
        folder("--corpus", "Corpus folder; the edition's `corpus` when left out."),
        folder("--out", "Folder of all editions.  [default: _build]", metavar="DIR"),
    )
    # The last to be added is listed first.
    for option in reversed(asked):
        command = option(command)
    return command
