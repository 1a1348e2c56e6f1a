"""Exports of other programs, in their usual shapes, give texts with labels."""

import json
from pathlib import Path

import pytest

from helpers.coding.entries import Entry
from helpers.coding.exports.brat import read_brat
from helpers.coding.exports.doccano import read_doccano
from helpers.coding.exports.inception import read_inception
from helpers.coding.exports.label_studio import read_label_studio
from helpers.coding.reading import recognise
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError

LIMITS = read_limits(Path())


def labels(entry: Entry) -> list[tuple[object, ...]]:
    return [(label.field, label.text, label.start, label.end) for label in entry.labels]


def written(folder: Path, name: str, *values: object) -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(value) for value in values), encoding="utf-8")
    return path


def test_doccano(tmp_path: Path) -> None:
    spans = [{"id": 5, "label": "costs", "start_offset": 3, "end_offset": 8}]
    path = written(
        tmp_path,
        "all.jsonl",
        {"id": 1, "text": "It costs.", "label": ["costs", "Negative"], "document": "a", "start": 0},
        {"id": 2, "data": "x", "text": "It costs.", "label": [[3, 8, "costs"]], "Comments": []},
        {"id": 3, "text": "It costs.", "entities": spans, "relations": []},
        {"id": 4, "text": "It costs.", "labels": [], "meta": {"document": "b", "end": 9}},
    )
    one, two, three, four = read_doccano(path, limits=LIMITS)
    assert labels(one) == [(None, "costs", None, None), (None, "Negative", None, None)]
    assert (one.where, one.id, one.document, one.start, one.end) == (
        f"{path}:1",
        None,
        "a",
        0,
        None,
    )
    assert labels(two) == labels(three) == [(None, "costs", 3, 8)]
    assert (four.labels, four.text, four.document, four.end) == ((), "It costs.", "b", 9)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"text": "a", "label": [7]}', ":1: a label that cannot be read: 7; export the project"),
        ('{"text": "a", "label": []}\n[]', ":2: no JSON object; write one object a line"),
        ('{"text": "a"', ":1: not JSON:"),
        ("[" * 60, ":1: nested more than 50 levels deep"),
    ],
)
def test_a_broken_line_of_doccano_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_doccano(path, limits=LIMITS)
    assert str(error.value).removeprefix(str(path)).startswith(message)


def choice(field: str, *values: str) -> dict[str, object]:
    return {"from_name": field, "to_name": "text", "type": "choices", "value": {"choices": values}}


def task(
    number: int, *annotations: dict[str, object], text: str = "It costs."
) -> dict[str, object]:
    return {"id": number, "data": {"text": text, "id": number}, "annotations": annotations}


def test_label_studio(tmp_path: Path) -> None:
    span = {"start": 3, "end": 8, "text": "costs", "labels": ["costs"]}
    # Two code units in the browser, one character here.
    after_sign = {"start": 6, "end": 11, "text": "costs", "labels": ["costs"]}
    typed = {"from_name": "speaker", "type": "textarea", "value": {"text": ["Berg"]}}
    other = {"from_name": "why", "type": "textarea", "value": {"text": ["because"]}}
    results = [choice("tone", "Negative"), choice("issue", "costs", "science"), typed, other]
    path = written(
        tmp_path,
        "project.json",
        [
            task(1, {"result": results, "completed_by": 1, "was_cancelled": False}),
            task(2, {"result": [{"from_name": "label", "type": "labels", "value": span}]}),
            task(
                3,
                {"result": [choice("tone", "Neutral")], "was_cancelled": True},
                {"result": [{"from_name": "label", "type": "labels", "value": after_sign}]},
                text="😀 It costs.",
            ),
            task(4),
        ],
    )
    one, two, three, four = read_label_studio(path)
    assert labels(one) == [
        ("tone", "Negative", None, None),
        ("issue", "costs", None, None),
        ("issue", "science", None, None),
        ("speaker", "Berg", None, None),
    ]
    assert labels(two) == [("label", "costs", 3, 8)]
    assert labels(three) == [("label", "costs", 5, 10)]
    assert (four.labels, four.text, four.id) == ((), "It costs.", None)


def test_of_two_annotators_one_is_chosen(tmp_path: Path) -> None:
    both = [
        {"result": [choice("tone", "Negative")], "completed_by": {"email": "ann@example.org"}},
        {"result": [choice("tone", "Neutral")], "completed_by": 2},
    ]
    path = written(tmp_path, "project.json", [task(7, *both)])
    with pytest.raises(InputError) as error:
        read_label_studio(path)
    assert "task 7: 2 annotations, by 2, ann@example.org; choose one" in str(error.value)
    (entry,) = read_label_studio(path, annotator="ann@example.org")
    assert labels(entry) == [("tone", "Negative", None, None)]


def test_brat(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It costs.\nIt is cold.\n", encoding="utf-8")
    (tmp_path / "a.ann").write_text(
        "T1\tcosts 3 8\tcosts\n"
        "T2\tscience 0 2;10 12\tIt It\n"
        "A1\ttone T1 negative\n"
        "A2\tUnsure T2\n"
        "R1\tsame Arg1:T1 Arg2:T2\n"
        "#1\tAnnotatorNotes T1\thm\n",
        encoding="utf-8",
    )
    (tmp_path / "b.ann").write_text("T1\tcosts 0 4\tword\n", encoding="utf-8")
    first, second = read_brat(tmp_path)
    assert (first.document, first.text) == ("a", "It costs.\nIt is cold.\n")
    assert labels(first) == [
        (None, "costs", 3, 8),
        (None, "science", 0, 12),
        ("tone", "negative", 3, 8),
        (None, "Unsure", 0, 12),
    ]
    assert (second.document, second.text, len(second.labels)) == ("b", None, 1)


def test_a_broken_line_of_brat_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ann"
    path.write_text("T1\tcosts 3 8\tcosts\nT2 costs\nwhat\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_brat(path)
    assert [str(problem).partition(";")[0] for problem in error.value.problems] == [
        f"{path}:2: no annotation of brat",
        f"{path}:3: no annotation of brat",
    ]


def structure(number: int, kind: str, **features: object) -> dict[str, object]:
    return {"%ID": number, "%TYPE": kind, "@sofa": 1, **features}


def test_inception(tmp_path: Path) -> None:
    segmentation = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
    metadata = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
    structures = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "😀 It costs."},
        structure(2, metadata, begin=0, end=12, documentTitle="north.txt"),
        structure(3, segmentation, begin=0, end=12),
        structure(4, "webanno.custom.Frame", begin=6, end=11, value="costs"),
        structure(5, "webanno.custom.Sentence", begin=3, end=12, tone="negative", **{"@frames": 7}),
        structure(6, "webanno.custom.Unsure", begin=3, end=12),
        {"%ID": 7, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["costs", "science"]},
    ]
    path = written(tmp_path, "north.json", {"%TYPES": {}, "%FEATURE_STRUCTURES": structures})
    (entry,) = read_inception(path)
    assert (entry.document, entry.text) == ("north", "😀 It costs.")
    assert labels(entry) == [
        ("Frame", "costs", 5, 10),
        ("tone", "negative", 2, 11),
        ("frames", "costs", 2, 11),
        ("frames", "science", 2, 11),
        ("Unsure", "Unsure", 2, 11),
    ]


def test_a_file_is_recognised_by_its_content(tmp_path: Path) -> None:
    texts = {
        "a.csv": "id\n",
        "a.ann": "",
        "doccano.jsonl": '{"text": "a", "label": ["costs"]}\n',
        "doccano.json": '{"text": "a", "label": []}\n{"text": "b", "label": []}\n',
        "model.jsonl": '{"text": "a", "label": "costs"}\n',
        "studio.json": "[]",
        "cas.json": '{"%FEATURE_STRUCTURES": []}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    kinds = [recognise(path, limits=LIMITS) for path in (*(tmp_path / n for n in texts), tmp_path)]
    assert kinds == [
        *("table", "brat", "doccano", "doccano", "table", "label-studio", "inception", "brat"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "no such file; correct the path"),
        ("what.json", "{}", "no export that is known; say what it is with --format"),
        ("broken.json", "{", "not JSON"),
    ],
)
def test_what_is_not_known_is_refused(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        recognise(tmp_path / name, limits=LIMITS)
