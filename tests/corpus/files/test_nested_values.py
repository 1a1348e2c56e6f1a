import json
from pathlib import Path

import polars as pl
import pytest

from helpers.corpus.files.importing import import_corpus
from helpers.corpus.files.nested_values import unnest
from helpers.corpus.files.opening import open_corpus

PARTS = ("title", "name", "id")


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ('{"uri": "rt.com", "title": "RT"}', "RT"),
        ("{'id': None, 'name': 'The Daily'}", "The Daily"),
        ("{'name': 'A\\d'}", "A\\d"),
        ("{no object}", "{no object}"),
        ("{1, 2}", "{1, 2}"),
        ('{"owner": "X"}', '{"owner": "X"}'),
        ("{" * 5000 + "}", "{" * 5000 + "}"),
        ("plain", "plain"),
    ],
)
def test_objects_written_as_text(text: str, outlet: str, recwarn: pytest.WarningsRecorder) -> None:
    rows = pl.DataFrame({"source": [text, None]})
    assert unnest(rows, parts=PARTS)["source"].to_list() == [outlet, None]
    assert len(recwarn) == 0


def test_parts_within_parts() -> None:
    rows = pl.DataFrame({"a": [{"b": {"id": 7, "title": "x"}}], "a.b.id": ["own"]})
    assert unnest(rows, parts=PARTS).to_dict(as_series=False) == {
        "a.b": ["x"],
        "a.b.id": ["own"],
        "a.b.title": ["x"],
    }


@pytest.mark.parametrize("other", [None, "TASS", {"uri": "tass.ru", "title": "TASS"}])
def test_the_outlet_is_the_title_of_the_source(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], other: object
) -> None:
    rows = [
        {"uri": "1", "body": "Talks.", "source": {"uri": "rt.com", "title": "RT"}},
        {"uri": "2", "body": "More.", "source": other},
    ]
    source = tmp_path / "t.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = import_corpus(tmp_path / "corpus", source)
    outlets = open_corpus(result.folder).documents["outlet"].to_list()
    assert outlets == ["RT", other and "TASS"]
    assert capfd.readouterr() == ("", "")
