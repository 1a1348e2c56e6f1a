"""All chapters on corpora for which much of the report has no answer."""

import json
from pathlib import Path

from helpers.corpus.importing import import_corpus

from .conftest import build_book


def findings(target: Path) -> dict[str, dict[str, object]]:
    rows = json.loads((target / "data" / "findings.json").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


def test_a_corpus_of_two_short_texts_fills_every_chapter(
    small_corpus: Path, tmp_path: Path, real_book: Path
) -> None:
    ran = build_book("--corpus", str(small_corpus), out=tmp_path / "out")
    assert ran.returncode == 0, ran.stderr
    made = tmp_path / "out" / "default"
    names = [path.name for path in sorted((real_book / "html" / "notebooks").glob("*.html"))]
    assert [p.name for p in sorted((made / "html" / "notebooks").glob("*.html"))] == names
    found, real = findings(made), findings(real_book)
    assert found.keys() == real.keys()
    assert found["sentiment-over-time"]["verdict"] == "does not apply"
    assert found["sentiment-over-time"]["text"] != real["sentiment-over-time"]["text"]
    assert all(len(str(row["text"])) <= 170 for row in real.values())
    assert all(row["limits"] for row in real.values())
    validity = (made / "html" / "notebooks" / "validity.html").read_text(encoding="utf-8")
    assert "no hand-coded sentences" in validity
    articles = (made / "html" / "notebooks" / "articles.html").read_text(encoding="utf-8")
    assert "Nobody complained." in articles


def test_a_corpus_of_one_sentence_builds(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "only.txt").write_text("It rained.", encoding="utf-8")
    import_corpus(tmp_path / "corpus", texts)
    ran = build_book("--corpus", str(tmp_path / "corpus"), out=tmp_path / "out")
    assert ran.returncode == 0, ran.stderr
    found = findings(tmp_path / "out" / "default")
    assert {row["verdict"] for row in found.values()} <= {"does not apply", "fragile"}
