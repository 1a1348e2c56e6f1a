"""Read a file of codes back into the coding folder, whatever program wrote it."""

import json
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import polars as pl

from helpers.coding.answers import Vocabulary
from helpers.coding.coded_tables import read_coded_table
from helpers.coding.entries import Entry
from helpers.coding.exports.brat import read_brat
from helpers.coding.exports.doccano import KEYS, read_doccano, read_objects
from helpers.coding.exports.inception import STRUCTURES, read_inception
from helpers.coding.exports.label_studio import read_label_studio
from helpers.coding.gathering import gather
from helpers.coding.merging import merge_codes
from helpers.coding.places import Sentences, sentences_of
from helpers.corpus.coding.codes import read_codes, schema_of, write_codes
from helpers.corpus.coding.fields import LABELS, SCORE, SETTLED, STANCE
from helpers.corpus.coding.folder import MACHINES, SAMPLE, coder_file
from helpers.corpus.coding.samples import read_sample
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.files.names import is_safe
from helpers.corpus.json_files import read_json
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings
from helpers.corpus.untrusted_files import leads_out, no_file, odd_kind
from helpers.measures.framing.codebook import read_codebook
from helpers.study.make_tables import make

Format = Literal["table", "doccano", "label-studio", "brat", "inception"]
FORMATS: tuple[Format, ...] = get_args(Format)
# A name is that of a file and stands in pages.
LONGEST = 40


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


def check_name(name: str, *, option: str) -> str:
    """Give the name of a coder or program if it can be the name of a file.

    Raises
    ------
    InputError
        Where it cannot, or means the codes agreed on.

    Examples
    --------
    >>> check_name("ann", option="--coder")
    'ann'
    >>> check_name("../ann", option="--coder")
    Traceback (most recent call last):
        ...
    helpers.corpus.problems.InputError: --coder: '../ann' cannot be a name; use letters, digits, ...
    """
    if not is_safe(name, longest=LONGEST):
        mend = f"use letters, digits, - and _, at most {LONGEST}"
        raise InputError.of(option, f"'{name}' cannot be a name", mend)
    if name.lower() == SETTLED:
        raise InputError.of(
            option, f"'{name}' stands for the codes agreed on", "choose another name"
        )
    return name


def machine_file(corpus: Path, name: str) -> Path:
    """Say where the codes of one program lie."""
    return corpus / MACHINES / f"{name}.csv"


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
    path = coder_file(corpus, check_name(coder, option="--coder"))
    near = _drawn(corpus)
    return _read(source, path, corpus, near=near, format=format, annotator=annotator)


def read_machine(
    source: Path, *, corpus: Path, name: str, format: Format | None = None
) -> ReadCodes:
    """Read what a program coded into ``coding/machines``, as `read_coder` does for people.

    A column ``tone_score`` holds the number, from -1 to 1, that the program gives before it is cut
    into labels.
    """
    path = machine_file(corpus, check_name(name, option="--instrument"))
    return _read(source, path, corpus, near=None, format=format, annotator=None)


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


def _read(
    source: Path,
    path: Path,
    corpus: Path,
    *,
    near: pl.DataFrame | None,
    format: Format | None,
    annotator: str | None,
) -> ReadCodes:
    if leads_out(corpus, str(path.relative_to(corpus))):
        what = "a link that leads out of the corpus"
        raise InputError.of(path, what, "put the file itself in its place")
    limits = read_limits(corpus)
    vocabulary = Vocabulary(read_codebook(find_settings(corpus, "codebook.yml")))
    entries, warnings = _entries(
        source, format or recognise(source, limits=limits), limits, vocabulary, annotator
    )

    @cache
    def all_sentences() -> Sentences:
        return sentences_of(make(corpus))

    gathered = gather(
        entries,
        coder=path.stem,
        vocabulary=vocabulary,
        near=all_sentences() if near is None else Sentences(near),
        all_sentences=all_sentences,
    )
    if not gathered.table.height:
        raise InputError.of(source, "no answer in it", "fill it in, then read it again")
    sets = vocabulary.frame_sets
    earlier = pl.DataFrame(schema=schema_of(sets))
    if path.is_file():
        read = read_codes(path, frame_sets=sets, limits=limits, coder=path.stem)
        earlier, warnings = read.table, [*read.warnings, *warnings]
    merged = merge_codes(earlier, gathered.table, frame_sets=sets)
    codes = [name for name in merged.table.columns if name in (*LABELS, *sets, SCORE)]
    codes += [name for name in merged.table.columns if name.startswith(STANCE)]
    if not any(merged.table[name].count() for name in codes):
        what = "nothing but notes, and sentences that the coder is not sure of"
        raise InputError.of(source, what, "fill in an answer, then read it again")
    if not merged.table.equals(earlier):
        write_codes(path, merged.table, frame_sets=sets)
    return ReadCodes(path, gathered.table.height, *merged[1:], gathered.uncounted, warnings)


def _drawn(corpus: Path) -> pl.DataFrame:
    path = corpus / SAMPLE
    if path.is_file() and not leads_out(corpus, str(SAMPLE)):
        return read_sample(path, limits=read_limits(corpus))
    return pl.DataFrame(
        schema={"document": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String}
    )


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
