"""Commands on a corpus or any table of texts, without a book."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from helpers.commands import options

if TYPE_CHECKING:
    from helpers.corpus.files.import_result import ImportResult


@click.command(epilog="Exit codes: 0 no errors (there may be warnings), 2 at least one error.")
@click.argument("corpus", type=click.Path(path_type=Path), default=Path("corpus"))
def check(corpus: Path) -> None:
    """List every defect of a corpus and its settings, without changing anything."""
    from helpers.corpus.files.folders import find_corpus
    from helpers.study.check_inputs import every_problem

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


_Command = TypeVar("_Command", bound=Callable[..., Any])
_READING = (
    click.option(
        "-c",
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NAME",
        help="Read a field from this column; an empty name leaves the field out. Repeatable.",
    ),
    click.option(
        "--day-first/--month-first",
        default=None,
        help="How to read 01/02/2022; otherwise such dates are left out.",
    ),
    click.option(
        "--encoding",
        metavar="NAME",
        help="Encoding of texts that are not UTF-8, such as cp1252, latin-1 or utf-16.",
    ),
    click.option(
        "--names",
        metavar="PATTERN",
        help="How names of files are put together; parts are date, year, month, day, outlet, "
        "headline, country, language, document and {}, which is not read.  "
        "[default: guessed where plain]",
    ),
    options.limits(),
)


def _source_options(*, required: bool) -> Callable[[_Command], _Command]:
    """Options that name a table or a folder of texts and say how to read it."""
    source = click.option(
        "--from",
        "source",
        required=required,
        type=click.Path(path_type=Path),
        metavar="FILE_OR_FOLDER",
        help="CSV, TSV, JSON, JSONL (also .gz), Parquet or XLSX; or articles as .txt, .html, "
        ".docx or .pdf in a folder or .zip, also as Nexis Uni, Factiva and ProQuest export them.",
    )

    def add(command: _Command) -> _Command:
        for option in (*reversed(_READING), source):
            command = option(command)
        return command

    return add


@click.command(
    epilog="""
\b
Examples:
  report new my-corpus --from articles.csv
  report new my-corpus --from articles.csv --column outlet=source --day-first
  report new my-corpus --from texts/ --column outlet=folder
  report new my-corpus --from texts/ --names "{date} {outlet} - {headline}"
  report new my-corpus --from articles.csv --again --month-first
  report new my-study --project --from articles.csv
"""
)
@click.argument("folder", type=click.Path(path_type=Path))
@_source_options(required=False)
@click.option(
    "--again",
    is_flag=True,
    help="Replace the articles of a corpus that is there; its settings and codings stay.",
)
@click.option(
    "--project",
    "is_project",
    is_flag=True,
    help="Make a whole report of your own: notebooks, editions, README, workflow and, with --from, "
    "the corpus.",
)
def new(folder: Path, source: Path | None, again: bool, is_project: bool, **reading: Any) -> None:
    """Make a corpus folder from a table or a folder of texts, or a whole report of your own."""
    if is_project and again:
        where = folder / "corpus"
        raise click.UsageError(f"--again replaces the articles of a corpus: report new {where}")
    if source is None and not is_project:
        raise click.UsageError("name the articles with --from FILE_OR_FOLDER")
    how = _how_to_read(**reading)
    with Console(stderr=True).status(Text(f"reading {source}" if source else f"making {folder}")):
        if is_project:
            from helpers.build.new_project import make_project

            result = make_project(folder, source, **how)
        else:
            from helpers.corpus.files.importing import import_corpus

            result = import_corpus(folder, str(source), again=again, **how)
    if result is not None:
        _tell(result)
    if is_project:
        _tell_next(folder, has_corpus=result is not None)


def _tell_next(folder: Path, *, has_corpus: bool) -> None:
    """Say how to go on with a new project."""
    from helpers.build.tool import requirement

    if requirement() is None:
        where, what = folder / "requirements.txt", "the tool has no address that others can reach"
        click.echo(f"note: {where}: {what}; write one there, for the workflow", err=True)
    corpus = [] if has_corpus else ["report new corpus --from articles.csv"]
    go = shlex.join(["cd", str(folder)])
    click.echo(f"{folder}: a report of your own; its README.md says more. Next:")
    for step in (go, *corpus, "report check", "report build", "report serve"):
        click.echo(f"  {step}")


@click.command(
    epilog="""
\b
Examples:
  report add my-corpus --from more.csv
"""
)
@click.argument("folder", type=click.Path(path_type=Path))
@_source_options(required=True)
def add(folder: Path, source: Path, **reading: Any) -> None:
    """Add articles to a corpus folder; those that it has already are left out and named."""
    from helpers.corpus.files.adding import add_articles

    with Console(stderr=True).status(Text(f"reading {source}")):
        result = add_articles(folder, source, **_how_to_read(**reading))
    _tell(result)


def _how_to_read(
    columns: tuple[str, ...], limits: tuple[str, ...], **others: Any
) -> dict[str, Any]:
    return {
        "columns": options.pairs(columns, "--column", "text=body"),
        "limits": options.pairs(limits, "--limit", "max_rows=20000000"),
        **others,
    }


def _tell(result: "ImportResult") -> None:
    for note in result.notes:
        click.echo(f"note: {note}", err=True)
    click.echo("\n".join(result.summary()))


@click.command(
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
    type=options.OutputPath(dir_okay=False),
    metavar="OUT",
    help="Where to write: .csv, .tsv, .jsonl or .parquet.",
)
@options.folder("--corpus", "Corpus whose settings hold.  [default: corpus, if there is one]")
@options.limits()
def score(source: Path, text: str, out: Path, corpus: Path | None, limits: tuple[str, ...]) -> None:
    """Add tone, frames, voice and speaker to a table of texts, one text per row."""
    from helpers.corpus.files.folders import find_corpus, here_or_above
    from helpers.corpus.settings import DEFAULTS
    from helpers.corpus.voices.voice import SOURCE_VOICES
    from helpers.study.score_table import score_file

    settings = find_corpus(corpus) if corpus else here_or_above(Path("corpus"), Path.is_dir)
    if settings is None:
        settings = DEFAULTS
        click.echo("note: no corpus here, so the settings that come with the tool hold", err=True)
    bounds = options.pairs(limits, "--limit", "max_rows=20000000")
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    is_live = console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not is_live) as progress:
        task = progress.add_task(f"scoring {source}", total=None)
        table = score_file(
            source,
            out,
            text=text,
            settings=settings,
            limits=bounds,
            tell=lambda done, texts: progress.update(task, completed=done, total=texts),
        )
    with_tone = table["tone"].count()
    click.echo(
        f"{out}: {table.height} texts, {with_tone} with a tone, "
        f"{(table['frames'] != '').sum()} with a frame, "
        f"{table['voice'].is_in(list(SOURCE_VOICES)).sum()} quoted or paraphrased"
    )
    unread = table["not_read"].drop_nulls().value_counts(sort=True)
    for reason, texts in unread.rows():
        click.echo(f"{texts} of {table.height} texts are {reason}")
