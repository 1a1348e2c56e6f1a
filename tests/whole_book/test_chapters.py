"""All chapters on corpora for which much of the report has no answer."""

import json
from pathlib import Path

import pytest
from support import Run

from helpers.corpus.files.importing import import_corpus


def findings(target: Path) -> dict[str, dict[str, object]]:
    rows = json.loads((target / "data" / "findings.json").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


@pytest.mark.timeout(1200)
def test_a_corpus_of_one_sentence_builds(tmp_path: Path, build_book: Run) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "only.txt").write_text("It rained.", encoding="utf-8")
    import_corpus(tmp_path / "corpus", texts)
    build_book("--corpus", str(tmp_path / "corpus"), out=tmp_path / "out")
    found = findings(tmp_path / "out" / "default")
    assert {row["verdict"] for row in found.values()} <= {"does not apply", "not supported"}
