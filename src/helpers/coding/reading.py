"""Read a file of codes back into the coding folder, whatever program wrote it."""

import json
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from helpers.coding.coded_tables import read_coded_table
from helpers.coding.codes_file import CodesFile, open_coder, open_machine
from helpers.coding.entries import Entry
from helpers.coding.exports.brat import read_brat
from helpers.coding.exports.doccano import KEYS, read_doccano, read_objects
from helpers.coding.exports.inception import STRUCTURES, read_inception
from helpers.coding.exports.label_studio import read_label_studio
from helpers.coding.gathering import gather
from helpers.coding.sentences import Sentences, sentences_of
from helpers.coding.vocabulary import Vocabulary
from helpers.corpus.coding.folder import read_drawn
from helpers.corpus.files.limits import Limits
from helpers.corpus.json_files import read_json
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings
from helpers.corpus.untrusted_files import no_file, odd_kind
from helpers.measures.framing.codebook import read_codebook
from helpers.study.chosen import RESERVED
from helpers.study.make_tables import make

Format = Literal["table", "doccano", "label-studio", "brat", "inception"]
FORMATS: tuple[Format, ...] = get_args(Format)


class ReadCodes(NamedTuple):
    """What was read.

    Attributes
    ----------
    path
        Where the codes lie now.
    sentences
        With an answer in the file.
    new, changed, unchanged
        Answers, as `helpers.coding.merging.Merged`.
    uncounted
        Texts left out, as they are not among the sentences that count.
    warnings
        What was not read.
    """

    path: Path
    sentences: int
    new: int
    changed: int
    unchanged: int
    uncounted: int
    warnings: list[Problem]


def read_coder(
    source: Path,
    *,
    corpus: Path,
    coder: str,
    format: Format | None = None,
    annotator: str | None = None,
) -> ReadCodes:
    """Read what a person coded into ``coding/coders``.

    Answers replace earlier ones of the same person to the same sentence and field; nothing else is
    lost.

    Parameters
    ----------
    source
        A coding sheet or another table (see `helpers.coding.coded_tables`), or an export of one of
        `FORMATS`.
    corpus
        The corpus folder.
    coder
        Who coded.
    format
        What the file is; where not given, its content tells.
    annotator
        Whose annotations are read, where an export of Label Studio has those of several people.

    Raises
    ------
    InputError
        With everything in the file that cannot be used; then nothing is written.
    """
    vocabulary = _vocabulary(corpus)
    file = open_coder(corpus, coder, frame_sets=vocabulary.frame_sets)
    near = Sentences(read_drawn(corpus))
    return _read(source, corpus, file, vocabulary, near=near, format=format, annotator=annotator)


def read_machine(
    source: Path, *, corpus: Path, name: str, format: Format | None = None
) -> ReadCodes:
    """Read what a program coded into ``coding/machines``, as `read_coder` does for people.

    A column ``tone_score`` holds the number, from -1 to 1, that the program gives before it is cut
    into labels.
    """
    if name in RESERVED:
        what = f"'{name}' is the name of an instrument of the report"
        raise InputError.of("--instrument", what, "choose another name")
    vocabulary = _vocabulary(corpus)
    file = open_machine(corpus, name, frame_sets=vocabulary.frame_sets)
    return _read(source, corpus, file, vocabulary, near=None, format=format, annotator=None)


def recognise(path: Path, *, limits: Limits) -> Format:
    """Tell by its content what kind of file of codes it is.

    Raises
    ------
    InputError
        Where there is no such file, or it is of no kind that is known.
    """
    if path.is_dir():
        if any(path.glob("*.ann")):
            return "brat"
        raise InputError.of(path, "a folder without .ann files", "name the file of codes")
    if not path.exists():
        raise InputError.of(path, "no such file", "correct the path")
    kind = odd_kind(path.stat().st_mode)
    if kind:
        raise InputError([no_file(path, kind)])
    match path.suffix.lower():
        case ".ann":
            return "brat"
        case ".json":
            return _kind_of_json(path)
        case ".jsonl" | ".ndjson":
            objects = read_objects(path, limits=limits)
            lists = any(isinstance(value.get(key), list) for _, value in objects for key in KEYS)
            return "doccano" if lists else "table"
        case _:
            return "table"


def _kind_of_json(path: Path) -> Format:
    try:
        value = read_json(path)
    except InputError:
        # Some programs end the name of JSON Lines so.
        with path.open("rb") as stream:
            first = stream.readline(1_000_000)
        try:
            value = json.loads(first)
        except ValueError:
            value = None
        if isinstance(value, dict):
            return "doccano"
        raise
    if isinstance(value, dict) and STRUCTURES in value:
        return "inception"
    if isinstance(value, list):
        return "label-studio"
    if isinstance(value, dict) and any(key in value for key in KEYS):
        return "doccano"
    mend = f"say what it is with --format ({', '.join(FORMATS)})"
    raise InputError.of(path, "no export that is known", mend)


def _vocabulary(corpus: Path) -> Vocabulary:
    return Vocabulary(read_codebook(find_settings(corpus, "codebook.yml")))


def _read(
    source: Path,
    corpus: Path,
    file: CodesFile,
    vocabulary: Vocabulary,
    *,
    near: Sentences | None,
    format: Format | None,
    annotator: str | None,
) -> ReadCodes:
    entries, warnings = _entries(
        source, format or recognise(source, limits=file.limits), file.limits, vocabulary, annotator
    )

    @cache
    def all_sentences() -> Sentences:
        return sentences_of(make(corpus))

    gathered = gather(
        entries,
        coder=file.coder,
        vocabulary=vocabulary,
        near=near or all_sentences(),
        all_sentences=all_sentences,
    )
    if not gathered.table.height:
        raise InputError.of(source, "no answer in it", "fill it in, then read it again")
    merged = file.merge(gathered.table)
    return ReadCodes(file.path, gathered.table.height, *merged[1:], gathered.uncounted, warnings)


def _entries(
    source: Path,
    format: Format,
    limits: Limits,
    vocabulary: Vocabulary,
    annotator: str | None,
) -> tuple[list[Entry], list[Problem]]:
    match format:
        case "table":
            table = read_coded_table(source, limits=limits, vocabulary=vocabulary)
            return table.entries, table.warnings
        case "doccano":
            return read_doccano(source, limits=limits), []
        case "label-studio":
            return read_label_studio(source, annotator=annotator), []
        case "brat":
            return read_brat(source), []
        case "inception":
            return read_inception(source), []
