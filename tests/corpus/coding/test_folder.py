"""Codes and samples are read as they were written, and what is wrong is named by its line."""

from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.coding.codes import read_codes, write_codes
from helpers.corpus.coding.folder import coder_file, read_coding
from helpers.corpus.coding.samples import read_sample, write_sample
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError

SETS = {"issue": ["costs", "science"], "generic": ["conflict"]}


def codes(folder: Path, text: str, **options: object) -> pl.DataFrame:
    path = folder / "codes.csv"
    path.write_text(text, encoding="utf-8")
    chosen = {"frame_sets": SETS, "limits": read_limits(folder), "coder": "ann"} | options
    return read_codes(path, **chosen).table


def refusal(folder: Path, text: str, **options: object) -> list[str]:
    with pytest.raises(InputError) as error:
        codes(folder, text, **options)
    return [str(problem) for problem in error.value.problems]


def test_one_field_is_enough(tmp_path: Path) -> None:
    table = codes(tmp_path, "document,start,end,tone\nnorth,0,9,-1\nnorth,10,20,\n")
    assert table.select("coder", "tone", "voice", "issue", "unsure").rows() == [
        ("ann", "-1", None, None, False),
        ("ann", None, None, None, False),
    ]


def test_none_is_an_answer_and_an_empty_cell_is_not(tmp_path: Path) -> None:
    text = "document,start,end,issue\na,0,9,science; costs\na,10,20,none\na,21,30,\n"
    assert codes(tmp_path, text)["issue"].to_list() == ["costs;science", "", None]
    assert codes(tmp_path, text, empty_is_none=True)["issue"].to_list() == ["costs;science", "", ""]


def test_frames_of_any_set_may_stand_in_one_column(tmp_path: Path) -> None:
    mixed = codes(tmp_path, "document,start,end,frames\na,0,9,costs;conflict\na,10,20,none\n")
    assert mixed.select("issue", "generic").rows() == [("costs", "conflict"), ("", "")]
    # Nobody was asked about a set of which no frame occurs, but for the first.
    first = codes(tmp_path, "document,start,end,frames\na,0,9,none\n")
    assert first.select("issue", "generic").rows() == [("", None)]


def test_every_mistake_is_named_by_its_line(tmp_path: Path) -> None:
    head = "document,start,end,tone,voice\n"
    rows = "a,0,x,-1,quote\na,0,9,2,quotation\na,0,9,0,quote\n,1,2,0,\n"
    lines = [line.partition("codes.csv:")[2] for line in refusal(tmp_path, head + rows)]
    assert [line.partition(";")[0] for line in lines] == [
        "2: end is 'x', not a whole number",
        "5: document is empty",
        "3: voice cannot be 'quotation'",
        "3: tone cannot be '2'",
        "4: ann has coded this sentence already in line 3",
    ]


def test_what_cannot_be_codes_is_refused(tmp_path: Path) -> None:
    assert "no column end" in refusal(tmp_path, "document,start,tone\na,0,1\n")[0]
    assert "no column holds codes" in refusal(tmp_path, "document,start,end\na,0,1\n")[0]
    assert "no column coder" in refusal(tmp_path, "document,start,end,tone\n", coder=None)[0]


def test_an_unknown_frame_is_left_out_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("document,start,end,issue\na,0,9,sciences;costs\n", encoding="utf-8")
    read = read_codes(path, frame_sets=SETS, limits=read_limits(tmp_path), coder="ann")
    assert read.table["issue"].to_list() == ["costs"]
    assert [problem.severity for problem in read.warnings] == ["warning"]
    assert "'sciences'" in str(read.warnings[0])
    assert 'write "science"' in str(read.warnings[0])


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    head = "document,start,end,issue,tone,unsure,text\n"
    rows = "a,0,9,science;costs,1,yes,One\na,10,20,none,,,Two\n"
    table = codes(tmp_path, head + rows)
    write_codes(coder_file(tmp_path, "ann"), table, frame_sets=SETS)
    coding = read_coding(tmp_path, frame_sets=SETS)
    assert coding.codes.equals(table)
    assert (coding.machines.height, coding.sample.height, coding.warnings) == (0, 0, [])


def test_people_programs_and_agreed_codes_are_told_apart(tmp_path: Path) -> None:
    for name in ("coders/ann", "coders/bo", "machines/model", "settled"):
        path = tmp_path / "coding" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("document,start,end,tone\na,0,9,1\n", encoding="utf-8")
    coding = read_coding(tmp_path, frame_sets=SETS)
    assert coding.codes["coder"].to_list() == ["ann", "bo", "settled"]
    assert coding.machines["coder"].to_list() == ["model"]


def test_a_sample_is_read_as_written(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "document": ["a"],
            "start": [0],
            "end": [9],
            "round": [1],
            "stratum": ["quote"],
            "probability": [0.25],
            "text": ["One, two."],
            "before": [""],
            "after": ["Three."],
        }
    )
    write_sample(tmp_path / "sample.csv", table)
    assert read_sample(tmp_path / "sample.csv", limits=read_limits(tmp_path)).equals(table)


@pytest.mark.parametrize("probability", ["0", "1.5", "", "often"])
def test_a_probability_that_is_none_is_refused(tmp_path: Path, probability: str) -> None:
    path = tmp_path / "sample.csv"
    path.write_text(f"document,start,end,probability\na,0,9,{probability}\n", encoding="utf-8")
    with pytest.raises(InputError, match="csv:2"):
        read_sample(path, limits=read_limits(tmp_path))


def test_scores_and_notes_are_kept(tmp_path: Path) -> None:
    table = codes(tmp_path, "document,start,end,tone_score,note\na,0,9,-0.25,odd\na,10,20,,\n")
    assert table.select("tone_score", "note").rows() == [(-0.25, "odd"), (None, None)]
    write_codes(coder_file(tmp_path, "ann"), table, frame_sets=SETS)
    assert read_coding(tmp_path, frame_sets=SETS).codes.equals(table)


@pytest.mark.parametrize("score", ["2", "nan", "low"])
def test_a_score_out_of_range_is_named_by_its_line(tmp_path: Path, score: str) -> None:
    lines = refusal(tmp_path, f"document,start,end,tone_score\na,0,9,{score}\n")
    assert lines[0].endswith(
        f"codes.csv:2: tone_score cannot be '{score}'; write a number from -1 to 1"
    )


def test_a_coder_has_a_sentence_in_one_file(tmp_path: Path) -> None:
    rows = {"coders/ann": "document,start,end,tone\na,0,9,1\na,10,20,1\n"}
    rows["sentences"] = "document,start,end,coder,tone\na,0,9,ann,1\na,0,9,bo,1\n"
    for name, text in rows.items():
        path = tmp_path / "coding" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="'ann' has sentences in two files: 1; keep each"):
        read_coding(tmp_path, frame_sets=SETS)


def test_a_side_is_for_against_or_neither(tmp_path: Path) -> None:
    (line,) = refusal(tmp_path, "document,start,end,stance_west\na,0,9,-2\n")
    assert "codes.csv:2: stance_west cannot be '-2'" in line
