"""Tell whether the rules that read a corpus are those with which its sample was drawn.

Sentences drawn at random test the rules fairly as long as nobody fits the rules to them. The log of
the draw therefore keeps a digest of each settings file, which is compared with the file as it is.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from helpers.corpus.coding.folder import DRAW_LOG
from helpers.corpus.settings import SETTINGS, find_settings, read_settings
from helpers.corpus.untrusted_files import leads_out

Change = Literal["unchanged", "changed", "unknown"]
# The settings that the reading of a field follows; that of frames follows the codebook.
READ_BY = {
    "kind": ("cleaning.yml",),
    "voice": ("speech.yml",),
    "speaker": ("speech.yml", "actors.yml"),
    "bloc": ("speech.yml", "actors.yml"),
    "tone": ("tone.yml",),
}
_FRAMES = ("codebook.yml",)


class _Log(BaseModel):
    model_config = ConfigDict(extra="ignore")

    rules: dict[str, str] = {}


def digest_rules(corpus: Path) -> dict[str, str]:
    """Give the SHA-256 of each settings file in force, the package's own where the corpus has none.

    Raises
    ------
    InputError
        Where one is a link that leads out of the corpus.
    """
    return {name: sha256(find_settings(corpus, name).read_bytes()).hexdigest() for name in SETTINGS}


def read_rules(corpus: Path) -> dict[str, str]:
    """Read the digests that the log of the draw keeps; empty where it keeps none.

    Raises
    ------
    InputError
        With the line of every mistake in the log.
    """
    path = corpus / DRAW_LOG
    if not path.is_file() or leads_out(corpus, str(DRAW_LOG)):
        return {}
    return read_settings(path, _Log).rules


def rules_since_draw(corpus: Path, fields: Iterable[str]) -> Change:
    """Tell whether the settings that fields are read by have changed since the sample was drawn.

    Parameters
    ----------
    corpus
        A corpus folder, or one of tables with copies of its settings and its log.
    fields
        Names of fields or sets of frames; changed if the rules of one of them are.

    Returns
    -------
        ``unknown`` where the log does not keep them.
    """
    kept = read_rules(corpus)
    files = sorted({file for field in fields for file in READ_BY.get(field, _FRAMES)})
    if not set(files) <= set(kept):
        return "unknown"
    now = digest_rules(corpus)
    return "unchanged" if all(kept[name] == now[name] for name in files) else "changed"
