"""Options that several commands share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from helpers.corpus.files.decoding import name_is_utf8
from helpers.corpus.problems import printable

_Command = TypeVar("_Command", bound=Callable[..., Any])
Option = Callable[[_Command], _Command]
PARAMETER = ("-p", "--parameter")


class OutputPath(click.Path):
    """A path to write to: its name has to be text, as it stands in what is written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse a name whose bytes are not UTF-8."""
        path = super().convert(value, param, ctx)
        if not name_is_utf8(str(path)):
            self.fail("its name is not UTF-8; choose another name", param, ctx)
        return path


def folder(name: str, text: str, *, metavar: str = "PATH") -> Option[Any]:
    """An option for a folder; one that will be written must not be a file."""
    return click.option(
        name,
        type=OutputPath(file_okay=False) if metavar == "DIR" else click.Path(path_type=Path),
        default=None,
        metavar=metavar,
        help=text,
    )


def edition(text: str) -> Option[Any]:
    """An option for an edition."""
    return click.option(
        "--edition", default="default", metavar="NAME_OR_FILE", show_default=True, help=text
    )


def parameter(metavar: str, text: str) -> Option[Any]:
    """An option for a parameter and its value."""
    return click.option(
        *PARAMETER,
        "pairs",
        nargs=2,
        multiple=True,
        callback=_only_utf8,
        metavar=metavar,
        help=text,
    )


def _only_utf8(
    ctx: click.Context, param: click.Parameter, pairs: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Refuse values whose bytes are not UTF-8: they stand in what is written."""
    for name, value in pairs:
        if not name_is_utf8(name + value):
            words = f"{printable(name)} {printable(value)} is not UTF-8; write it in UTF-8"
            raise click.BadParameter(words, ctx, param)
    return pairs


def jobs(
    *, more: int = 0, text: str = "Steps to run at a time.  [default: one per processor]"
) -> Option[Any]:
    """An option for how many steps run at a time: as many as processors, and `more`."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        default=lambda: (os.cpu_count() or 1) + more,
        metavar="N",
        help=text,
    )


def workers() -> Option[Any]:
    """An option for how many processes read articles: as many as processors."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        default=os.cpu_count() or 1,
        metavar="N",
        help="Processes that read articles.  [default: one per processor]",
    )


def scheduler() -> Option[Any]:
    """An option for the cluster that reads articles."""
    return click.option(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="A cluster of dask.distributed that reads articles, for example tcp://host:8786. Its "
        "machines share the folders of the corpus and of --out.",
    )


def limits() -> Option[Any]:
    """An option for limits on what is read."""
    return click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=NUMBER",
        help="Change a size limit, for example max_rows=20000000. Repeatable.",
    )


def pairs(values: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    """Split values of the form NAME=VALUE."""
    for one in values:
        if "=" not in one:
            raise click.UsageError(f"{option} {one}: write it like {example}")
    return dict(one.split("=", 1) for one in values)


def for_a_book(command: _Command) -> _Command:
    """Options that choose a book: edition, parameters, corpus, folder."""
    options = (
        edition("Parameter set: a name in notebooks/editions, or a file."),
        parameter(
            "NAME VALUE", "Set one parameter; separate the items of a list by commas. Repeatable."
        ),
        folder("--corpus", "Corpus folder.  [default: the edition's `corpus`]"),
        folder("--out", "Folder for all editions.  [default: _build]", metavar="DIR"),
    )
    # The last to be added is listed first.
    for option in reversed(options):
        command = option(command)
    return command
