"""Programs as instruments: chosen, scored beside the report's own, and combined with them."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from climate import climate_corpus
from machine_corpus import study_of
from support import run_chapter

from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError
from helpers.findings import framing, limits, sentiment, tone_titles, voice_titles
from helpers.findings.chosen_instruments import made_by
from helpers.findings.how_made import how_made
from helpers.study import tone_checks
from helpers.study.check_inputs import check_inputs, every_problem
from helpers.study.combined_shares import CODED_ALONE, COMBINED, combined_shares
from helpers.study.compare_instruments import instruments_beside
from helpers.study.frames import shares
from helpers.study.instrument_check import NOT_KNOWN, UNSEEN, instrument_scores
from helpers.study.make_tables import make
from helpers.study.opening import open_study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, export
from helpers.study.tones import sentence_labels, unit_scores

MACHINE = "model (machine codes)"
SIX = [
    ("The tax costs jobs and costs money.", "-1", "-0.9", "none", "narrator"),
    ("It is cold.", "0", "0.4", "costs", "narrator"),
    ("Anna Berg said a study warns of disaster.", "", "0.6", "science;disaster", "quote"),
    ("Tom Holt said Brussels costs us dearly.", "1", "", "", "narrator"),
    ("Scientists call it climate change.", "", "", "none", ""),
]


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """The corpus of the climate, five of its six sentences coded by a program."""
    corpus = climate_corpus(tmp_path)
    texts = dict(open_corpus(corpus).texts.select("document", "text").iter_rows())
    rows = []
    for text, tone, score, frames, voice in SIX:
        document = next(name for name, whole in texts.items() if text in whole)
        start = texts[document].index(text)
        rows.append((document, start, start + len(text), tone, score, frames, voice))
    columns = ["document", "start", "end", "tone", "tone_score", "frames", "voice"]
    place = corpus / "coding" / "machines" / "model.csv"
    place.parent.mkdir(parents=True)
    pl.DataFrame(rows, schema=columns, orient="row").write_csv(place)
    return corpus


def test_pages_say_what_reads_the_sentences(machine_tables: Tables) -> None:
    own = study_of(machine_tables)
    assert "words that the codebook lists" in framing.how_found(own)
    assert tone_titles.how_read(own).startswith("This report’s tool adds up rated words, and")
    assert "of sentences" not in voice_titles.how_read(own)
    chosen = study_of(machine_tables, frames_from="model", lexicon="model", voices_from="model")
    assert framing.how_found(chosen).startswith(f"A sentence has a frame when {MACHINE} says so;")
    assert framing.words_note(chosen) == ""
    assert framing.words_title(chosen) == "How often each frame occurs"
    for words in (tone_titles.how_read(chosen), voice_titles.how_read(chosen)):
        assert MACHINE in words
        assert "rated" not in words
    vader = study_of(machine_tables, lexicon="vader", unit="paragraph")
    assert tone_titles.how_read(vader).startswith("VADER adds up rated words. An article’s tone is")


def test_a_program_gives_scores_and_its_own_labels(few: Path) -> None:
    study = study_of(make(few), lexicon="model")
    assert unit_scores(study)["score"].to_list() == [-0.9, 0.4, 0.6, 1.0, None, None]
    labels = sentence_labels(study)["label model"]
    # Where it gives only a score, the nearest tone; what it was not asked is missing.
    assert labels.to_list() == [-1, 0, 1, 1, None, None]


def test_frames_of_a_program_cover_its_sentences_and_patterns_the_others(few: Path) -> None:
    made = make(few)
    study = study_of(made, frames_from="model")
    assert study.codes.select("document", "sentence", "frame", "pattern").rows() == [
        ("north", 1, "costs", ""),
        ("north", 2, "disaster", ""),
        ("north", 2, "science", ""),
        ("north", 3, "costs", "cost*"),
        ("south", 1, "disaster", "disaster*"),
    ]
    where = study.codes.join(study.sentences, on=["document", "sentence"], suffix=" of sentence")
    whole = where.filter(pl.col("pattern") == "")
    assert (whole["start"] == whole["start of sentence"]).all()
    counts = dict(shares(study).select("frame", "count").iter_rows())
    assert counts == {"costs": 2, "disaster": 2, "science": 1}
    # Chosen back, the codes are those of the codebook.
    assert study.vary(frames_from="codebook").codes.equals(study_of(made).codes)
    assert study.vary(unit="paragraph").tables is study.tables


def test_voices_of_a_program_take_the_place_of_those_of_the_rules(few: Path) -> None:
    study = study_of(make(few), voices_from="model")
    assert study.sentences.select("voice", "speaker", "bloc").rows() == [
        ("narrator", None, "none"),
        ("narrator", None, "none"),
        # It was not asked who speaks: the rules tell.
        ("quote", "Berg", "greens"),
        ("narrator", None, "none"),
        ("narrator", None, "none"),
        ("indirect", "Berg", "greens"),
    ]
    assert study.tables.spans["voice"].to_list() == study.sentences["voice"].to_list()


def test_unknown_names_are_refused_with_the_nearest(few: Path) -> None:
    for name, value, near in (
        ("lexicon", "vadder", 'write "vader"'),
        ("lexicon", "modle", 'write "model"'),
        ("frames_from", "lerned", 'write "learned"'),
        ("voices_from", "rule", 'write "rules"'),
    ):
        for refuse in (
            lambda values: check_inputs(few, Parameters.model_validate(values)),
            lambda values: open_study({"corpus": str(few)} | values),
        ):
            with pytest.raises(InputError) as raised:
                refuse({name: value})
            (line,) = str(raised.value).splitlines()
            assert line.startswith(f"{name}: there is no instrument '{value}' for ")
            assert near in line


def test_a_program_has_no_name_of_an_instrument(few: Path) -> None:
    machines = few / "coding" / "machines"
    (machines / "model.csv").rename(machines / "vader.csv")
    (problem,) = [one for one in every_problem(few) if one.severity == "error"]
    assert "'vader' is the name of an instrument of the report" in str(problem)
    with pytest.raises(InputError, match="rename the file"):
        open_study({"corpus": str(few)})


def test_the_exported_sentences_have_what_was_chosen(few: Path, tmp_path: Path) -> None:
    study = study_of(make(few), lexicon="model", frames_from="model", voices_from="model")
    (tmp_path / "data").mkdir()
    export(study.tables, tmp_path / "data", parameters=study.parameters)
    sentences = pl.read_csv(tmp_path / "data" / "sentences.csv")
    assert sentences["tone"].to_list() == [-1, 0, 1, 1, None, None]
    assert sentences["frames"].to_list()[:3] == ["", "costs", "disaster;science"]
    assert sentences["voice"].to_list()[3] == "narrator"
    tones = pl.read_csv(tmp_path / "data" / "tones.csv")
    assert tones.columns == ["document", "sentence", "lexicon", "score", "hits"]


def test_words_call_a_program_what_it_is(machine_tables: Tables) -> None:
    study = study_of(machine_tables, lexicon="model", frames_from="model", voices_from="model")
    assert made_by(study, "frames") == (
        f"The frames are taken from {MACHINE} for 90% of the sentences; the report’s own rules "
        "read the others."
    )
    assert limits.of_tone(study).startswith(f"The tone is taken from {MACHINE} for 90%")
    assert "It matches the coders in 100% of 53 coded sentences" in limits.of_tone(study)
    assert f"{MACHINE} for 90%" in limits.of_field(study, "voice", what="voices")
    assert "“What it costs (exploratory)”" not in limits.of_frames(study, ["costs"])
    assert "search patterns" not in limits.of_frames(study, ["costs"])
    balance = sentiment.balance(study).finding
    assert balance.unit == f"points of tone: {MACHINE}, −1 to 1"
    assert "knows a word" not in balance.limits
    assert framing.frames_checked(study).startswith(f"The frames are taken from {MACHINE}")
    assert study.names("lexicon")["model"] == MACHINE
    asked = ["lexicon", "frames_from", "voices_from", "seed"]
    made = how_made([balance], parameters=study.parameters, parameter_names=asked, published=False)
    assert dict(made[balance.id].parameters) == {
        "lexicon": "'model' (machine codes)",
        "frames_from": "'model' (machine codes)",
        "voices_from": "'model' (machine codes)",
        "seed": "2022",
    }
    assert not made_by(study_of(machine_tables), "tone")


def test_every_instrument_stands_beside_the_others(machine_tables: Tables) -> None:
    study = study_of(machine_tables)
    table = instruments_beside(study)
    costs = table.filter(pl.col("field") == "frame").select("instrument", "n", "support", "f1")
    # The patterns find the tax and the costume, and miss the bills.
    assert costs.rows() == [("the codebook’s patterns", 60, 24, 0.5), (MACHINE, 53, 22, 1.0)]
    positive = table.filter((pl.col("field") == "tone") & (pl.col("answer") == "positive"))
    assert positive["instrument"].to_list() == [
        "this report", "VADER", "AFINN", "pattern", MACHINE
    ]  # fmt: skip
    assert positive.filter(pl.col("instrument") == "VADER")["precision"].item() == 0.5
    # Whichever is chosen, the table is the same.
    assert table.equals(instruments_beside(study_of(machine_tables, frames_from="model")))
    beside = tone_checks.instruments_against_coders(study)
    assert beside.filter(pl.col("lexicon") == "model").select("n", "accuracy").row(0) == (53, 1.0)


def test_rules_are_not_blamed_for_what_a_program_reads(machine_tables: Tables) -> None:
    question = "who says it: reporter, quotation or paraphrase"

    def seen(tables: Tables, **values: object) -> dict[str, str]:
        scores = instrument_scores(study_of(tables, **values))
        return dict(scores.select("instrument", "seen").iter_rows())

    # The rules read what it leaves out, and whether they changed since the draw is not known.
    some = seen(machine_tables, voices_from="model", frames_from="model")
    assert some[f"{question}: {MACHINE}"] == some["tone: this report"] == NOT_KNOWN
    place = ["document", "start", "end"]
    known = machine_tables.coded.join(machine_tables.machines, on=place, how="semi")
    every = seen(replace(machine_tables, coded=known), voices_from="model", frames_from="model")
    assert every[f"{question}: {MACHINE}"] == UNSEEN
    assert every[f"all frames: Frames of the set “issue”: {MACHINE}"] == UNSEEN
    own = seen(replace(machine_tables, coded=known))
    assert own[question] == own["all frames: Frames of the set “issue”"] == NOT_KNOWN


def test_shares_are_combined_where_there_are_a_sample_and_a_program(machine_tables: Tables) -> None:
    table = combined_shares(study_of(machine_tables))
    costs = table.filter(pl.col("quantity").str.starts_with("What it costs"))
    assert costs["source"].to_list() == [
        "the codebook’s patterns", MACHINE, CODED_ALONE, COMBINED
    ]  # fmt: skip
    assert costs["weight"][0] < 0.1
    assert costs["weight"][1] > 0.8
    alone, combined = costs.select("share", "low", "high").rows()[2:]
    # The truth is 32 of 80.
    assert alone[1] < combined[1] < 0.4 < combined[2] < alone[2]
    for less in (
        replace(machine_tables, machines=machine_tables.machines.clear()),
        replace(machine_tables, sample=machine_tables.sample.clear()),
    ):
        assert not combined_shares(study_of(less)).height


@pytest.mark.parametrize("chapter", ["tone", "frames", "who-speaks", "trust"])
def test_a_chapter_is_made_of_machine_codes(machine_folder: Path, chapter: str) -> None:
    shown = run_chapter(
        chapter,
        corpus=str(machine_folder),
        resamples=100,
        lexicon="model",
        frames_from="model",
        voices_from="model",
    )
    words = repr([one._repr_mimebundle_() for one in shown if one is not None])
    assert MACHINE in words
    assert "hand-coded" not in words
