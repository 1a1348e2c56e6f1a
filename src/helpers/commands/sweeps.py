"""The command that computes the findings of many parameter sets, without a book."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from helpers.commands import options
from helpers.corpus.problems import InputError

if TYPE_CHECKING:
    from helpers.compare.parameter_sets import Block
    from helpers.findings.every_finding import Maker
    from helpers.findings.sweep import Result
    from helpers.study.parameter_sets import ParameterSet
    from helpers.study.tables import Tables

# Each set takes seconds even on five articles: more are more often a slip than a wish.
MOST = 200
# Columns of a table where there is no terminal to have a width.
WIDTH = 160


class ManyValues(click.Command):
    """A command whose option -p takes any number of values: those up to the next option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the name before each value, as click counts on a fixed number."""
        return super().parse_args(ctx, repeat_names(args))


def repeat_names(arguments: Iterable[str]) -> list[str]:
    """Write ``-p NAME VALUE VALUE`` as ``-p NAME VALUE -p NAME VALUE``.

    Examples
    --------
    >>> repeat_names(["-p", "top_n", "10", "20", "-o", "out.csv"])
    ['-p', 'top_n', '10', '-p', 'top_n', '20', '-o', 'out.csv']
    """
    repeated: list[str] = []
    rest = list(arguments)
    while rest:
        option = rest.pop(0)
        repeated.append(option)
        if option not in options.PARAMETER:
            continue
        # Whatever the first value is, it is one; a further one cannot begin as an option does.
        name_and_value, rest = rest[:2], rest[2:]
        repeated += name_and_value
        while rest and not rest[0].startswith("-"):
            repeated += [option, name_and_value[0], rest.pop(0)]
    return repeated


@click.command(
    cls=ManyValues,
    epilog="""
\b
Examples:
  report sweep -p min_frequency 2 3 5
  report sweep -p lexicon headline vader -p voices narrator quote,indirect -o sweep.csv
  report sweep -p unit sentence paragraph --finding framing-leading

Exit codes: 0 computed, 2 bad arguments, parameters, corpus or place to write, 130 after Ctrl-C.
""",
)
@options.edition("Where all other values come from: a name in notebooks/editions, or a file.")
@options.parameter(
    "NAME VALUE...",
    "Give one parameter several values; a list has commas within one value. Repeatable: each "
    "combination of values is a parameter set.",
)
@options.folder("--corpus", "Corpus folder; the edition's `corpus` when left out.")
@click.option(
    "-o",
    "--out",
    type=options.OutputPath(dir_okay=False),
    metavar="FILE.csv",
    help="Also write a table: one row for each set and finding.",
)
@click.option(
    "--finding",
    "ids",
    multiple=True,
    metavar="ID",
    help="Compute this finding only, for example framing-leading. Repeatable.",
)
@click.option(
    "--max-sets",
    type=click.IntRange(min=1),
    default=MOST,
    show_default=True,
    metavar="N",
    help="Refuse to compute more parameter sets than this.",
)
def sweep(
    edition: str,
    pairs: tuple[tuple[str, str], ...],
    corpus: Path | None,
    out: Path | None,
    ids: tuple[str, ...],
    max_sets: int,
) -> None:
    """Compute the findings for each combination of parameter values, without a book.

    Every finding is shown with a line for each parameter set; * marks an answer, a verdict or a
    sign that is not the first set's.
    """
    from helpers.build.editions import open_edition
    from helpers.build.project import find_project

    if out is not None and out.suffix.lower() != ".csv":
        raise InputError.of(out, "a sweep is written as CSV", "end the name in .csv")
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if corpus is not None and "corpus" in values:
        what = "the corpus of every set is already that of --corpus"
        raise InputError.of("-p corpus", what, "leave one of the two out")
    project = find_project(Path.cwd())
    base = open_edition(edition, folder=project.editions, overrides={}).parameters
    errors = Console(stderr=True)
    with errors.status("reading the corpus"):
        from helpers.compare.parameter_sets import side_by_side
        from helpers.findings.every_finding import functions
        from helpers.findings.sweep import idle_parameters, tidy
        from helpers.study.parameter_sets import open_tables, parameter_sets
        from helpers.study.tables import write_csv
        from helpers.system.outputs import replace_file

        sets = parameter_sets(base, values, most=max_sets)
        makers = functions(ids, where="--finding")
        tables, warnings = open_tables(sets, corpus=corpus)
    for warning in warnings:
        errors.print(Text(f"note: {warning}", "yellow"), soft_wrap=True)
    with replace_file(out) if out else nullcontext() as fresh:
        if fresh:
            # A place that cannot be written to is named before the work, not after it.
            fresh.touch()
        results = _compute(sets, makers, tables, console=errors)
        if fresh:
            write_csv(tidy(results), fresh)
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    for block in side_by_side(results):
        _show(block, names=list(values), console=console)
    for name in idle_parameters(results):
        click.echo(f"Nothing above changes with {name}.")
    if out:
        click.echo(f"{out}: {len(results)} rows, {len(sets)} parameter sets")


def _compute(
    sets: Sequence["ParameterSet"],
    makers: Mapping[str, "Maker"],
    tables: Mapping[str, "Tables"],
    *,
    console: Console,
) -> list["Result"]:
    """Compute every finding of every set; show a terminal a bar, a log a line for each set."""
    from helpers.findings.sweep import results_of

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    is_live = console.is_terminal
    results = []
    with Progress(*columns, console=console, transient=True, disable=not is_live) as progress:
        task = progress.add_task("", total=len(sets) * len(makers))
        for number, each in enumerate(sets, start=1):
            words = ": ".join(filter(None, (f"set {number} of {len(sets)}", each.in_words)))
            progress.update(task, description=words)
            if not is_live:
                console.print(Text(words), soft_wrap=True)
            own = tables[each.parameters.corpus]
            for result in results_of(each, functions=makers, tables=own):
                results.append(result)
                progress.advance(task)
    return results


def _show(block: "Block", *, names: Sequence[str], console: Console) -> None:
    """Print a finding, with a line for each parameter set."""
    console.print(Text(f"{block.title} ({block.id})", "bold"), soft_wrap=True)
    if block.text:
        console.print(Text(f"First answer: {block.text}"), soft_wrap=True)
        console.print(Text(f"Unit: {block.unit}", "dim"), soft_wrap=True)
    table = Table("", *names, "value", "interval", "verdict", "", box=SIMPLE_HEAD, show_edge=False)
    for line in block.lines:
        words = [line.value, line.interval, line.verdict, "; ".join(line.notes)]
        cells = ["*" if line.is_changed else "", *line.values, *words]
        table.add_row(*map(Text, cells), style="yellow" if line.is_changed else "")
    console.print(table, "")
