"""Read the list of a corpus' articles and their texts, and find every problem in them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from helpers.corpus.files.articles import read_article, unlisted_files
from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.fields import DOCUMENTS, TRUTH, check_columns, check_fields
from helpers.corpus.files.folders import Contents, look_into
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.parquet import (
    in_parts,
    scan_parquet,
    unchecked_parquet,
    within_calendar,
)
from helpers.corpus.files.texts import blank, too_large
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.untrusted_files import leads_out

_TEXTS: dict[str, type[pl.DataType]] = {"document": pl.String, "text": pl.String}


@dataclass(frozen=True)
class Examination:
    """What could be read of a corpus folder.

    Attributes
    ----------
    documents, texts : polars.DataFrame
        As in `helpers.corpus.files.opening.Corpus`; complete only where no problem is an error.
    where : dict of str to str
        For each document the place of its row, as in `Problem.where`.
    problems : list of Problem
        Those of the head, then those of the rows, then those of other files.
    """

    documents: pl.DataFrame
    texts: pl.DataFrame
    where: dict[str, str]
    problems: list[Problem]


def examine(folder: Path, limits: Limits, *, keep_texts: bool = True) -> Examination:
    """Read `articles.csv` and its files, or `articles.parquet`, noting every defect.

    Where texts are not kept, each is looked at all the same, and `texts` has no rows. A link that
    leads out of the folder is a defect, so that a foreign corpus cannot show other files; pipes and
    devices are defects, too.
    """
    contents = look_into(folder, hidden=True)
    strange = [*contents.links, *contents.odd]
    try:
        examination = _table(folder, contents, limits, keep_texts=keep_texts)
    except InputError as error:
        documents, texts = pl.DataFrame(schema=DOCUMENTS), pl.DataFrame(schema=_TEXTS)
        examination = Examination(documents, texts, {}, error.problems)
    # A file behind such a link is not read, which is a defect of its row, too.
    return replace(examination, problems=[*examination.problems, *strange])


def _table(folder: Path, contents: Contents, limits: Limits, *, keep_texts: bool) -> Examination:
    table, parquet = folder / "articles.csv", folder / "articles.parquet"
    names = [path.name for path in (table, parquet) if path.is_file()]
    if len(names) == 2:
        what = "has both articles.csv and articles.parquet"
        raise InputError.of(folder, what, "remove one of the two")
    if any(leads_out(folder, name) for name in names):
        return Examination(pl.DataFrame(schema=DOCUMENTS), pl.DataFrame(schema=_TEXTS), {}, [])
    if parquet.is_file():
        return _parquet(parquet, limits, keep_texts=keep_texts)
    if table.is_file():
        return _csv(table, contents, limits, keep_texts=keep_texts)
    mend = 'make a corpus with "report new FOLDER --from FILE"'
    raise InputError.of(folder, "no articles.csv in it", mend)


def texts_of(folder: Path, documents: pl.DataFrame, *, first: int) -> pl.DataFrame:
    """Read texts that were examined before; see `helpers.corpus.files.opening.read_texts`."""
    parquet = folder / "articles.parquet"
    if parquet.is_file():
        table = unchecked_parquet(parquet).select(*_TEXTS)
        return table.slice(first, documents.height).collect()
    texts = [(folder / file).read_bytes().decode(errors="replace") for file in documents["file"]]
    return documents.select("document", text=pl.Series(texts, dtype=pl.String))


def sha256(content: bytes) -> str:
    """Return the hash that a corpus lists for a file's bytes."""
    return hashlib.sha256(content).hexdigest()


def _csv(path: Path, contents: Contents, limits: Limits, *, keep_texts: bool) -> Examination:
    rows, lines, short = read_delimited(path, limits=limits, delimiter=",")
    rows = rows.with_columns(pl.all().str.strip_chars().replace("", None))
    where = [f"{path}:{line}" for line in lines]
    problems = _head(f"{path}:1", rows, names=rows.columns, columns=[*DOCUMENTS])
    # What an import forgives a foreign table would be a guess in a corpus' own list.
    problems += [replace(problem, severity="error") for problem in short]
    in_rows = [
        (row, Problem(where[row], what, mend))
        for row, what, mend in check_fields(rows, max_id_length=limits.max_id_length)
    ]
    has_files = "file" in rows.columns
    rows = _complete(rows)
    texts: dict[str, str] = {}
    listed_files: set[str] = set()
    files = rows.select("document", "file").rows() if has_files else []
    for row, (document, file) in enumerate(files):
        if file is None or file in listed_files:
            what = f'file "{file}" is listed twice' if file else "no file"
            in_rows.append((row, Problem(where[row], what, "give each article its own file")))
            continue
        listed_files.add(file)
        content, wrong = read_article(path.parent, file, where[row], limits)
        if content:
            wrong += _hash(content, rows["sha256"][row], where[row], file)
            if keep_texts:
                texts[document or ""] = content.decode(errors="replace")
        in_rows += [(row, problem) for problem in wrong]
    problems += [problem for _, problem in sorted(in_rows, key=lambda pair: pair[0])]
    documents = rows.with_columns(
        pl.col("published").str.to_date("%Y-%m-%d", strict=False),
        pl.col("translated").replace_strict(TRUTH, default=None, return_dtype=pl.Boolean),
    )
    return Examination(
        documents,
        pl.DataFrame([*texts.items()], schema=_TEXTS, orient="row"),
        dict(zip(rows["document"].fill_null(""), where, strict=True)),
        problems + (unlisted_files(path.parent, contents, listed_files) if has_files else []),
    )


def _parquet(path: Path, limits: Limits, *, keep_texts: bool) -> Examination:
    table = scan_parquet(path, limits)
    schema, kinds = table.collect_schema(), {**DOCUMENTS, **_TEXTS}
    rows, beyond = within_calendar(path, table.drop("text", strict=False).collect())
    problems = _head(str(path), rows, names=schema.names(), columns=[*kinds])
    problems += [replace(problem, severity="error") for problem in beyond]
    problems += [
        Problem(str(path), f'column "{name}" is {schema[name]}', f"write {kind.__name__}")
        for name, kind in kinds.items()
        if name in schema and schema[name] != kind
    ]
    if problems:
        raise InputError(problems)
    where = [f"{path}:{number}" for number in range(1, rows.height + 1)]
    in_rows = [
        (row, Problem(where[row], what, mend))
        for row, what, mend in check_fields(rows, max_id_length=limits.max_id_length)
    ]
    texts = [pl.DataFrame(schema=_TEXTS)]
    for first, part in in_parts(table.select("document", "sha256", "text")):
        in_rows += [
            (first + row, Problem(where[first + row], what, mend))
            for row, what, mend in check_fields(
                part.select("text"), max_id_length=limits.max_id_length
            )
        ]
        for row, (text, digest) in enumerate(part.select("text", "sha256").iter_rows(), first):
            in_rows += ((row, problem) for problem in _text(text, digest, where[row], limits))
        if keep_texts:
            texts.append(part.select(*_TEXTS))
    problems = [problem for _, problem in sorted(in_rows, key=lambda pair: pair[0])]
    places = dict(zip(rows["document"].fill_null(""), where, strict=True))
    return Examination(_complete(rows), pl.concat(texts), places, problems)


def _head(where: str, rows: pl.DataFrame, *, names: list[str], columns: list[str]) -> list[Problem]:
    wrong = check_columns(names, columns=columns)
    if rows.is_empty():
        wrong.append(("no articles in it", "add a row for each article"))
    return [Problem(where, what, mend) for what, mend in wrong]


def _complete(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of `DOCUMENTS` in order, missing where the file lacks one."""
    empty_columns = [
        pl.lit(None, pl.String).alias(name) for name in DOCUMENTS if name not in rows.columns
    ]
    return rows.with_columns(empty_columns).select(*DOCUMENTS)


def _text(text: str | None, digest: str | None, where: str, limits: Limits) -> Iterator[Problem]:
    if text is None or blank(text):
        yield Problem(where, "no text", "remove the row")
        return
    content = text.encode()
    wrong = too_large(len(content), limits)
    if wrong:
        yield Problem(where, *wrong)
    yield from _hash(content, digest, where, "the text")


def _hash(content: bytes, digest: str | None, where: str, name: str) -> list[Problem]:
    actual = sha256(content)
    if digest is None:
        return [Problem(where, f"no sha256 for {name}", f"write {actual}")]
    if digest.lower() != actual:
        mend = f"restore the text or, if the change is intended, write {actual}"
        return [Problem(where, f"{name} does not match the listed sha256", mend)]
    return []
