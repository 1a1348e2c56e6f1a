"""What a file of codes says, before it is known which sentences and answers it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.corpus.problems import Problem


@dataclass(frozen=True, slots=True)
class Label:
    """One label that a file gives to a text or to a stretch of it.

    Attributes
    ----------
    where
        The place in the file, for messages.
    text
        The label as written.
    field
        What it answers, as written; None where only the label can tell.
    start, end
        The stretch of the entry's text that it was given to, in characters; None: all of it.
    mistake
        Why it is no label; None where nothing is wrong so far.
    """

    where: str
    text: str
    field: str | None = None
    start: int | None = None
    end: int | None = None
    mistake: Problem | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in a file, with its labels.

    Attributes
    ----------
    where
        The place in the file, for messages.
    labels
        What the file says of it.
    id
        The sentence's, as a coding sheet gives it.
    document, start, end
        Its article, and where it stands there.
    text
        A sentence, several (one a line), or an article.
    mistake
        Why it cannot be used, whatever its labels are; None where nothing is wrong so far.
    """

    where: str
    labels: tuple[Label, ...]
    id: str | None = None
    document: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    mistake: Problem | None = None


_ID = re.compile(r".+:\d+-\d+")
# How columns and fields are called that say which sentence is meant.
IDS = ("id", "sentence_id")
TEXTS = ("sentence", "text")
# Written beside the sentence for the coder, or by other programs about their own work.
IGNORED = (
    *("before", "after", "coder", "round", "stratum", "probability", "order"),
    *("annotator", "created_at", "updated_at", "lead_time", "comments"),
)


def locate(fields: Mapping[str, object]) -> dict[str, Any]:
    """Take from named values what says which sentence is meant, as `Entry` has it.

    Examples
    --------
    >>> locate({"id": "a:0-4", "sentence": "Yes.", "document": "a", "start": 0, "end": "4"})
    {'document': 'a', 'id': 'a:0-4', 'start': 0, 'end': 4, 'text': 'Yes.'}
    """
    found: dict[str, Any] = {}
    names = {name.strip().lower(): value for name, value in fields.items()}

    def take(key: str, *candidates: str) -> None:
        for name in candidates:
            value = names.get(name)
            if isinstance(value, str) and value.strip():
                found[key] = value.strip() if key != "text" else value
                return

    take("document", "document")
    take("id", *IDS)
    # Programs number their texts in their own way.
    if not _ID.fullmatch(str(found.get("id", ""))):
        found.pop("id", None)
    for key in ("start", "end"):
        value = str(names.get(key, "")).strip().removesuffix(".0")
        if value.isdecimal():
            found[key] = int(value)
    take("text", *TEXTS)
    return found
