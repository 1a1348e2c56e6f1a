"""The command line: parsing only; the work is done in the rooms."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.corpus.problems import InputError

if TYPE_CHECKING:
    from helpers.book.difference_report import Format

_Command = TypeVar("_Command", bound=Callable[..., Any])

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


def _options(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Give a command several options, listed in this order."""

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_asks_for_a_book = _options(
    click.option(
        "--edition",
        default="default",
        metavar="NAME_OR_FILE",
        show_default=True,
        help="Parameter set: a name in notebooks/editions, or a file.",
    ),
    click.option(
        "-p",
        "--parameter",
        "pairs",
        nargs=2,
        multiple=True,
        metavar="NAME VALUE",
        help="Set one parameter; lists are written with commas. Repeatable.",
    ),
    click.option(
        "--corpus",
        type=click.Path(path_type=Path),
        default=None,
        metavar="PATH",
        help="Corpus folder; the edition's `corpus` when left out.",
    ),
    click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        metavar="DIR",
        help="Folder of all editions.  [default: _build]",
    ),
)
_asks_for_jobs = _options(
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        default=lambda: os.cpu_count() or 1,
        metavar="N",
        help="Steps at a time.  [default: one for each processor]",
    ),
)


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
@_asks_for_a_book
@_asks_for_jobs
@click.option("--why", is_flag=True, help="Say why each step runs.")
@click.option("--pdf", is_flag=True, help="Also print the book: DIR/EDITION/EDITION.pdf.")
def build(
    edition: str,
    pairs: tuple[tuple[str, str], ...],
    corpus: Path | None,
    out: Path | None,
    jobs: int,
    why: bool,
    pdf: bool,
) -> None:
    """Build one edition of the book into DIR/EDITION/html/index.html."""
    from helpers.book.books import carry_out, plan_edition
    from helpers.book.build import describe
    from helpers.book.editions import open_edition
    from helpers.book.project import find_project

    project = find_project(Path.cwd())
    opened = open_edition(edition, folder=project.editions, overrides=dict(pairs))
    folder = out or project.root / "_build"
    plan = plan_edition(project, opened, corpus=corpus, out=folder, pdf=pdf)
    errors = Console(stderr=True)
    built = carry_out(plan, jobs=jobs, console=errors, why=why)
    if built is None:
        click.echo("nothing changed since the book in place was built", err=True)
        click.echo(plan.book)
        return
    if why:
        for outcome in built.outcomes:
            said = "; ".join(outcome.reasons) or "nothing changed"
            errors.print(Text(f"{outcome.name}: {said}", "dim"))
    if built.failed:
        click.echo(f"report: {describe(built)}", err=True)
        sys.exit(1)
    click.echo(built.book)


@cli.command(epilog="Exit codes: 0 no error (warnings may be left), 2 at least one.")
@click.argument("corpus", type=click.Path(path_type=Path), default=Path("corpus"))
def check(corpus: Path) -> None:
    """List every defect of a corpus and its settings; change nothing."""
    from helpers.book.checks import every_problem
    from helpers.corpus.opening import find_corpus

    with Console(stderr=True).status(Text(f"checking {corpus}")):
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


@cli.command(
    epilog="""
\b
Examples:
  report new my-corpus --from articles.csv
  report new my-corpus --from texts/ --column outlet=source --day-first
"""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE_OR_FOLDER",
    help="CSV, TSV, JSONL, Parquet, XLSX or a folder of .txt.",
)
@click.option(
    "-c",
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="Take a field from this column; an empty name leaves it out. Repeatable.",
)
@click.option(
    "--day-first/--month-first",
    default=None,
    help="How to read 01/02/2022; such dates stay out otherwise.",
)
def new(folder: Path, source: Path, columns: tuple[str, ...], day_first: bool | None) -> None:
    """Make a corpus folder from a table or a folder of texts."""
    from helpers.corpus.importing import import_corpus

    wrong = [given for given in columns if "=" not in given]
    if wrong:
        raise click.UsageError(f"--column {wrong[0]}: write FIELD=NAME, for example text=body")
    chosen = dict(given.split("=", 1) for given in columns)
    with Console(stderr=True).status(Text(f"reading {source}")):
        result = import_corpus(folder, source, columns=chosen, day_first=day_first)
    for note in result.notes:
        click.echo(f"note: {note}", err=True)
    click.echo("\n".join(result.summary()))


@cli.command(
    epilog="""
\b
Examples:
  report score sentences.jsonl --text text -o scored.csv
"""
)
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--text", required=True, metavar="COLUMN", help="Column that holds the texts.")
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Where to write: .csv, .tsv, .jsonl or .parquet.",
)
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    default=None,
    metavar="PATH",
    help="Take tone.yml and codebook.yml from this folder.  [default: corpus]",
)
def score(source: Path, text: str, out: Path, corpus: Path | None) -> None:
    """Add tone and frame columns to a table of texts, one text a row."""
    from helpers.book.scoring import score_file
    from helpers.corpus.opening import find_corpus

    settings = find_corpus(corpus or "corpus")
    with Console(stderr=True).status(Text(f"scoring {source}")):
        scored = score_file(source, out, text=text, settings=settings)
    known = scored["tone"].count()
    click.echo(
        f"{out}: {scored.height} texts, {known} with a tone, "
        f"{(scored['frames'] != '').sum()} with a frame"
    )


@cli.command()
@click.option(
    "--edition",
    default="default",
    metavar="NAME_OR_FILE",
    show_default=True,
    help="Show the values of this edition.",
)
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


@cli.command(
    epilog="""
\b
Examples:
  report verify
  report verify _build/quoted-speech --keep again
  report verify books/my-corpus --corpus ~/texts/my-corpus

Exit codes: 0 identical, 1 different or not to be built, 2 bad arguments or no manifest.
"""
)
@click.argument("book", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    default=None,
    metavar="PATH",
    help="Where the book's corpus lies here; looked for by its name when left out.",
)
@click.option(
    "--reference",
    type=click.Path(path_type=Path),
    default=None,
    metavar="PATH",
    help="Where its reference corpus lies here, likewise.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Keep the book that was made again in this new folder.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: (os.cpu_count() or 1) + 1,
    metavar="N",
    help="Steps at a time.  [default: one more than there are processors]",
)
def verify(
    book: Path | None, corpus: Path | None, reference: Path | None, keep: Path | None, jobs: int
) -> None:
    """Make a book again from its manifest and compare the two byte by byte.

    BOOK is the folder of one edition, _build/default when left out. The new book is made in a
    clean folder with another hash seed and another number of steps at a time.
    """
    from helpers.book.project import find_project
    from helpers.book.proof import prove

    project = find_project(Path.cwd())
    proved = prove(
        project,
        book or project.root / "_build" / "default",
        corpus=corpus,
        reference=reference,
        keep=keep,
        jobs=jobs,
        tell=lambda words: click.echo(f"note: {words}", err=True),
    )
    click.echo("\n".join(proved.said))
    sys.exit(0 if proved.identical else 1)


@cli.command(
    epilog="""
\b
Examples:
  report serve
  report serve --edition quoted-speech -p top_n 30 --port 8080

Exit codes: 0 ended with Ctrl-C, 2 bad arguments, or a port that is taken.
"""
)
@_asks_for_a_book
@_asks_for_jobs
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on this machine; 0 for any that is free.",
)
def serve(
    edition: str,
    pairs: tuple[tuple[str, str], ...],
    corpus: Path | None,
    out: Path | None,
    jobs: int,
    port: int,
) -> None:
    """Build, show the book at http://127.0.0.1:PORT, and follow every saved file.

    What a saved file touches is built again and the page in the browser loads anew. When that
    fails, the message is shown here and on the page, and the last good book stays.
    """
    from helpers.book.editions import open_edition
    from helpers.book.project import find_project
    from helpers.book.serving import serve_book, sources_of
    from helpers.corpus.opening import find_corpus

    project = find_project(Path.cwd())
    opened = open_edition(edition, folder=project.editions, overrides=dict(pairs))
    folder = find_corpus(corpus or opened.parameters.corpus).resolve()
    place = (out or project.root / "_build").resolve()
    arguments = ["--edition", edition, "--corpus", str(folder), "--out", str(place)]
    arguments += ["--jobs", str(jobs)]
    for name, value in pairs:
        arguments += ["-p", name, value]
    serve_book(
        place / opened.name / "html",
        sources_of(project, corpus=folder, edition=edition, out=place),
        arguments=arguments,
        port=port,
        tell=lambda words: click.echo(words, err=True),
    )


@cli.command()
def editions() -> None:
    """List the editions: name, title and what each asks."""
    from helpers.book.editions import edition_files, open_edition
    from helpers.book.project import find_project

    folder = find_project(Path.cwd()).editions
    opened = [
        open_edition(path.name, folder=folder, overrides={}) for path in edition_files(folder)
    ]
    if not sys.stdout.isatty():
        for edition in opened:
            click.echo("\t".join((edition.name, edition.title, edition.description)))
        return
    table = Table("name", "title", "what it asks")
    for edition in opened:
        table.add_row(*map(Text, (edition.name, edition.title, edition.description)))
    Console().print(table)


@cli.command(
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
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    default=None,
    metavar="PATH",
    help="Corpus folder; each edition's `corpus` when left out.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Folder of all editions and of the site.  [default: _build]",
)
@_asks_for_jobs
def compare(editions: tuple[str, ...], corpus: Path | None, out: Path | None, jobs: int) -> None:
    """Hold editions against the first of them; make DIR/site/index.html with all their books.

    Each is an edition (a name or a file), which is built where it is missing or out of date, or
    the folder of a built book.
    """
    from helpers.book.books import NotBuiltError, books_of
    from helpers.book.project import find_project
    from helpers.book.site import make_site

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


@cli.command(
    epilog="""
\b
Examples:
  report diff default narrator            two editions that are built in _build
  report diff corpus my-corpus            the default edition of two corpora
  report diff origin/main HEAD            two commits, each built with its own code
  report diff origin/main default --format markdown

A value counts as changed where the new one lies outside the old interval or the old one outside
the new. Exit codes: 0 no finding differs, 1 some do, 2 bad arguments, or a side cannot be built.
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
    help="How to write it; markdown is for a pull request.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="DIR",
    help="Folder in which editions are looked for.  [default: _build]",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    metavar="N",
    help="Steps at a time, where something is built.  [default: one for each processor]",
)
def diff(old: str, new: str, form: "Format", out: Path | None, jobs: int) -> None:
    """List the findings that differ between A and B, and what may be the cause.

    Each is the folder of a built book or of its data, the name of a built edition, a corpus folder
    or a commit; the latter two are built in a temporary folder.
    """
    from helpers.book.books import NotBuiltError
    from helpers.book.difference_report import write
    from helpers.book.differences import causes, differences
    from helpers.book.project import find_project
    from helpers.book.sides import open_side

    project = find_project(Path.cwd())
    folder = out or project.root / "_build"
    console = Console(stderr=True)
    try:
        before, after = (
            open_side(given, project, out=folder, jobs=jobs, console=console)
            for given in (old, new)
        )
    except NotBuiltError as error:
        click.echo(f"report: {error}", err=True)
        sys.exit(2)
    found = differences(before.findings, after.findings)
    why = causes(before.manifest, after.manifest)
    click.echo(write(found, why, names=(old, new), form=form))
    sys.exit(1 if found else 0)


def main() -> NoReturn:
    """Run the command line."""
    cli(prog_name="report")
    raise AssertionError("click exits by itself")


if __name__ == "__main__":
    main()
