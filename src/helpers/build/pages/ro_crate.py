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
COVERAGE = (
    "Covers the code and the report's own text. The texts of the corpus, which the pages and "
    "tables quote, are not covered."
)


def write_crate(
    path: Path, manifest: Manifest, *, data: Path, citation: Sequence[Path] = ()
) -> None:
    """Write the metadata of a book's folder.

    They list what lies there (pages, findings, tables, manifest), what it was made from (by name
    and SHA-256; these files are not in the folder) and the build that led from one to the other.
    The date of publication is that of the commit, outside a repository that of the release, if any.

    Parameters
    ----------
    path
        The file to write, whose place in a published book is beside `data`.
    manifest
        The book's manifest.
    data
        The book's data folder, complete.
    citation
        ``CITATION.cff``, where the project has one: authors, licence, keywords.
    """
    from rocrate.rocrate import ROCrate

    citation_file = (
        yaml.safe_load(citation[0].read_text(encoding="utf-8") if citation else "") or {}
    )
    crate = ROCrate()
    root = crate.root_dataset
    # The library puts the present moment there.
    del root["datePublished"]
    texts = {
        "name": manifest.book,
        "description": manifest.description,
        "datePublished": manifest.committed or str(citation_file.get("date-released", "")),
        "keywords": ", ".join(citation_file.get("keywords", [])),
    }
    for name, value in texts.items():
        if value:
            root[name] = value
    _add_people(crate, citation_file.get("authors", []))
    if "license" in citation_file:
        place = f"https://spdx.org/licenses/{citation_file['license']}"
        root["license"] = _add(
            crate, place, "CreativeWork", citation_file["license"], description=COVERAGE
        )
    results = [
        crate.add_file(dest_path=f"data/{name}", properties=_file(name, digest))
        for name, digest in contents(data).items()
    ]
    pages = crate.add_file(
        dest_path="html/index.html",
        properties={"name": "First page of the book", "encodingFormat": FORMATS[".html"]},
    )
    crate.add_dataset(dest_path="html", properties={"name": "Pages of the book"})
    root["mainEntity"] = pages
    _add_build(crate, manifest, version=citation_file.get("version"), results=[*results, pages])
    content = json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(content + "\n", encoding="utf-8")


def _file(name: str, sha256: str) -> dict[str, str]:
    properties = {"name": name, "sha256": sha256}
    if name == MANIFEST:
        properties["description"] = "Parameters, inputs with their hashes, versions, commit"
    elif name == "findings.json":
        properties["description"] = "Every finding: value, interval, verdict, text and evidence"
    elif name == WORKBOOK:
        properties["description"] = "The main tables as a workbook"
    form = FORMATS.get(Path(name).suffix)
    return properties | ({"encodingFormat": form} if form else {})


def _add(crate: "ROCrate", place: str, kind: str, name: str, **more: Any) -> "ContextEntity":
    from rocrate.model import ContextEntity

    return crate.add(ContextEntity(crate, place, {"@type": kind, "name": name, **more}))


def _add_people(crate: "ROCrate", authors: Iterable[Mapping[str, str]]) -> None:
    people = []
    for number, author in enumerate(authors, start=1):
        # A person has names, an organization has one.
        parts = [author[key] for key in ("given-names", "family-names") if key in author]
        name, kind = (" ".join(parts), "Person") if parts else (author["name"], "Organization")
        place = author.get("orcid") or author.get("website") or f"#author-{number}"
        people.append(_add(crate, place, kind, name))
    if people:
        crate.root_dataset["author"] = people


def _add_build(
    crate: "ROCrate", manifest: Manifest, *, version: str | None, results: Sequence[Any]
) -> None:
    inputs = [
        _add(
            crate,
            f"#input/{quote(name)}",
            "SoftwareSourceCode" if name.endswith(".ipynb") else "CreativeWork",
            name,
            sha256=digest,
        )
        for name, digest in manifest.inputs.items()
    ]
    report = {"softwareVersion": version} if version else {}
    if manifest.commit:
        report["identifier"] = manifest.commit
    instruments = [_add(crate, "#report", "SoftwareApplication", "report", **report)]
    instruments += [
        _add(crate, f"#software/{quote(name)}", "SoftwareApplication", name, softwareVersion=number)
        for name, number in manifest.versions.items()
    ]
    build = _add(
        crate,
        "#build",
        "CreateAction",
        "Build of the book",
        description=manifest.command,
        instrument=instruments,
        object=inputs,
        result=list(results),
    )
    crate.root_dataset["mentions"] = [build]
