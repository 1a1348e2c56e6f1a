"""Read what a corpus says of its coded sentences that the codes themselves do not tell."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from helpers.corpus.coding.folder import DESCRIPTION
from helpers.corpus.settings import read_settings
from helpers.corpus.untrusted_files import leads_out


class Description(BaseModel):
    """What is known of the sentences that were coded without having been drawn, and of the coders.

    Attributes
    ----------
    in_view
        Whether the rules were written, or changed, with the coded sentences in view; None where
        nobody says so. Of sentences that were drawn, the log of the draw tells (see
        `helpers.corpus.coding.rules`).
    coders
        What a reader should know of the coders, in whole sentences.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    in_view: bool | None = None
    coders: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


def read_description(corpus: Path) -> Description:
    """Read the description of a coding folder, which need not be there.

    Raises
    ------
    InputError
        With the line of every mistake in it.
    """
    path = corpus / DESCRIPTION
    if not path.is_file() or leads_out(corpus, str(DESCRIPTION)):
        return Description()
    return read_settings(path, Description)
