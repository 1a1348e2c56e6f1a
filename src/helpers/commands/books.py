"""Commands that make a book: build it, make it again to prove it, show it while it is worked on."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from helpers.commands import options


@click.command(
    epilog="""
\b
Examples:
  report build -p seed 7 -p date_from 2022-01-01
  report build --edition my-edition.yml --out /tmp/books
  report parameters            lists every parameter

Exit codes: 0 built, 1 a notebook or the book failed, 2 bad arguments, parameters, corpus or output
folder, 130 after Ctrl-C, 143 after SIGTERM.
"""
)
@options.for_a_book
@options.jobs()
@options.workers()
@options.scheduler()
@click.option("--why", is_flag=True, help="Say why each step runs.")
@click.option("--pdf", is_flag=True, help="Also print the book, to DIR/EDITION/EDITION.pdf.")
def build(
    edition: str,
    pairs: tuple[tuple[str, str], ...],
    corpus: Path | None,
    out: Path | None,
    jobs: int,
    workers: int,
    scheduler: str,
    why: bool,
    pdf: bool,
) -> None:
    """Build one edition of the book into DIR/EDITION/html/index.html."""
    from helpers.build.books import carry_out, plan_edition
    from helpers.build.editions import open_edition
    from helpers.build.project import find_project
    from helpers.build.run import describe
    from helpers.study.workers import Workers

    project = find_project(Path.cwd())
    choice = open_edition(edition, folder=project.editions, overrides=dict(pairs))
    folder = out or project.root / "_build"
    readers = Workers(workers, scheduler)
    plan = plan_edition(project, choice, corpus=corpus, out=folder, pdf=pdf, workers=readers)
    errors = Console(stderr=True)
    result = carry_out(plan, jobs=jobs, console=errors, why=why)
    if result is None:
        click.echo("nothing has changed since this book was built", err=True)
        click.echo(plan.book)
        return
    if why:
        for outcome in result.outcomes:
            reasons = "; ".join(outcome.reasons) or "nothing changed"
            errors.print(Text(f"{outcome.name}: {reasons}", "dim"))
    if result.failed:
        click.echo(f"report: {describe(result)}", err=True)
        sys.exit(1)
    click.echo(result.book)


@click.command(
    epilog="""
\b
Examples:
  report verify
  report verify _build/quoted-speech --keep again
  report verify books/my-corpus --corpus ~/texts/my-corpus

Exit codes: 0 identical, 1 different or the build failed, 2 bad arguments or no manifest.
"""
)
@click.argument("book", required=False, type=click.Path(path_type=Path, file_okay=False))
@options.folder("--corpus", "Folder of the book's corpus.  [default: found by its name]")
@options.folder("--reference", "The book's reference corpus.  [default: found by its name]")
@options.folder("--keep", "Keep the rebuilt book in this new folder.", metavar="DIR")
@options.jobs(more=1, text="Steps to run at a time.  [default: one more than there are processors]")
def verify(
    book: Path | None, corpus: Path | None, reference: Path | None, keep: Path | None, jobs: int
) -> None:
    """Rebuild a book from its manifest and compare the two byte by byte.

    BOOK is the folder of one edition, by default _build/default. The rebuild runs in a clean
    folder, with another hash seed and another number of steps at a time.
    """
    from helpers.build.project import find_project
    from helpers.compare.verify import prove

    project = find_project(Path.cwd())
    result = prove(
        project,
        book or project.root / "_build" / "default",
        corpus=corpus,
        reference=reference,
        keep=keep,
        jobs=jobs,
        tell=lambda words: click.echo(f"note: {words}", err=True),
    )
    click.echo("\n".join(result.lines))
    sys.exit(0 if result.identical else 1)


@click.command(
    epilog="""
\b
Examples:
  report serve
  report serve --edition quoted-speech -p top_n 30 --port 8080

Exit codes: 0 ended with Ctrl-C, 2 bad arguments, or the port is in use.
"""
)
@options.for_a_book
@options.jobs()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on this machine; 0 picks a free one.",
)
def serve(
    edition: str,
    pairs: tuple[tuple[str, str], ...],
    corpus: Path | None,
    out: Path | None,
    jobs: int,
    port: int,
) -> None:
    """Build the book, show it at http://127.0.0.1:PORT, and rebuild when a file is saved.

    The browser reloads the page after each rebuild. If a rebuild fails, the message appears here
    and on the page, and the last good book stays.
    """
    from helpers.build.editions import open_edition
    from helpers.build.project import find_project
    from helpers.build.serve.serving import serve_book, sources_of
    from helpers.corpus.files.folders import find_corpus

    project = find_project(Path.cwd())
    choice = open_edition(edition, folder=project.editions, overrides=dict(pairs))
    folder = find_corpus(corpus or choice.parameters.corpus).resolve()
    place = (out or project.root / "_build").resolve()
    arguments = ["--edition", edition, "--corpus", str(folder), "--out", str(place)]
    arguments += ["--jobs", str(jobs)]
    for name, value in pairs:
        arguments += ["-p", name, value]
    serve_book(
        place / choice.name / "html",
        sources_of(project, corpus=folder, edition=edition, out=place),
        arguments=arguments,
        port=port,
        tell=lambda words: click.echo(words, err=True),
    )
