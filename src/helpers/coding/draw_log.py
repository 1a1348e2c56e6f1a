"""How a sample was drawn, so that it can be extended in the same way."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from helpers.corpus.coding.folder import DRAW_LOG as LOG
from helpers.corpus.settings import read_settings
from helpers.corpus.untrusted_files import leads_out
from helpers.system.outputs import replace_file

SEED = 2022
SHARE = 0.5
_HEAD = (
    "# How the sentences of sample.csv were drawn; written by report code draw, which needs it to\n"
    "# draw more.\n"
)


class Design(BaseModel):
    """What a sample is drawn by.

    Attributes
    ----------
    seed
        Of the permanent random numbers.
    by
        Columns that make strata.
    oversample
        Frames whose hits get a share of the sample of their own.
    rarer_than
        Every frame found in less than this share of the sentences is one of these, too.
    share
        The share of the sample that the hits get; the default where no frame is named.
    follow_disagreement
        Whether a sentence is the likelier drawn, the more the instruments disagree on it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int = SEED
    by: tuple[str, ...] = ()
    oversample: tuple[str, ...] = ()
    rarer_than: Annotated[float, Field(gt=0, le=1)] | None = None
    share: Annotated[float, Field(gt=0, lt=1)] = SHARE
    follow_disagreement: bool = False


class Round(BaseModel):
    """One time of drawing: sentences in the sample after it, and those it was drawn from.

    Where the sample follows disagreement, chance decides how many it holds, and n is their number
    on average.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    n: int
    sentences: int


class DrawLog(BaseModel):
    """The design of a sample, the rules in force at its first draw, and its rounds.

    Attributes
    ----------
    rules
        As `helpers.corpus.coding.rules.digest_rules` gives them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    design: Design
    rules: dict[str, str] = {}
    rounds: tuple[Round, ...] = ()


def read_log(corpus: Path) -> DrawLog | None:
    """Read how the sample of a corpus was drawn; None where nothing says so.

    Raises
    ------
    InputError
        With the line of every mistake in it.
    """
    path = corpus / LOG
    if not path.is_file() or leads_out(corpus, str(LOG)):
        return None
    return read_settings(path, DrawLog)


def write_log(corpus: Path, log: DrawLog) -> None:
    """Write how a sample was drawn; the file is whole or is not there."""
    path = corpus / LOG
    path.parent.mkdir(parents=True, exist_ok=True)
    content = log.model_dump(mode="json")
    if not log.design.follow_disagreement:
        del content["design"]["follow_disagreement"]
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    with replace_file(path) as fresh:
        fresh.write_text(_HEAD + text, encoding="utf-8")
