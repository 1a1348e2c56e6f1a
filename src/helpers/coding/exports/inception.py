"""Read exports of INCEpTION in the format UIMA CAS JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.coding.entries import Entry, Label
from helpers.coding.exports.offsets import code_points
from helpers.corpus.json_files import read_json
from helpers.corpus.problems import InputError

STRUCTURES = "%FEATURE_STRUCTURES"
# What the program itself marks: sentences, words, the document.
_OWN = (
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.clarin.webanno.api.",
)
_PLAIN = ("value", "label")
_METADATA = "DocumentMetaData"


def read_inception(path: Path) -> list[Entry]:
    """Read the annotated document of an export.

    Each feature of an annotation that holds text is a label. Its name may be that of a field; where
    it is just value or label, that of the layer may. An annotation without features has its layer's
    name as a label. A document that is named like an article (with or without .txt) counts its
    characters; in any other a sentence stands in a line.

    Raises
    ------
    InputError
        Where the file is no such export.
    """
    value = read_json(path)
    structures = value.get(STRUCTURES) if isinstance(value, dict) else None
    if not isinstance(structures, list) or not all(isinstance(one, dict) for one in structures):
        mend = "export the document in the format UIMA CAS JSON"
        raise InputError.of(path, "no document of INCEpTION", mend)
    text = next((one["sofaString"] for one in structures if "sofaString" in one), None)
    if not isinstance(text, str):
        raise InputError.of(path, "the document's text is not in it", "export it with its text")
    titles = [
        str(one.get("documentTitle") or "")
        for one in structures
        if str(one.get("%TYPE", "")).endswith(_METADATA)
    ]
    name = next(filter(None, titles), path.stem).removesuffix(".txt")
    return [Entry(str(path), tuple(_labels(path, structures, text)), document=name, text=text)]


def _labels(path: Path, structures: list[dict[str, Any]], text: str) -> Iterator[Label]:
    lists = {one.get("%ID"): one.get("%ELEMENTS") for one in structures}
    for one in structures:
        kind = str(one.get("%TYPE", ""))
        begin, end = one.get("begin"), one.get("end")
        if not isinstance(begin, int) or not isinstance(end, int) or kind.startswith(_OWN):
            continue
        first, last = code_points(text, begin, end)
        where = f"{path}: annotation {one.get('%ID')}"
        layer = kind.rpartition(".")[2]
        features = [
            (layer if name in _PLAIN else name, label) for name, label in _features(one, lists)
        ]
        for field, label in features or [(layer, layer)]:
            yield Label(where, label, field, first, last)


def _features(one: dict[str, Any], lists: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    for key, value in one.items():
        # A feature with several values refers to their list.
        values = lists.get(value) if key.startswith("@") and key != "@sofa" else value
        if key.startswith(("%", "^")) or values is None:
            continue
        for each in values if isinstance(values, list) else [values]:
            if isinstance(each, str) and each:
                yield key.removeprefix("@"), each
