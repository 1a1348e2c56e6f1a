"""The files of data that a built book holds, and what each is."""

import json
from pathlib import Path

import polars as pl

from helpers.study.about import read_about
from helpers.study.earlier_chapters import earlier_results
from helpers.study.opening import Study
from helpers.study.portions import SAMPLE, SAMPLED, SPLIT, is_large

# What the tables that a notebook keeps are, by their names.
CAPTIONS = "captions.json"
FILES = {
    "tables.xlsx": "Findings, articles and sentences as a workbook in which a text is a text. In a "
    "CSV file a spreadsheet program may take a text that begins with =, +, - or @ for a formula.",
    "findings.json": "Every finding: who or what is compared, value, interval, verdict and its "
    "reason, text, limits, and the sentences behind it.",
    "documents.csv": "Every article with its outlet, date, language and the hash of its file.",
    "sentences.csv": "Every sentence that counts, and what cleaning marked, with its place in the "
    "file, who says it, tone and frames. Sentences are numbered from 0 here, from 1 on the pages.",
    "tokens.csv": "Every word that counts, with its place in the file.",
    "tones.csv": "The score of every sentence by every instrument.",
    "codes.csv": "Every place where a frame was found.",
    "cleaning.csv": "Every mark of cleaning, with its rule and reason.",
    "manifest.json": "What the book was made from: parameters, hashes of all inputs, versions of "
    "the packages, commit.",
}
SCHEMA = {"data_file": pl.String, "what": pl.String}


def data_files(study: Study) -> pl.DataFrame:
    """List the files of a book that belong to no chapter: data_file (its name in data/), what.

    Of a table in portions (see `helpers.study.portions`) both are listed, portions and sample.
    """
    files = list(FILES.items())
    if is_large(study.tables):
        files = [row for name, what in files for row in _in_portions(name, what)]
    return pl.DataFrame(files, schema=SCHEMA, orient="row")


def _in_portions(name: str, what: str) -> list[tuple[str, str]]:
    table = name.removesuffix(".csv")
    if table not in SPLIT:
        return [(name, what)]
    sample = f"A sample of {table}: all rows of {SAMPLED} articles drawn at random, the same ones "
    return [
        (f"{table}/", f"{what} In portions, Parquet only."),
        (f"{table}{SAMPLE}.csv", f"{sample}in every sample."),
    ]


def kept_tables(study: Study) -> pl.DataFrame:
    """List the tables that the chapters of the same build kept before this one.

    Returns
    -------
    DataFrame
        chapter (its title), data_file (place in data/), what; no rows outside a build.
    """
    rows = []
    about = read_about(study.results_folder)
    titles = about.chapters if about else {}
    for folder in sorted(earlier_results(study)):
        if (folder / CAPTIONS).is_file():
            name = folder.name
            rows += [
                (titles.get(name, name), f"{name}/{table}.csv", caption)
                for table, caption in sorted(read_captions(folder).items())
            ]
    return pl.DataFrame(rows, schema={"chapter": pl.String} | SCHEMA, orient="row")


def read_captions(results: Path) -> dict[str, str]:
    """Read what the tables in a folder of results are, by their names."""
    captions: dict[str, str] = json.loads((results / CAPTIONS).read_text(encoding="utf-8"))
    return captions
