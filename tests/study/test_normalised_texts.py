"""Texts that are the same to a reader are the same to every table, at their places in the files."""

import csv
import unicodedata
from pathlib import Path

import polars as pl
import pytest
from climate import climate_corpus

from helpers.coding.drawing import draw
from helpers.coding.page.serving import open_coding
from helpers.coding.sentences import sentences_of
from helpers.corpus.coding.folder import coder_file
from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.text.normalisation import normalise_text
from helpers.show.page import Page
from helpers.study.hand_coding import compare_with_coders
from helpers.study.make_tables import make, prepare
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, export, read_tables, tokens_of

PLAIN = (
    "The café tax costs jobs, first of all\n\n"
    "“It’s a disaster,” Anna Berg said. The office’s scientists call it good.\n\n"
    "Tom Holt said that the studies aren’t bad. Brussels is good, Zürich – which costs 5 km – bad."
)


def dressed(text: str) -> str:
    """Add what is not seen."""
    signs = unicodedata.normalize("NFD", text).replace(" ", "\u00a0")
    return signs.replace("st", "s\u00adt").replace("di", "d\u200bi").replace("fi", "\ufb01")


def marked_up(text: str) -> str:
    """Write a text as HTML whose attributes hold sentences with frames and quotations."""
    noise = '<img src="x" alt="“Jobs cost,” Holt said."><script>"It costs jobs."</script>'
    words = text.replace("–", "&ndash;").replace("“", "&ldquo;").replace("tax", "<b>tax</b>")
    words = words.replace("Anna Berg", '<a title="Tom Holt said: “No.”" href="#">Anna\nBerg</a>')
    return "".join(f"<p>{line}</p>\n{noise}" for line in words.split("\n\n"))


def garbled(text: str) -> str:
    """Write a text in UTF-8 and read it in Windows-1252."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in text.encode()
    )


VARIANTS = {
    "plain": PLAIN,
    "dressed": dressed(PLAIN),
    "html": marked_up(PLAIN),
    "garbled": garbled(PLAIN),
    "broken": PLAIN.replace("’", "\ufffd"),
}
SAME = ["dressed", "html", "garbled"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [(name, "Post", "2020-01-01", text) for name, text in VARIANTS.items()]
    return climate_corpus(tmp_path_factory.mktemp("variants"), rows)


@pytest.fixture(scope="module")
def tables(corpus: Path) -> Tables:
    return make(corpus)


def of(table: pl.DataFrame, document: str) -> list[tuple[object, ...]]:
    """Give the rows of a document without their places."""
    places = ("document", "start", "end")
    return table.filter(document=document).drop(places, strict=False).rows()


@pytest.mark.parametrize("variant", SAME)
def test_every_table_is_the_same(tables: Tables, variant: str) -> None:
    tokens = tokens_of(tables.spans, tables.sentences.with_columns(outlet=None, period=None))
    for name in ("sentences", "tones", "valences", "wholes", "target_tones", "codes", "names"):
        table = getattr(tables, name)
        assert of(table, variant) == of(table, "plain"), name
        assert of(table, "plain"), name
    assert of(tokens, variant) == of(tokens, "plain")


def test_voices_and_frames_are_those_of_the_text(tables: Tables) -> None:
    for variant in ("plain", *SAME):
        sentences = tables.sentences.filter(document=variant)
        assert sentences["voice"].to_list() == [
            "narrator",
            "quote",
            "narrator",
            "indirect",
            "narrator",
        ]
        assert sentences["speaker"].drop_nulls().to_list() == ["Berg", "Holt"]
        frames = tables.codes.filter(document=variant)["frame"].to_list()
        assert frames == ["costs", "costs", "disaster", "science", "science", "costs"]


def test_published_places_are_those_of_the_files(tables: Tables, tmp_path: Path) -> None:
    export(tables, tmp_path, parameters=Parameters())
    raw = dict(open_corpus(tables.folder).texts.iter_rows())
    sentences = pl.read_parquet(tmp_path / "sentences.parquet")
    assert sentences.height == 5 * len(VARIANTS)
    for document, start, end, text in sentences.select("document", "start", "end", "text").rows():
        assert " ".join(normalise_text(raw[document][start:end]).split()) == text
    tokens = pl.read_parquet(tmp_path / "tokens.parquet")
    for document, start, end, token in tokens.select("document", "start", "end", "token").rows():
        assert normalise_text(raw[document][start:end]).lower() == token
    for document, start, end in (
        pl.read_parquet(tmp_path / "codes.parquet").select("document", "start", "end").rows()
    ):
        assert normalise_text(raw[document][start:end]).lower() in (
            *("costs", "jobs", "disaster", "scientists", "studies"),
        )


def test_kept_tables_of_chapters_have_places_in_the_files(tables: Tables, tmp_path: Path) -> None:
    prepare(tables.folder, tmp_path / "prepared")
    kept = Parameters(save_to=str(tmp_path))
    study = Study(kept, read_tables(tmp_path / "prepared"), chapter="words")
    words = (
        study.words.filter(pl.col("term") == "disaster")
        .select("document", "start", "end")
        .collect()
    )
    Page(study).table(words, columns={"document": "Article"}, title="Places", name="places")
    raw = dict(open_corpus(tables.folder).texts.iter_rows())
    with (tmp_path / "words" / "tables" / "places.csv").open(encoding="utf-8", newline="") as file:
        found = {
            row["document"]: raw[row["document"]][int(row["start"]) : int(row["end"])]
            for row in csv.DictReader(file)
        }
    assert found == {
        name: "d\u200bisas\u00adter" if name == "dressed" else "disaster" for name in raw
    }


def test_garbled_characters_are_in_the_log_and_in_the_check(tables: Tables, corpus: Path) -> None:
    log = tables.cleaning.filter(pl.col("rule").is_in(["mojibake", "lost"]))
    assert log.select("document", "sentence", "rule", "text", "reason").rows() == [
        ("garbled", 0, "mojibake", "Ã©", "garbled by a wrong encoding in 1 place, read as é"),
        (
            *("garbled", 1, "mojibake", "â€œ â€™ â€\x9d"),
            "garbled by a wrong encoding in 3 places, read as “ ’ ”",
        ),
        ("garbled", 2, "mojibake", "â€™", "garbled by a wrong encoding in 1 place, read as ’"),
        ("garbled", 3, "mojibake", "â€™", "garbled by a wrong encoding in 1 place, read as ’"),
        (
            *("garbled", 4, "mojibake", "Ã¼ â€“"),
            "garbled by a wrong encoding in 3 places, read as ü –",
        ),
        *(
            (
                *("broken", sentence, "lost", "\ufffd"),
                "lost by a wrong encoding in 1 place, left as it is",
            )
            for sentence in (1, 2, 3)
        ),
    ]
    told = [problem.what for problem in check_corpus(corpus) if "encoding" in problem.what]
    assert told == [
        "garbled by a wrong encoding in 9 places, such as Ã© (read as é)",
        "characters are lost by a wrong encoding in 3 places",
    ]


def test_what_people_code_is_at_places_of_the_files(tmp_path: Path) -> None:
    rows = [(name, "Post", "2020-01-01", VARIANTS[name]) for name in SAME]
    corpus = climate_corpus(tmp_path, rows)
    sample = draw(corpus, n=15).sample
    raw = dict(open_corpus(corpus).texts.iter_rows())
    for document, start, end, text in sample.select("document", "start", "end", "text").rows():
        assert " ".join(normalise_text(raw[document][start:end]).split()) == text
    desk = open_coding(corpus, coder="ann", fields=["voice"])
    assert {item.passage.place for item in desk.items} == set(sentences_of(make(corpus)).texts)
    file = coder_file(corpus, "ann")
    file.parent.mkdir(parents=True)
    sample.select("document", "start", "end", voice=pl.lit("quote")).write_csv(file)
    compared = compare_with_coders(make(corpus))
    assert compared.height == 15
    assert compared["read_voice"].null_count() == 0
    assert (compared["read_voice"] == "quote").sum() == 3
