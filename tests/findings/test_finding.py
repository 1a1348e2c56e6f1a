"""Findings, written and read."""

import json
from pathlib import Path

import polars as pl

from helpers.corpus.files.contents import digest_of_results
from helpers.findings.finding import Finding, read_findings, write_findings
from helpers.study.tables import write_both


def finding(value: float) -> Finding:
    return Finding(
        id="a",
        chapter="one",
        title="How much?",
        text="Much.",
        value=value,
        low=0.1,
        high=0.5,
        unit="share",
        n=3,
        verdict="supported",
        agreement=1 / 3,
        specifications=3,
    )


def test_numbers_are_written_to_six_places(tmp_path: Path) -> None:
    write_findings([finding(0.12345649)], tmp_path / "findings.json")
    (again,) = read_findings(tmp_path / "findings.json")
    assert (again.value, again.low, again.agreement) == (0.123456, 0.1, 0.333333)
    assert again.n == 3


def test_subjects_and_operands_are_written_and_read(tmp_path: Path) -> None:
    place = tmp_path / "findings.json"
    full = finding(0.25).model_copy(update={"subjects": ("a", "b"), "operands": (0.5, 0.25)})
    write_findings([full], place)
    (row,) = json.loads(place.read_text(encoding="utf-8"))
    assert (row["subjects"], row["operands"]) == (["a", "b"], [0.5, 0.25])
    assert read_findings(place) == [full.model_copy(update={"agreement": 0.333333})]


def test_a_file_of_before_without_subjects_is_read(tmp_path: Path) -> None:
    place = tmp_path / "findings.json"
    write_findings([finding(0.25)], place)
    (row,) = json.loads(place.read_text(encoding="utf-8"))
    del row["subjects"], row["operands"]
    place.write_text(json.dumps([row]), encoding="utf-8")
    (again,) = read_findings(place)
    assert again.subjects is None
    assert again.as_text == ("0.25", "0.10", "0.50")


def test_the_last_bits_of_a_number_do_not_change_the_digest_of_results(tmp_path: Path) -> None:
    digests = []
    for place, value in enumerate((0.3, 0.1 + 0.2, 1e-17, -1e-17, 0.31)):
        data = tmp_path / str(place)
        write_findings([finding(value)], data / "findings.json")
        write_both(pl.DataFrame({"tone": [value]}), data / "tones")
        digests.append(digest_of_results(data))
    assert digests[0] == digests[1] != digests[4]
    assert digests[2] == digests[3] != digests[0]
