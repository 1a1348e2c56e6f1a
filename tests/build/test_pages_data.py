"""What the pages carry of a book's data."""

from pathlib import Path

import pytest

from helpers.build.pages_data import README, copy_for_pages


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "tone").mkdir(parents=True)
    (folder / "findings.json").write_text("[" + " " * 5000 + "]")
    (folder / "short.csv").write_text("n\n1\n")
    (folder / "short.parquet").write_bytes(b"PAR1" * 1000)
    rows = "".join(f'{number},"a\n""b"", c"\n' for number in range(1, 401))
    (folder / "tone" / "means.csv").write_text(f"n,text\n{rows}")
    return folder


def test_little_data_go_whole(data: Path, tmp_path: Path) -> None:
    copy_for_pages(data, tmp_path / "pages")
    copied = {path.name for path in (tmp_path / "pages").rglob("*") if path.is_file()}
    assert copied == {"findings.json", "short.csv", "short.parquet", "means.csv"}


def test_of_much_data_long_tables_go_as_samples_in_order(data: Path, tmp_path: Path) -> None:
    pages, again = tmp_path / "pages", tmp_path / "again"
    for target in (pages, again):
        copy_for_pages(data, target, whole=1, file=1000, rows=20)
    text = (pages / "tone" / "means.csv").read_text()
    numbers = [int(line.split(",")[0]) for line in text.splitlines() if line.endswith('"a')]
    assert len(numbers) == 20
    assert numbers == sorted(numbers)
    assert '"a\n""b"", c"' in text
    assert (pages / "short.csv").is_file()
    assert (pages / "findings.json").is_file()
    assert not (pages / "short.parquet").exists()
    readme = (pages / README).read_text()
    assert "tone/means.csv: a sample, 20 of 400 rows" in readme
    assert "short.parquet: left out" in readme
    assert text == (again / "tone" / "means.csv").read_text()
