"""Commands for coding a sample of a corpus: draw it, hand it out, read the codes."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from helpers.commands import options
from helpers.commands.coding_page import (
    PageByDefault,
    corpus_argument,
    fields_option,
    page,
    settle,
    split_items,
)
from helpers.corpus.problems import InputError

if TYPE_CHECKING:
    from helpers.coding.reading import Format

FORMATS = ("table", "doccano", "label-studio", "brat", "inception")


@click.group(
    cls=PageByDefault,
    epilog="""
\b
Examples:
  report code draw my-corpus --n 200
  report code my-corpus --coder ann
  report code settle my-corpus
  report code sheet my-corpus --coder ann
  report code read codes-ann.xlsx --corpus my-corpus --coder ann
""",
)
def code() -> None:
    """Code a random sample of a corpus by hand, to check its instruments."""


code.add_command(page)
code.add_command(settle)


@code.command(
    epilog="""
\b
Examples:
  report code draw my-corpus --n 200
  report code draw my-corpus --n 200 --by voice,outlet
  report code draw my-corpus --n 200 --oversample costs --share 0.4
  report code draw my-corpus --n 200 --follow-disagreement
  report code draw my-corpus --n 300        (100 more, drawn as before)
"""
)
@corpus_argument
@click.option(
    "--n",
    "n",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    metavar="N",
    help="Sentences in the sample, with those drawn earlier.",
)
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="Draw from each value of it in proportion: voice, bloc, outlet, document ... Repeatable.",
)
@click.option(
    "--oversample",
    multiple=True,
    metavar="FRAME",
    help="Give sentences in which this frame is found a share of their own. Repeatable.",
)
@click.option(
    "--rarer-than",
    type=click.FloatRange(min=0, max=1, min_open=True),
    metavar="SHARE",
    help="Oversample every frame found in less than this share of the sentences, such as 0.05.",
)
@click.option(
    "--share",
    type=click.FloatRange(min=0, max=1, min_open=True, max_open=True),
    metavar="SHARE",
    help="Share of the sample that oversampled sentences get.  [default: 0.5]",
)
@click.option(
    "--follow-disagreement",
    is_flag=True,
    default=None,
    help="Draw sentences the likelier, the more programs and the report's instruments disagree.",
)
@click.option("--seed", type=int, metavar="N", help="Seed of the draw.  [default: 2022]")
def draw(
    corpus: Path,
    n: int,
    by: tuple[str, ...],
    oversample: tuple[str, ...],
    rarer_than: float | None,
    share: float | None,
    follow_disagreement: bool | None,
    seed: int | None,
) -> None:
    """Draw sentences at random, or draw more of them.

    Each sentence's probability of being drawn is kept, so that shares can be worked out from the
    codes. Options that are left out are those of the earlier draw.
    """
    from helpers.coding.drawing import describe_design
    from helpers.coding.drawing import draw as draw_sample
    from helpers.corpus.files.folders import find_corpus

    given: dict[str, Any] = {
        "by": split_items(by) or None,
        "oversample": split_items(oversample) or None,
        "rarer_than": rarer_than,
        "share": share,
        "follow_disagreement": follow_disagreement,
        "seed": seed,
    }
    asked = {name: value for name, value in given.items() if value is not None}
    with Console(stderr=True).status(Text(f"reading {corpus}")):
        drawn = draw_sample(find_corpus(corpus), n=n, asked=asked)
    size = f"{drawn.sample.height:,} of {drawn.sentences:,} sentences"
    news = f"{drawn.new:,} drawn" if drawn.new else "nothing new to draw"
    design = "; ".join(describe_design(drawn.design))
    click.echo(f"{drawn.path}: {news}, {size} in the sample ({design})")
    click.echo(f"next: report code {corpus} --coder NAME (or report code sheet, for a table)")


@code.command(
    epilog="""
\b
Examples:
  report code sheet my-corpus --coder ann
  report code sheet my-corpus --coder ann --fields tone,issue -o ann.csv
"""
)
@corpus_argument
@click.option("--coder", required=True, metavar="NAME", help="Who will fill it in.")
@click.option(
    "-o",
    "--out",
    type=options.OutputPath(dir_okay=False),
    metavar="FILE",
    help="Where to write: .xlsx or .csv.  [default: codes-NAME.xlsx]",
)
@fields_option
def sheet(corpus: Path, coder: str, out: Path | None, fields: tuple[str, ...]) -> None:
    """Write the drawn sentences as a sheet to fill in.

    The sheet shows nothing of what the instruments say. What the coder has answered is filled in.
    """
    from helpers.coding.handing_out import hand_out
    from helpers.corpus.files.folders import find_corpus

    path = out or Path(f"codes-{coder}.xlsx")
    handed = hand_out(find_corpus(corpus), coder=coder, path=path, fields=split_items(fields))
    click.echo(
        f"{path}: {handed.sentences:,} sentences, {handed.coded:,} with answers; asked are "
        f"{', '.join(handed.fields)}"
    )
    click.echo(f"next: fill it in, then report code read {path} --corpus {corpus} --coder {coder}")


@code.command(
    epilog="""
\b
Examples:
  report code read codes-ann.xlsx --corpus my-corpus --coder ann
  report code read admin.jsonl --corpus my-corpus --coder bo
  report code read model.csv --corpus my-corpus --instrument model

Nothing is written if anything in the file cannot be used.
"""
)
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@options.folder("--corpus", "Corpus folder.  [default: corpus]")
@click.option("--coder", metavar="NAME", help="Who coded it.")
@click.option("--instrument", metavar="NAME", help="The program that coded it, if nobody did.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="What FILE is; table: a sheet, CSV or JSONL.  [default: its content tells]",
)
@click.option(
    "--annotator",
    metavar="ID",
    help="Read the annotations of this person, of a Label Studio export with several.",
)
def read(
    source: Path,
    corpus: Path | None,
    coder: str | None,
    instrument: str | None,
    form: "Format | None",
    annotator: str | None,
) -> None:
    """Read codes from a filled sheet, or from an export of doccano, Label Studio, brat, INCEpTION.

    Answers replace earlier ones of the same coder to the same question; nothing else is lost.
    """
    from helpers.coding.reading import read_coder, read_machine
    from helpers.corpus.files.folders import find_corpus

    if (coder is None) == (instrument is None):
        what = "say who coded it, a person or a program"
        raise InputError.of(
            "report code read", what, "give either --coder NAME or --instrument NAME"
        )
    folder = find_corpus(corpus or "corpus")
    with Console(stderr=True).status(Text(f"reading {source}")):
        if coder is not None:
            done = read_coder(source, corpus=folder, coder=coder, format=form, annotator=annotator)
        else:
            done = read_machine(source, corpus=folder, name=str(instrument), format=form)
    for warning in done.warnings:
        click.echo(f"note: {warning}", err=True)
    if done.uncounted:
        click.echo(f"note: {done.uncounted:,} texts left out, as they do not count", err=True)
    click.echo(
        f"{done.path}: answers to {done.sentences:,} sentences read; {done.new:,} new, "
        f"{done.changed:,} changed, {done.unchanged:,} unchanged"
    )
