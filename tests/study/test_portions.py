"""The tables of a large corpus in portions."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from helpers.build.sheets import write_sheets
from helpers.corpus.files.contents import WORKBOOK
from helpers.study import data_files as files
from helpers.study.opening import Study
from helpers.study.portions import SPLIT, export_portions, is_large
from helpers.study.tables import export, read_tables

TEXTS = {
    name: f"NATO expands and threatens {name}. “Talks are good,” Putin said. It is a treaty."
    for name in "abcde"
}


@pytest.fixture
def study(chapter: Callable[..., Study]) -> Study:
    return chapter(TEXTS)


def test_portions_hold_every_row_in_order_and_samples_whole_articles(
    study: Study, tmp_path: Path
) -> None:
    whole, parts, again = (tmp_path / name for name in ("whole", "parts", "again"))
    for folder in (whole, parts, again):
        folder.mkdir()
    export(study.tables, whole, parameters=study.parameters)
    for folder in (parts, again):
        export_portions(study.tables, folder, parameters=study.parameters, portion=2, sampled=2)
    assert len(list((parts / "sentences").iterdir())) == 3
    for name in SPLIT:
        every = pl.read_parquet(whole / f"{name}.parquet")
        # Scores stand instrument by instrument, within each portion.
        in_order = name != "tones"
        found = pl.read_parquet(parts / name / "*.parquet")
        assert_frame_equal(found, every, check_row_order=in_order)
        sample = (parts / f"{name}-sample.csv").read_text().splitlines()
        assert set(sample) <= set((whole / f"{name}.csv").read_text().splitlines())
    sample = pl.read_csv(parts / "sentences-sample.csv")
    assert sample["document"].n_unique() == 2
    assert sample.height == 6
    for path in (path for path in parts.rglob("*") if path.is_file()):
        assert path.read_bytes() == (again / path.relative_to(parts)).read_bytes()


def test_the_workbook_of_portions_says_that_it_holds_a_sample(study: Study, tmp_path: Path) -> None:
    export_portions(study.tables, tmp_path, parameters=study.parameters, portion=2, sampled=1)
    write_sheets(tmp_path, [])
    assert pl.read_excel(tmp_path / WORKBOOK, sheet_name="sentences").height == 3
    contents = pl.read_excel(tmp_path / WORKBOOK, sheet_name="read me", has_header=False)
    assert any("random sample of articles" in str(row) for row in contents.rows())


def test_the_list_of_files_names_portions_and_samples(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "sentences.csv" in files.data_files(study)["data_file"]
    monkeypatch.setattr(files, "is_large", lambda tables: is_large(tables, large=14))
    names = files.data_files(study)["data_file"].to_list()
    assert "sentences/" in names
    assert "sentences-sample.csv" in names
    assert "sentences.csv" not in names


def test_a_kept_table_is_read_only_when_it_is_asked_for(study: Study, tmp_path: Path) -> None:
    study.tables.sentences.write_parquet(tmp_path / "sentences.parquet")
    kept = read_tables(tmp_path)
    assert kept.height("sentences") == 15
    assert kept.rows_of("sentences", study.documents.head(1)).height == 3
    assert "sentences" not in vars(kept)
    assert_frame_equal(kept.change(learnt=None).sentences, study.tables.sentences)
    assert not hasattr(kept, "sentence")
