"""The command line: parsing only; the work is done in the rooms."""

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.corpus.problems import InputError

EXAMPLES = """
\b
Examples:
  report build
  report build --edition quoted-speech
  report build -p top_n 30 -p voices quote,indirect
  report build --corpus my-corpus --out /tmp/books
  report check my-corpus
  report new my-corpus --from articles.csv
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


@cli.command(
    epilog="""
\b
Examples:
  report build -p seed 7 -p date_from 2022-01-01
  report build --edition my-edition.yml --out /tmp/books
  report parameters            lists every parameter

Exit codes: 0 built, 1 a notebook or the book failed, 2 bad arguments, parameters or corpus.
"""
)
@click.option("--edition", default="default", metavar="NAME_OR_FILE", show_default=True,
              help="Parameter set: a name in notebooks/editions, or a file.")  # fmt: skip
@click.option("-p", "--parameter", "pairs", nargs=2, multiple=True, metavar="NAME VALUE",
              help="Set one parameter; lists are written with commas. Repeatable.")  # fmt: skip
@click.option("--corpus", type=click.Path(path_type=Path), default=None, metavar="PATH",
              help="Corpus folder; the edition's `corpus` when left out.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None,
              metavar="DIR", help="Folder of all editions.  [default: _build]")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=lambda: os.cpu_count() or 1,
              metavar="N", help="Steps at a time.  [default: one for each processor]")  # fmt: skip
@click.option("--why", is_flag=True, help="Say why each step runs.")
def build(
    edition: str,
    pairs: tuple[tuple[str, str], ...],
    corpus: Path | None,
    out: Path | None,
    jobs: int,
    why: bool,
) -> None:
    """Build one edition of the book into DIR/EDITION/html/index.html."""
    from helpers.book.build import describe, plan_build, run_build
    from helpers.book.checks import check_inputs
    from helpers.book.editions import open_edition
    from helpers.book.parameters import from_text
    from helpers.book.progress import progress
    from helpers.book.project import find_project
    from helpers.corpus.opening import find_corpus

    project = find_project(Path.cwd())
    opened = open_edition(edition, folder=project.editions, overrides=from_text(pairs))
    folder = find_corpus(corpus or opened.parameters.corpus).resolve()
    errors = Console(stderr=True)
    for warning in check_inputs(folder, opened.parameters):
        errors.print(f"note: {warning}", style="yellow", highlight=False)
    plan = plan_build(project, opened, corpus=folder, out=out or project.root / "_build")
    with progress([step.name for step in plan.steps], console=errors) as watch:
        built = run_build(plan, jobs=jobs, watch=watch, why=why)
    if why:
        for outcome in built.outcomes:
            said = "; ".join(outcome.reasons) or "nothing changed"
            errors.print(Text(f"{outcome.name}: {said}", "dim"))
    if built.failed:
        click.echo(f"report: {describe(built)}", err=True)
        sys.exit(1)
    click.echo(built.book)


@cli.command(epilog="Exit codes: 0 no defect, 2 at least one.")
@click.argument("corpus", type=click.Path(path_type=Path), default=Path("corpus"))
def check(corpus: Path) -> None:
    """List every defect of a corpus and its settings; change nothing."""
    from helpers.book.checks import every_problem
    from helpers.corpus.opening import find_corpus

    problems = every_problem(find_corpus(corpus))
    if not problems:
        click.echo(f"{corpus}: no defects")
        return
    if sys.stdout.isatty():
        table = Table("where", "what", "how to mend it", "", title=f"{corpus}")
        for problem in problems:
            table.add_row(*map(Text, (problem.where, problem.what, problem.mend, problem.severity)))
        Console().print(table)
    else:
        for problem in problems:
            click.echo("\t".join((problem.severity, problem.where, problem.what, problem.mend)))
    sys.exit(2 if any(problem.severity == "error" for problem in problems) else 0)


@cli.command()
@click.option("--edition", default="default", metavar="NAME_OR_FILE", show_default=True,
              help="Show the values of this edition.")  # fmt: skip
def parameters(edition: str) -> None:
    """List every parameter: value, type and meaning."""
    from helpers.book.editions import open_edition
    from helpers.book.parameters import parameter_table
    from helpers.book.project import find_project

    project = find_project(Path.cwd())
    opened = open_edition(edition, folder=project.editions, overrides={})
    listed = parameter_table(opened.parameters)
    if not sys.stdout.isatty():
        click.echo(listed.write_csv(separator="\t"), nl=False)
        return
    table = Table(*listed.columns, title=opened.title)
    for row in listed.iter_rows():
        table.add_row(*map(Text, row))
    Console().print(table)


def main() -> NoReturn:
    """Run the command line."""
    cli(prog_name="report")
    raise AssertionError("click exits by itself")


if __name__ == "__main__":
    main()
