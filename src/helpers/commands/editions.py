"""Commands on parameter sets: list them, hold their books against one another."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.commands import options

if TYPE_CHECKING:
    from helpers.compare.report import Format


@click.command()
@options.edition("Show the values of this edition.")
@options.folder("--corpus", "Also list the names that this corpus gives to choose from.")
def parameters(edition: str, corpus: Path | None) -> None:
    """List every parameter: value, type and meaning."""
    from helpers.build.editions import open_edition
    from helpers.build.project import find_project
    from helpers.study.parameters import parameter_table

    project = find_project(Path.cwd())
    choice = open_edition(edition, folder=project.editions, overrides={})
    choices = None
    if corpus is not None:
        from helpers.corpus.files.folders import find_corpus
        from helpers.study.check_inputs import names_to_choose

        choices = names_to_choose(find_corpus(corpus))
    values = parameter_table(choice.parameters, choices=choices)
    if not sys.stdout.isatty():
        click.echo(values.write_csv(separator="\t"), nl=False)
        return
    table = Table(*values.columns, title=choice.title)
    for row in values.iter_rows():
        table.add_row(*map(Text, row))
    Console().print(table)


@click.command()
def editions() -> None:
    """List the editions: name, title and the question each asks."""
    from helpers.build.editions import edition_files, open_edition
    from helpers.build.project import find_project

    folder = find_project(Path.cwd()).editions
    choices = [
        open_edition(path.name, folder=folder, overrides={}) for path in edition_files(folder)
    ]
    if not sys.stdout.isatty():
        for edition in choices:
            click.echo("\t".join((edition.name, edition.title, edition.description)))
        return
    table = Table("name", "title", "question")
    for edition in choices:
        table.add_row(*map(Text, (edition.name, edition.title, edition.description)))
    Console().print(table)


@click.command(
    epilog="""
\b
Examples:
  report compare                          all shipped editions, the default first
  report compare default quoted-speech
  report compare default my-edition.yml /tmp/books/narrator

Exit codes: 0 compared, 1 a book failed, 2 bad arguments, parameters or corpus.
"""
)
@click.argument("editions", nargs=-1, metavar="[EDITION_OR_BOOK]...")
@options.folder("--corpus", "Corpus folder.  [default: each edition's `corpus`]")
@options.folder("--out", "Folder for all editions and the site.  [default: _build]", metavar="DIR")
@options.jobs()
def compare(editions: tuple[str, ...], corpus: Path | None, out: Path | None, jobs: int) -> None:
    """Compare editions with the first one, on a site with all their books: DIR/site/index.html.

    Give names or files of editions, which are built if missing or out of date, or folders of built
    books.
    """
    from helpers.build.books import NotBuiltError, books_of
    from helpers.build.project import find_project
    from helpers.compare.site import make_site

    project = find_project(Path.cwd())
    folder = out or project.root / "_build"
    try:
        books = books_of(
            editions, project, corpus=corpus, out=folder, jobs=jobs, console=Console(stderr=True)
        )
    except NotBuiltError as error:
        click.echo(f"report: {error}", err=True)
        sys.exit(1)
    click.echo(make_site(books, project=project, out=folder))


@click.command(
    epilog="""
\b
Examples:
  report diff default narrator            two editions built in _build
  report diff corpus my-corpus            the default edition of two corpora
  report diff origin/main HEAD            two commits, each built with its own code
  report diff origin/main default --format markdown

A value counts as changed if the new one lies outside the old interval or the old one outside
the new. Exit codes: 0 no finding differs, 1 some do, 2 bad arguments, or one cannot be built.
"""
)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Output format; markdown suits a pull request.",
)
@options.folder("--out", "Folder where editions are found.  [default: _build]", metavar="DIR")
@options.jobs(text="Steps to run at a time, if anything is built.  [default: one per processor]")
def diff(old: str, new: str, form: "Format", out: Path | None, jobs: int) -> None:
    """List the findings that differ between A and B, and possible causes.

    A and B can be the folder of a built book or of its data, the name of a built edition, a corpus
    folder or a commit; the last two are built in a temporary folder.
    """
    from helpers.build.books import NotBuiltError
    from helpers.build.project import find_project
    from helpers.compare.differences import causes, differences
    from helpers.compare.open_books import open_side
    from helpers.compare.report import write

    project = find_project(Path.cwd())
    folder = out or project.root / "_build"
    console = Console(stderr=True)
    try:
        before, after = (
            open_side(side, project, out=folder, jobs=jobs, console=console) for side in (old, new)
        )
    except NotBuiltError as error:
        click.echo(f"report: {error}", err=True)
        sys.exit(2)
    changes = differences(before.findings, after.findings)
    why = causes(before.manifest, after.manifest)
    click.echo(write(changes, why, names=(old, new), form=form))
    sys.exit(1 if changes else 0)
