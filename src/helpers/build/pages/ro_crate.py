"""Describe a built book as an RO-Crate, so that an archive can take it as it is."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import yaml

from helpers.build.manifest import Manifest
from helpers.corpus.files.contents import MANIFEST, WORKBOOK, contents

if TYPE_CHECKING:
    from rocrate.model import ContextEntity
    from rocrate.rocrate import ROCrate

METADATA = "ro-crate-metadata.json"
FORMATS = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".html": "text/html",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
QUOTED = (
    "Covers the code and the report's own text. The texts of the corpus, which the pages and "
    "tables quote, are not covered."
)


def write_crate(
    path: Path, made_from: Manifest, *, data: Path, citation: Sequence[Path] = ()
) -> None:
    """Write the metadata of a book's folder.

    They list what lies there (pages, findings, tables, manifest), what it was made from (by name
    and SHA-256; these files are not in the folder) and the build that led from one to the other.
    The date of publication is that of the commit, outside a repository that of the release, if any.

    Parameters
    ----------
    path
        The file to write, whose place in a published book is beside `data`.
    made_from
        The book's manifest.
    data
        The book's data folder, complete.
    citation
        ``CITATION.cff``, where the project has one: authors, licence, keywords.
    """
    from rocrate.rocrate import ROCrate

    cited = yaml.safe_load(citation[0].read_text(encoding="utf-8") if citation else "") or {}
    crate = ROCrate()
    root = crate.root_dataset
    # The library puts the present moment there.
    del root["datePublished"]
    told = {
        "name": made_from.book,
        "description": made_from.description,
        "datePublished": made_from.committed or str(cited.get("date-released", "")),
        "keywords": ", ".join(cited.get("keywords", [])),
    }
    for name, value in told.items():
        if value:
            root[name] = value
    _add_people(crate, cited.get("authors", []))
    if "license" in cited:
        place = f"https://spdx.org/licenses/{cited['license']}"
        root["license"] = _add(crate, place, "CreativeWork", cited["license"], description=QUOTED)
    results = [
        crate.add_file(dest_path=f"data/{name}", properties=_file(name, found))
        for name, found in contents(data).items()
    ]
    pages = crate.add_file(
        dest_path="html/index.html",
        properties={"name": "First page of the book", "encodingFormat": FORMATS[".html"]},
    )
    crate.add_dataset(dest_path="html", properties={"name": "Pages of the book"})
    root["mainEntity"] = pages
    _add_build(crate, made_from, version=cited.get("version"), results=[*results, pages])
    written = json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(written + "\n", encoding="utf-8")


def _file(name: str, sha256: str) -> dict[str, str]:
    told = {"name": name, "sha256": sha256}
    if name == MANIFEST:
        told["description"] = "Parameters, inputs with their hashes, versions, commit"
    elif name == "findings.json":
        told["description"] = "Every finding: value, interval, verdict, text and evidence"
    elif name == WORKBOOK:
        told["description"] = "The main tables as one workbook whose texts are texts"
    form = FORMATS.get(Path(name).suffix)
    return told | ({"encodingFormat": form} if form else {})


def _add(crate: "ROCrate", place: str, kind: str, name: str, **more: Any) -> "ContextEntity":
    from rocrate.model import ContextEntity

    return crate.add(ContextEntity(crate, place, {"@type": kind, "name": name, **more}))


def _add_people(crate: "ROCrate", authors: Iterable[Mapping[str, str]]) -> None:
    added = []
    for number, author in enumerate(authors, start=1):
        # A person has names, an organization has one.
        parts = [author[key] for key in ("given-names", "family-names") if key in author]
        name, kind = (" ".join(parts), "Person") if parts else (author["name"], "Organization")
        place = author.get("orcid") or author.get("website") or f"#author-{number}"
        added.append(_add(crate, place, kind, name))
    if added:
        crate.root_dataset["author"] = added


def _add_build(
    crate: "ROCrate", made_from: Manifest, *, version: str | None, results: Sequence[Any]
) -> None:
    inputs = [
        _add(
            crate,
            f"#input/{quote(name)}",
            "SoftwareSourceCode" if name.endswith(".ipynb") else "CreativeWork",
            name,
            sha256=found,
        )
        for name, found in made_from.inputs.items()
    ]
    report = {"softwareVersion": version} if version else {}
    if made_from.commit:
        report["identifier"] = made_from.commit
    instruments = [_add(crate, "#report", "SoftwareApplication", "report", **report)]
    instruments += [
        _add(crate, f"#software/{quote(name)}", "SoftwareApplication", name, softwareVersion=number)
        for name, number in made_from.versions.items()
    ]
    build = _add(
        crate,
        "#build",
        "CreateAction",
        "Build of the book",
        description=made_from.command,
        instrument=instruments,
        object=inputs,
        result=list(results),
    )
    crate.root_dataset["mentions"] = [build]
