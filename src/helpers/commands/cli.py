"""The command line: parsing only; the work is done in the rooms."""

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from helpers.commands import books, coding, corpora, editions, sweeps
from helpers.commands.errors import problem_of
from helpers.corpus.problems import InputError
from helpers.system.processes import adopt_orphans
from helpers.system.scratch import share_with_children, sweep

EXAMPLES = """
\b
Examples:
  report build
  report build --edition quoted-speech
  report build -p top_n 30 -p voices quote,indirect
  report build --corpus my-corpus --out /tmp/books
  report compare default quoted-speech narrator
  report diff origin/main HEAD
  report sweep -p min_frequency 2 3 5 -p form surface stem -o sweep.csv
  report check my-corpus
  report new my-corpus --from articles.csv
  report add my-corpus --from more.csv
  report score sentences.csv --text sentence -o scored.csv
  report code draw my-corpus --n 200
  report code my-corpus --coder ann
  report code settle my-corpus
  report verify _build/default
  report serve --edition quoted-speech
"""


@contextmanager
def _edge() -> Iterator[None]:
    """Turn what is wrong with an input or a place into one message and exit code 2."""
    try:
        yield
    except InputError as error:
        problems = error.problems
    except OSError as error:
        # Whoever read the output has gone: click ends quietly.
        if error.errno == errno.EPIPE:
            raise
        problems = [problem_of(error)]
    else:
        return
    for problem in problems:
        click.echo(f"report: {problem}", err=True)
    sys.exit(2)


class _Commands(click.Group):
    """Have one edge for all commands."""

    def invoke(self, ctx: click.Context) -> Any:
        with _edge():
            return super().invoke(ctx)


@click.group(
    cls=_Commands,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def cli() -> None:
    """Analyse news articles and publish the report as a book."""


for command in (
    books.build,
    books.verify,
    books.serve,
    corpora.check,
    corpora.new,
    corpora.add,
    corpora.score,
    coding.code,
    editions.parameters,
    editions.editions,
    editions.compare,
    editions.diff,
    sweeps.sweep,
):
    cli.add_command(command)


def run() -> NoReturn:
    """Carry out what the command line asks, with a folder for temporary files of its own."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A path may hold bytes that are not UTF-8; the message about it is still to be read.
            stream.reconfigure(errors="backslashreplace")
    with _edge():
        sweep()
        share_with_children()
    adopt_orphans()
    cli(prog_name="report")
    raise AssertionError("click exits by itself")
