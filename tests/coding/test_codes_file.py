"""Answers are on the disk after each of them, and none undoes another."""

import os
import sys
from pathlib import Path
from subprocess import PIPE
from threading import Thread

import polars as pl
import pytest
from coded_sample import SETS, codes_of
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, Start

from helpers.coding import codes_file
from helpers.coding.codes_file import CodesFile
from helpers.coding.merging import merge_codes
from helpers.coding.places import Place
from helpers.corpus.coding.codes import schema_of
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError

ONE, TWO = Place("north", 0, 9), Place("north", 10, 20)
FIELDS = ("tone", "voice", "issue", "unsure")


def file_in(folder: Path) -> CodesFile:
    return CodesFile(folder / "coders" / "ann.csv", "ann", SETS, read_limits(folder))


def test_each_answer_is_on_the_disk(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    for name, cell in (("tone", "-1"), ("issue", ""), ("unsure", True)):
        file.save(ONE, name, cell, text="It, rains")
    row = codes_of(file.path).row(0, named=True)
    assert [row[name] for name in ("tone", "issue", "unsure", "text", "voice")] == [
        "-1",
        "",
        True,
        "It, rains",
        None,
    ]


def test_unsure_alone_can_be_read_again(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.save(ONE, "unsure", True, text="It rains.")
    assert file_in(tmp_path).read().select("unsure", "tone").rows() == [(True, None)]
    file.save(ONE, "unsure", False, text="It rains.")
    assert file_in(tmp_path).read().is_empty()


def test_two_windows_keep_each_others_answers(tmp_path: Path) -> None:
    one, other = file_in(tmp_path), file_in(tmp_path)
    one.save(ONE, "tone", "1", text="a")
    other.save(ONE, "voice", "quote", text="a")
    one.save(TWO, "tone", "0", text="b")
    other.save(TWO, "tone", "-1", text="b")
    assert codes_of(one.path).select("tone", "voice").rows() == [("1", "quote"), ("-1", None)]


def test_an_answer_that_arrives_late_does_not_undo_a_later_one(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.save(ONE, "tone", "1", text="a", at=2000)
    assert file.save(ONE, "tone", "0", text="a", at=1000)["tone"].item() == "1"
    assert file.save(ONE, "voice", "quote", text="a", at=1000)["voice"].item() == "quote"
    assert file.save(ONE, "tone", None, text="a", at=3000)["tone"].item() is None


def test_servers_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    # Each opens the file for itself, as processes do.
    threads = [
        Thread(
            target=file_in(tmp_path).save,
            args=(Place("north", n, n + 1), "tone", "1"),
            kwargs={"text": "a"},
        )
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert codes_of(file_in(tmp_path).path)["start"].to_list() == list(range(20))
    assert [path.name for path in (tmp_path / "coders").iterdir()] == ["ann.csv"]


def test_a_file_that_another_process_holds_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    monkeypatch.setattr(codes_file, "PATIENCE", 0)
    file = file_in(tmp_path)
    hold = (
        "import pathlib, sys; from helpers.system.scratch import lock_of\n"
        "with lock_of(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    other = start(
        [sys.executable, "-c", hold, str(file.path)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdin=PIPE,
        stdout=PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    later = pl.DataFrame(schema=schema_of(SETS))
    for write in (lambda: file.save(ONE, "tone", "1", text="a"), lambda: file.merge(later)):
        with pytest.raises(InputError, match=r"ann\.csv: is being changed; wait until"):
            write()
    assert not file.path.exists()
    other.communicate(timeout=60)
    assert file.save(ONE, "tone", "1", text="a").height == 1


def test_columns_that_are_not_asked_for_stay(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    head = "document,start,end,stance_west,note,topic,tone\n"
    file.path.write_text(f"{head}north,0,9,-1,two words,x,1\n", encoding="utf-8")
    file.save(ONE, "tone", "0", text="a")
    file.save(TWO, "tone", "1", text="b")
    table = pl.read_csv(file.path, infer_schema=False)
    columns = ("start", "tone", "stance_west", "note", "topic")
    rows = [("0", "0", "-1", "two words", "x"), ("10", "1", None, None, None)]
    assert table.select(columns).rows() == rows


def test_answers_that_the_codebook_does_not_know_are_not_lost_in_silence(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    text = "document,start,end,issue\nnorth,0,9,cost\n"
    file.path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"ann\.csv:2: issue: the codebook has no frame 'cost'"):
        file.save(TWO, "tone", "1", text="b")
    assert file.path.read_text(encoding="utf-8") == text


@given(
    st.lists(
        st.tuples(
            st.sampled_from([ONE, TWO]),
            st.sampled_from(FIELDS),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_the_last_answer_to_each_question_counts(
    given_answers: list[tuple[tuple[str, int, int], str, bool]],
) -> None:
    values = {"tone": ("1", None), "voice": ("quote", None), "issue": ("", None)}
    codes = pl.DataFrame(schema=schema_of(SETS))
    expected: dict[tuple[str, int, int], dict[str, object]] = {}
    for place, name, first in given_answers:
        cell = first if name == "unsure" else values[name][not first]
        answer = place._asdict() | {"text": "a", "coder": "ann", name: cell}
        later = pl.DataFrame([answer], schema={key: codes.schema[key] for key in answer})
        codes = merge_codes(codes, later, frame_sets=SETS, replacing=[name]).table
        row = expected.setdefault(place, {"unsure": False})
        row[name] = cell
        if not row["unsure"] and not any(value is not None for value in list(row.values())[1:]):
            del expected[place]
    rows = {row[:3]: row[3:] for row in codes.select("document", "start", "end", *FIELDS).rows()}
    assert rows == {
        place: tuple(row.get(name) for name in FIELDS) for place, row in expected.items()
    }
