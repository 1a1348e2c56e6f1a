"""The command line: parsing only; the work is done in the rooms."""

from typing import Any, NoReturn

import click

from helpers.commands import books, corpora, editions
from helpers.corpus.problems import InputError

EXAMPLES = """
\b
Examples:
  report build
  report build --edition quoted-speech
  report build -p top_n 30 -p voices quote,indirect
  report build --corpus my-corpus --out /tmp/books
  report compare default quoted-speech narrator
  report diff origin/main HEAD
  report check my-corpus
  report new my-corpus --from articles.csv
  report score sentences.csv --text sentence -o scored.csv
  report verify _build/default
  report serve --edition quoted-speech
"""


class _Commands(click.Group):
    """Turn defects of an input into one message and exit code 2, whatever the command."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            for problem in error.problems:
                click.echo(f"report: {problem}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("report: stopped; the last good book is untouched", err=True)
            ctx.exit(130)


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
    corpora.score,
    editions.parameters,
    editions.editions,
    editions.compare,
    editions.diff,
):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line."""
    cli(prog_name="report")
    raise AssertionError("click exits by itself")


if __name__ == "__main__":
    main()
