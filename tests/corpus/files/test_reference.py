"""The word counts of a reference corpus: what is read, and what is refused."""

import polars as pl
import pytest

from helpers.corpus.files.reference import find_reference, open_reference
from helpers.corpus.problems import InputError


def test_tables_of_every_kind_give_the_same(tmp_path):
    table = pl.DataFrame({"rank": [1, 2], "token": ["The", "sea"], "count": [5, 1]})
    table.write_csv(tmp_path / "counts.csv")
    table.write_csv(tmp_path / "counts.tsv", separator="\t")
    table.write_parquet(tmp_path / "counts.parquet")
    for name in ("counts.csv", "counts.tsv", "counts.parquet"):
        assert open_reference(tmp_path / name).rows() == [("sea", 1), ("the", 5)]


def test_a_relative_path_is_looked_for_above(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "counts.csv").write_text("token,count\nsea,1\n")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert find_reference("counts.csv") == tmp_path / "counts.csv"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,count\nsea,1\n", 'no column "token"'),
        ("token,counts\nsea,1\n", 'no column "count"; write "counts"'),
        ("token,count\nsea,1\nland,many\n", "counts.csv:3: not a word with a whole number"),
        ("token,count\nsea,-1\n", "counts.csv:2: not a word"),
        ("token,count\n ,1\n", "counts.csv:2: not a word"),
        ("token,count\n", "it counts no words"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    (tmp_path / "counts.csv").write_text(text)
    with pytest.raises(InputError, match=message):
        open_reference(tmp_path / "counts.csv")


def test_a_file_that_does_not_exist(tmp_path):
    with pytest.raises(InputError, match="no such reference corpus; correct the path"):
        open_reference(tmp_path / "none.csv")
