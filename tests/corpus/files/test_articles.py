"""The five articles are evidence: their bytes never change."""

import csv
import hashlib
from pathlib import Path

from helpers.study.check_inputs import every_problem

CORPUS = Path(__file__).parents[3] / "corpus"


def read_list() -> list[dict[str, str]]:
    with (CORPUS / "articles.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_corpus_has_no_defect() -> None:
    assert every_problem(CORPUS) == []


def test_hashes_are_those_of_the_files() -> None:
    rows = read_list()
    assert len(rows) == 5
    for row in rows:
        content = (CORPUS / row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]


def test_only_one_article_states_its_date_and_the_others_say_why() -> None:
    assert [row["published_basis"] for row in read_list()].count("stated") == 1
    assert all(len(row["evidence"]) > 40 for row in read_list())


def test_the_articles_are_those_received(seeds: Path) -> None:
    received = {hashlib.sha256(path.read_bytes()).hexdigest() for path in seeds.iterdir()}
    assert {row["sha256"] for row in read_list()} == received


def test_every_coded_sentence_stands_in_its_article() -> None:
    texts = {row["document"]: (CORPUS / row["file"]).read_bytes().decode() for row in read_list()}
    with (CORPUS / "coding" / "sentences.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]
