"""What is handed out comes back, whatever way it takes; mistakes are named by cell."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import polars as pl
import pytest
from climate import climate_corpus
from xlsxwriter import Workbook

from helpers.coding.drawing import draw
from helpers.coding.handing_out import hand_out
from helpers.coding.places import Place
from helpers.coding.reading import ReadCodes, read_coder, read_machine
from helpers.corpus.coding.codes import read_codes, write_codes
from helpers.corpus.coding.folder import coder_file
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.workbooks import read_cells
from helpers.corpus.problems import InputError

SETS = {"issue": ["costs", "science", "disaster"]}
LIMITS = read_limits(Path())
# Of each sentence but the two that are alike: frames (None: no answer), tone, voice.
ANSWERS: dict[str, tuple[str | None, str | None, str | None]] = {
    "The tax costs jobs and costs money.": ("costs", "-1", "narrator"),
    "Anna Berg said a study warns of disaster.": ("disaster;science", "-1", "indirect"),
    "Tom Holt said Brussels costs us dearly.": ("costs", "-1", "indirect"),
    "Scientists call it climate change.": ("science", "0", "indirect"),
    "Nobody was surprised.": ("", "0", "narrator"),
    "Anna Berg said the climate crisis is a disaster.": ("disaster", "-1", "indirect"),
    "The minister left early.": ("", "1", "narrator"),
}


@pytest.fixture
def sample(climate: Path) -> pl.DataFrame:
    return draw(climate, n=9).sample


def coded(sample: pl.DataFrame, coder: str = "ann") -> pl.DataFrame:
    """Give the answers as a table of codes."""
    texts = sample.filter(pl.col("text").is_in(list(ANSWERS)))
    columns = list(zip(*(ANSWERS[text] for text in texts["text"]), strict=True))
    return texts.select(
        *("document", "start", "end", "text"),
        coder=pl.lit(coder),
        unsure=pl.lit(value=False),
        kind=pl.lit(None, pl.String),
        voice=pl.Series(columns[2], dtype=pl.String),
        speaker=pl.lit(None, pl.String),
        bloc=pl.lit(None, pl.String),
        tone=pl.Series(columns[1], dtype=pl.String),
        issue=pl.Series(columns[0], dtype=pl.String),
    ).sort("document", "start", "end")


def codes_of(corpus: Path, coder: str = "ann") -> pl.DataFrame:
    return read_codes(coder_file(corpus, coder), frame_sets=SETS, limits=LIMITS, coder=coder).table


def filled(path: Path) -> list[list[str]]:
    """Read a sheet as rows and fill in the answers."""
    _, table = read_cells(path, LIMITS, sheet="Codes")
    head, *rows = ([value or "" for value in row] for row in table.iter_rows())
    for row in rows:
        frames, tone, voice = ANSWERS.get(row[head.index("sentence")], (None, None, None))
        row[head.index("tone")], row[head.index("voice")] = tone or "", voice or ""
        if frames is not None:
            for frame in frames.split(";") if frames else ["no frame"]:
                row[head.index(f"issue: {frame}")] = "x"
    return [head, *rows]


def save(path: Path, rows: list[list[str]]) -> Path:
    with Workbook(path) as book:
        sheet = book.add_worksheet("Codes")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
        book.add_worksheet("Codebook").write(0, 0, "column")
    return path


def sheet_of(corpus: Path, **options: Any) -> Path:
    path = corpus.parent / "sheet.xlsx"
    path.unlink(missing_ok=True)
    hand_out(corpus, coder="ann", path=path, **options)
    return path


def read(source: Path, corpus: Path, **options: Any) -> ReadCodes:
    return read_coder(source, corpus=corpus, **{"coder": "ann"} | options)


def refusals(source: Path, corpus: Path, **options: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        read(source, corpus, **options)
    assert not (corpus / "coding" / "coders").exists()
    return [str(problem) for problem in error.value.problems]


def test_a_filled_sheet_gives_the_table_that_the_same_codes_give(
    climate: Path, sample: pl.DataFrame
) -> None:
    done = read(save(climate.parent / "filled.xlsx", filled(sheet_of(climate))), climate)
    # Seven sentences with a set, a tone and a voice each.
    assert (done.sentences, done.new, done.changed, done.unchanged) == (7, 21, 0, 0)
    assert codes_of(climate).equals(coded(sample))
    write_codes(coder_file(climate, "bo"), coded(sample, "bo"), frame_sets=SETS)
    assert coder_file(climate, "ann").read_bytes() == coder_file(climate, "bo").read_bytes()


def test_a_sheet_as_csv_does_too(climate: Path, sample: pl.DataFrame) -> None:
    rows = filled(sheet_of(climate))
    path = climate.parent / "sheet.csv"
    hand_out(climate, coder="ann", path=path)
    assert pl.read_csv(path, infer_schema=False).columns == rows[0]
    pl.DataFrame(rows[1:], schema=rows[0], orient="row").write_csv(path)
    read(path, climate)
    assert codes_of(climate).equals(coded(sample))


def by_label(answers: tuple[str | None, str | None, str | None]) -> list[str]:
    frames, tone, voice = answers
    words = {"-1": "Negative", "0": "Neutral", "1": "Positive"}
    return [*(frames or "no frame").split(";"), words[tone or "0"], voice or ""]


def test_an_export_of_doccano_does_too(climate: Path, sample: pl.DataFrame) -> None:
    path = climate.parent / "admin.jsonl"
    lines = [
        {"id": number, "text": f" {text}\n", "label": by_label(answers), "Comments": []}
        for number, (text, answers) in enumerate(ANSWERS.items())
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert read(path, climate).new == 21
    assert codes_of(climate).equals(coded(sample))


def test_an_export_of_label_studio_does_too(climate: Path, sample: pl.DataFrame) -> None:
    def choice(field: str, *values: str) -> dict[str, object]:
        value = {"choices": values}
        return {"from_name": field, "to_name": "text", "type": "choices", "value": value}

    tasks = []
    for number, (text, answers) in enumerate(ANSWERS.items()):
        *frames, tone, voice = by_label(answers)
        result = [choice("issue", *frames), choice("sentiment", tone), choice("Voice", voice)]
        annotation = {"id": number, "completed_by": 1, "was_cancelled": False, "result": result}
        tasks.append({"id": number, "data": {"text": text}, "annotations": [annotation]})
    path = climate.parent / "project.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert read(path, climate).new == 21
    assert codes_of(climate).equals(coded(sample))


def test_stretches_of_an_article_are_of_its_sentences(climate: Path) -> None:
    text = (climate / "articles" / "north.txt").read_text(encoding="utf-8")
    word, whole = text.index("study"), text.index("Tom Holt")
    path = climate.parent / "north.ann"
    path.write_text(
        f"T1\tscience {word} {word + 5}\tstudy\n"
        f"T2\tcosts {whole} {len(text)}\t{text[whole:]}\n"
        "A1\ttone T2 negative\n",
        encoding="utf-8",
    )
    read(path, climate)
    assert codes_of(climate).select("text", "issue", "tone").rows() == [
        ("Anna Berg said a study warns of disaster.", "science", None),
        ("Tom Holt said Brussels costs us dearly.", "costs", "-1"),
    ]


def test_what_is_read_replaces_what_it_answers_and_nothing_else(
    climate: Path, sample: pl.DataFrame
) -> None:
    write_codes(coder_file(climate, "ann"), coded(sample), frame_sets=SETS)
    path = climate.parent / "more.csv"
    path.write_text(
        "text,tone,speaker,unsure,note\n"
        "Nobody was surprised.,negative,,x,\n"
        "Tom Holt said Brussels costs us dearly.,-1,Holt,,plain\n"
        "The minister left early.,,,,\n",
        encoding="utf-8",
    )
    done = read(path, climate)
    # A speaker, a note, an "unsure"; a tone; a tone.
    assert (done.sentences, done.new, done.changed, done.unchanged) == (2, 3, 1, 1)
    before, after = coded(sample), codes_of(climate)
    same = ["document", "start", "end", "voice", "issue"]
    assert after.select(same).equals(before.select(same))
    changed = after.filter(
        pl.col("text").is_in(["Nobody was surprised.", "The minister left early."])
    )
    assert changed.select("tone", "unsure", "note").rows() == [
        ("-1", True, None),
        ("1", False, None),
    ]
    assert after.filter(speaker="Holt").select("tone", "note").rows() == [("-1", "plain")]
    # What was sure stays so until a sheet says otherwise; then it is changed.
    path.write_text("text,tone,unsure\nNobody was surprised.,-1,no\n", encoding="utf-8")
    assert read(path, climate)[2:5] == (0, 1, 1)
    assert not codes_of(climate)["unsure"].any()


def test_every_mistake_is_named_by_its_cell(climate: Path, sample: pl.DataFrame) -> None:
    rows = filled(sheet_of(climate))
    head = rows[0]
    letter = {name: chr(ord("A") + place) for place, name in enumerate(head)}
    by_text = {row[head.index("sentence")]: number for number, row in enumerate(rows)}
    left, nobody = by_text["The minister left early."], by_text["Nobody was surprised."]
    rows[left][head.index("tone")] = "neg"
    rows[left][head.index("issue: costs")] = "x"
    rows[nobody][head.index("voice")] = "quot"
    rows[nobody][head.index("id")] = ""
    rows[nobody][head.index("sentence")] = "Nobody was."
    cold = next(n for n, row in enumerate(rows) if row[head.index("sentence")] == "It is cold.")
    rows[cold][head.index("id")] = ""
    rows[cold][head.index("tone")] = "0"
    # Rows are numbered as a spreadsheet program does, from 1 and with the head.
    expected = {
        f"Codes!{letter['tone']}{left + 1}: tone cannot be 'neg'; write -1 or negative",
        f"Codes!{letter['issue: no frame']}{left + 1}: both 'costs' and no frame; "
        "keep one of the two",
        f"Codes!A{nobody + 1}: there is no such sentence in the corpus: “Nobody was.”; "
        "give the id of the sentence, or document, start and end, or its very words",
        f"Codes!{letter['voice']}{nobody + 1}: voice cannot be 'quot'; write \"quote\" "
        "(known: indirect, narrator, quote)",
    }
    messages = refusals(save(climate.parent / "filled.xlsx", rows), climate)
    assert expected < set(messages)
    (last,) = set(messages) - expected
    assert last.startswith(f"Codes!A{cold + 1}: its text stands 2 times in the corpus (north:")


def test_marks_that_are_none_are_named_by_their_cell(climate: Path, sample: pl.DataFrame) -> None:
    rows = filled(sheet_of(climate))
    place = rows[0].index("issue: costs")
    letter = chr(ord("A") + place)
    rows[3][place] = "maybe"
    rows.append(rows[5])
    assert refusals(save(climate.parent / "filled.xlsx", rows), climate) == [
        f"Codes!{letter}4: issue: costs cannot be 'maybe'; write x or leave it empty",
        "Codes!A11: the same sentence as in Codes!A6; keep one of the two",
    ]


def test_mistakes_of_all_kinds_stand_in_the_order_of_the_table(
    climate: Path, sample: pl.DataFrame
) -> None:
    path = climate.parent / "codes.csv"
    path.write_text(
        "id,tone,issue: costs,issue: sience,label\n"
        "north:0-35,POS,maybe,,cots\n"
        "north:1-2,neg,,,\n"
        "north:36-47,2,x,,cots\n"
        "north:0-35,0,perhaps,,\n",
        encoding="utf-8",
    )
    messages = [line.removeprefix(str(path)) for line in refusals(path, climate)]
    assert [message.partition(";")[0] for message in messages] == [
        ":1: column 'issue: sience': issue has no frame 'sience'",
        ":2: tone cannot be 'POS'",
        ":2: issue: costs cannot be 'maybe'",
        ":2: unknown label 'cots'",
        ":3: there is no such sentence in the corpus: north:1-2",
        ":3: tone cannot be 'neg'",
        ":4: tone cannot be '2'",
        ":5: the same sentence as in " + str(path) + ":2",
        ":5: issue: costs cannot be 'perhaps'",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("tone\n1\n", ":1: no column says which sentence a row codes; give it a column id"),
        ("id,note\nnorth:0-35,x\n", ":1: no column holds codes; give it one of: kind, voice"),
        ("id,tone\nnorth:0-35,2\n", ":2: tone cannot be '2'; write -1, 0 or 1"),
        ("id,label\nnorth:0-35,cots\n", ":2: unknown label 'cots'; write \"costs\""),
        ("id,label\nnorth:0-35,Negative;positive\n", ":2: tone is both '-1' and '1'; keep one"),
        ("id,tone\nnorth:0-35,\n", ": no answer in it; fill it in, then read it again"),
    ],
)
def test_what_cannot_be_read_is_refused(
    climate: Path, sample: pl.DataFrame, content: str, message: str
) -> None:
    path = climate.parent / "codes.csv"
    path.write_text(content, encoding="utf-8")
    (line,) = refusals(path, climate)
    assert line.removeprefix(str(path)).startswith(message)


def test_unsure_alone_is_an_answer_as_on_the_page(climate: Path, sample: pl.DataFrame) -> None:
    path = climate.parent / "codes.csv"
    path.write_text("id,tone,unsure\nnorth:0-35,,x\n", encoding="utf-8")
    assert read(path, climate).new == 1
    assert codes_of(climate).select("start", "tone", "unsure").rows() == [(0, None, True)]


def test_what_would_be_lost_is_not_written_over(climate: Path, sample: pl.DataFrame) -> None:
    file = coder_file(climate, "ann")
    file.parent.mkdir()
    text = "document,start,end,issue,shade\nnorth,0,35,cost,red\n"
    file.write_text(text, encoding="utf-8")
    path = climate.parent / "codes.csv"
    path.write_text("id,tone\nnorth:0-35,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ann\.csv:2: issue: the codebook has no frame 'cost'"):
        read(path, climate)
    assert file.read_text(encoding="utf-8") == text
    file.write_text(text.replace("cost,", "costs,"), encoding="utf-8")
    read(path, climate)
    assert pl.read_csv(file).select("issue", "tone", "shade").rows() == [("costs", 1, "red")]


def test_a_column_that_is_not_read_is_named(climate: Path, sample: pl.DataFrame) -> None:
    path = climate.parent / "codes.csv"
    path.write_text("id,tone,tonne\nnorth:0-35,-1,5\n", encoding="utf-8")
    (warning,) = read(path, climate).warnings
    assert str(warning).startswith(f"{path}: column 'tonne' is not read; write \"tone\"")


def test_a_column_of_a_frame_that_is_not_there_loses_no_answer(
    climate: Path, sample: pl.DataFrame
) -> None:
    path = climate.parent / "codes.csv"
    path.write_text("id,tone,issue: cost\nnorth:0-35,-1,x\n", encoding="utf-8")
    with pytest.raises(InputError, match=r'issue has no frame .cost.; write "costs"'):
        read(path, climate)
    assert not coder_file(climate, "ann").exists()


def test_a_program_cannot_have_the_name_of_an_instrument(
    climate: Path, sample: pl.DataFrame
) -> None:
    path = climate.parent / "codes.csv"
    path.write_text("id,tone\nnorth:0-35,-1\n", encoding="utf-8")
    with pytest.raises(InputError, match="'vader' is the name of an instrument"):
        read_machine(path, corpus=climate, name="vader")


@pytest.mark.parametrize("name", ["../ann", "a b", "settled", ""])
def test_a_name_that_is_none_is_refused(climate: Path, sample: pl.DataFrame, name: str) -> None:
    (line,) = refusals(sheet_of(climate), climate, coder=name)
    assert line.startswith(f"--coder: '{name}' ")


def test_codes_of_a_program_are_kept_apart(climate: Path) -> None:
    # Without a sample; every sentence of the corpus can be coded, boilerplate left out.
    path = climate.parent / "model.jsonl"
    places = {"document": "north", "start": 0, "end": 35}
    lines = [
        places | {"tone": "negative", "tone_score": -0.75, "costs": 1, "science": 0, "disaster": 0},
        {"text": "Nobody was surprised.", "tone_score": 0, "costs": 0, "science": 0, "disaster": 0},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = read_machine(path, corpus=climate, name="model")
    assert (done.path, done.sentences) == (climate / "coding" / "machines" / "model.csv", 2)
    table = read_codes(done.path, frame_sets=SETS, limits=LIMITS, coder="model").table
    assert table.select("tone", "tone_score", "issue").rows() == [
        ("-1", -0.75, "costs"),
        (None, 0.0, ""),
    ]


def test_one_list_of_labels_is_an_answer_to_the_sets_that_it_uses(climate: Path) -> None:
    codebook = climate / "codebook.yml"
    text = codebook.read_text(encoding="utf-8")
    second = text.replace(
        "id: disaster\n    label: <Disaster>\n    set: issue",
        "id: disaster\n    label: <Disaster>\n    set: generic",
    )
    codebook.write_text(second, encoding="utf-8")
    path = climate.parent / "codes.csv"
    path.write_text("id,label\nnorth:0-35,costs\nnorth:36-47,no frame\n", encoding="utf-8")
    sets = {"issue": ["costs", "science"], "generic": ["disaster"]}

    def answers(name: str) -> list[tuple[str | None, ...]]:
        done = read(path, climate, coder=name)
        table = read_codes(done.path, frame_sets=sets, limits=LIMITS, coder=name).table
        return table.select("issue", "generic").rows()

    assert answers("ann") == [("costs", None), ("", None)]
    path.write_text("id,label\nnorth:0-35,costs\nnorth:36-47,disaster\n", encoding="utf-8")
    assert answers("bo") == [("costs", ""), ("", "disaster")]
    path.write_text("id,label\nnorth:0-35,costs\nnorth:36-47,generic: none\n", encoding="utf-8")
    assert answers("cy") == [("costs", None), (None, "")]


def test_boilerplate_in_a_file_is_left_out(climate: Path, tmp_path: Path) -> None:
    article = ("a", "Post", "2020-01-01", "It rains.\n\nLeave a Reply")
    corpus = climate_corpus(tmp_path / "other", [article])
    path = tmp_path / "model.csv"
    path.write_text("document,start,end,tone\na,0,9,0\na,11,24,0\n", encoding="utf-8")
    done = read_machine(path, corpus=corpus, name="model")
    assert (done.sentences, done.uncounted) == (1, 1)


def test_a_sheet_is_blind_and_in_an_order_of_its_own(climate: Path, sample: pl.DataFrame) -> None:
    rows = filled(sheet_of(climate))
    assert rows[0] == [
        *("id", "before", "sentence", "after"),
        *("issue: costs", "issue: science", "issue: disaster", "issue: no frame"),
        *("tone", "voice", "unsure", "note"),
    ]
    _, empty = read_cells(climate.parent / "sheet.xlsx", LIMITS, sheet="Codes")
    assert all(value is None for row in empty.rows()[1:] for value in row[4:])
    ids = [row[0] for row in rows[1:]]
    in_order = [Place(*place).id for place in sample.select("document", "start", "end").rows()]
    assert sorted(ids) == sorted(in_order)
    assert ids != in_order
    path = climate.parent / "bo.csv"
    hand_out(climate, coder="bo", path=path, fields=["tone"])
    other = pl.read_csv(path, infer_schema=False)
    assert other.columns == ["id", "before", "sentence", "after", "tone", "unsure", "note"]
    assert sorted(other["id"]) == sorted(ids)
    assert other["id"].to_list() != ids


def test_a_sheet_has_drop_downs_and_the_codebook(climate: Path, sample: pl.DataFrame) -> None:
    path = sheet_of(climate, fields=["issue", "tone", "bloc"])
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with ZipFile(path) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    lists = {
        found.get("sqref"): (found.findtext("m:formula1", None, space), found.get("errorStyle"))
        for found in sheet.iterfind(".//m:dataValidation[@type='list']", space)
    }
    assert lists["E2:E10"] == ('"x"', None)
    assert lists["I2:I10"] == ('"-1,0,1"', None)
    assert lists["J2:J10"] == ('"greens,industry,none"', "warning")
    name, codebook = read_cells(path, LIMITS, sheet="Codebook")
    assert name == "Codebook"
    assert codebook.row(1)[:5] == (
        *("issue: costs", "What it costs", "Climate policy costs jobs or money."),
        *("A cost is named.", "A cost of something else."),
    )


def test_the_same_sheet_has_the_same_bytes(climate: Path, sample: pl.DataFrame) -> None:
    first = sheet_of(climate).read_bytes()
    assert sheet_of(climate).read_bytes() == first


def test_what_is_coded_is_filled_in(climate: Path, sample: pl.DataFrame) -> None:
    write_codes(coder_file(climate, "ann"), coded(sample), frame_sets=SETS)
    path = sheet_of(climate)
    _, cells = read_cells(path, LIMITS, sheet="Codes")
    assert [[value or "" for value in row] for row in cells.rows()] == filled(path)
    assert read(path, climate)[2:5] == (0, 0, 21)


def test_a_text_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    corpus = climate_corpus(tmp_path, [("a", "Post", "2020-01-01", "=1+1 is two.\n\nIt rains.")])
    draw(corpus, n=2)
    _, cells = read_cells(sheet_of(corpus), LIMITS, sheet="Codes")
    assert "=1+1 is two." in cells["C"]


def test_a_sheet_does_not_replace_another(climate: Path, sample: pl.DataFrame) -> None:
    path = sheet_of(climate)
    with pytest.raises(InputError, match="is there already and may hold answers"):
        hand_out(climate, coder="ann", path=path)
    with pytest.raises(InputError, match=r"end the name in \.xlsx or \.csv"):
        hand_out(climate, coder="ann", path=path.with_suffix(".ods"))
    with pytest.raises(InputError, match="--fields: there is no field 'tune'; write \"tone\""):
        hand_out(climate, coder="ann", path=path.with_name("b.csv"), fields=["tune"])


def test_without_a_sample_there_is_no_sheet(climate: Path) -> None:
    with pytest.raises(InputError, match="draw some first: report code draw"):
        hand_out(climate, coder="ann", path=climate / "a.csv")
