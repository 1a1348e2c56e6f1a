"""Commands that open a page for people who code sentences."""

from pathlib import Path

import click

corpus_argument = click.argument("corpus", type=click.Path(path_type=Path), default=Path("corpus"))
fields_option = click.option(
    "--fields",
    multiple=True,
    metavar="FIELD,...",
    help="What to code: sets of frames by name, tone, voice, speaker, bloc, kind.  [default: the "
    "codebook's first set, tone, voice]",
)
# Always the same, so that what waits in a browser finds the server when it is back.
_port = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port on this machine; 0 picks a free one.",
)


def split_items(values: tuple[str, ...]) -> tuple[str, ...]:
    """Part values that were given as one, with commas."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(dict.fromkeys(filter(None, parts)))


class PageByDefault(click.Group):
    """A group whose command `page` is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command in front where it is missing."""
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["page", *args]
        return super().parse_args(ctx, args)


@click.command(
    epilog="""
\b
Examples:
  report code --coder ann
  report code my-corpus --coder ann --fields tone,voice,speaker,bloc

Exit codes: 0 ended with Ctrl-C, 2 bad arguments, no sentences drawn, or the port is in use.
"""
)
@corpus_argument
@click.option("--coder", required=True, metavar="NAME", help="Who codes; names the file of codes.")
@fields_option
@_port
def page(corpus: Path, coder: str, fields: tuple[str, ...], port: int) -> None:
    """Code the drawn sentences in a browser on this machine.

    Every answer is saved at once to coding/coders/NAME.csv. The page shows neither what the
    instruments say nor what others have coded.
    """
    from helpers.coding.page.serving import serve_coding
    from helpers.corpus.files.folders import find_corpus

    serve_coding(
        find_corpus(corpus),
        coder=coder,
        fields=split_items(fields),
        port=port,
        tell=lambda words: click.echo(words, err=True),
    )


@click.command(
    epilog="""
Exit codes: 0 ended with Ctrl-C, or nothing to settle; 2 bad arguments, or the port is in use.
"""
)
@corpus_argument
@_port
def settle(corpus: Path, port: int) -> None:
    """Settle in a browser what coders answered differently or were unsure about.

    The agreed answers go to coding/settled.csv; the coders' own stay as they are.
    """
    from helpers.coding.page.serving import serve_settling
    from helpers.corpus.files.folders import find_corpus

    serve_settling(find_corpus(corpus), port=port, tell=lambda words: click.echo(words, err=True))
