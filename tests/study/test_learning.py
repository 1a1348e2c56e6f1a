"""What coded sentences teach of tone and frames, and what the book then does with it."""

import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import polars as pl
import pytest
from machine_corpus import coded_corpus, study_of
from support import run_chapter

from helpers.corpus.problems import InputError
from helpers.findings import limits, tone_titles
from helpers.findings.chosen_instruments import frame_candidates_title, made_by
from helpers.study import kept_learning, tone_checks
from helpers.study.check_inputs import check_inputs
from helpers.study.kept_learning import keep_learnt_frames
from helpers.study.learning import learn_tone, training_sentences
from helpers.study.learning_tables import ALWAYS, CANDIDATES, frame_candidates, tone_candidates
from helpers.study.make_tables import make, prepare
from helpers.study.opening import Study, open_study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, export, read_tables
from helpers.study.tones import accuracy_of_instruments, sums, unit_scores


def test_drawn_sentences_weigh_as_many_as_they_stand_for(machine_tables: Tables) -> None:
    sentences = training_sentences(machine_tables)
    assert sentences.height == 60
    assert sentences["weight"].unique().to_list() == [pytest.approx(4 / 3)]


def test_cut_points_are_learnt_and_label_the_book(machine_tables: Tables) -> None:
    study = study_of(machine_tables, tone_cuts="coded")
    table = tone_candidates(study)
    assert table["candidate"].to_list() == [*CANDIDATES.values(), ALWAYS]
    # Of five sentences each list is wrong in the blessing; neutral is right but in the success.
    assert table["accuracy"].to_list() == pytest.approx([0.8, 1.0, 1.0, 0.8])
    assert table["gain"].to_list()[1:] == [pytest.approx(0.2), pytest.approx(0.2), None]
    assert table["used"].to_list() == ["no", "yes", "no", "no"]
    # Half way between the blessing (.4939) and the success (.8979).
    assert table["turns"][1].endswith("positive from 0.7 up")
    assert "this book uses cut points from coded sentences" in tone_titles.candidates(table)
    own = accuracy_of_instruments(study).filter(pl.col("lexicon") == "headline")
    assert own["accuracy"].item() == 1.0
    shares = tone_checks.tone_shares(study).filter(pl.col("lexicon") == "headline")
    assert dict(shares.select("tone", "sentences").iter_rows())["positive"] == 16
    plain = study_of(machine_tables)
    labels = [sums(one)["label headline"].sum() for one in (study, plain)]
    assert labels == [16, 32]
    # Scores stay, and so do the other tools' labels.
    assert unit_scores(study).equals(unit_scores(plain))
    vader = [accuracy_of_instruments(one).filter(lexicon="vader") for one in (plain, study)]
    assert vader[0].equals(vader[1])
    assert "On articles left out of the learning it matches" in limits.of_tone(study)


def test_by_default_nothing_changes_but_the_gain_is_shown(machine_tables: Tables) -> None:
    study = study_of(machine_tables)
    table = tone_candidates(study)
    assert table["used"].to_list() == ["yes", "no", "no", "no"]
    assert "with tone_cuts set to coded" in tone_titles.candidates(table)
    assert study.tables is machine_tables


def test_training_sentences_keep_labels_that_their_own_articles_did_not_teach(
    machine_tables: Tables,
) -> None:
    learnt = learn_tone(machine_tables, Parameters(resamples=100))
    assert learnt is not None
    held_out = learnt.labels.filter(candidate="cuts").select("document", "sentence", "predicted")
    tables = study_of(machine_tables, tone_cuts="coded").tables
    read = tables.label(tables.tones).filter(lexicon="headline").drop_nulls("tone")
    both = read.join(held_out, on=["document", "sentence"], how="inner")
    assert both.height
    assert both["tone"].equals(both["predicted"], check_names=False)


def test_where_nothing_gains_the_default_stands(machine_tables: Tables) -> None:
    # What is right already leaves nothing to learn.
    study = study_of(machine_tables, lexicon="pattern", tone_cuts="coded")
    table = tone_candidates(study)
    assert table["used"].to_list() == ["yes", "no", "no", "no"]
    assert tone_titles.candidates(table).startswith("Nothing learnt from coded sentences")
    assert study.tables.chosen.tone_model is None


def test_frames_are_learnt_where_that_is_better(machine_tables: Tables) -> None:
    study = study_of(machine_tables, frames_from="learned")
    table = frame_candidates(study)
    # The others are neither coded nor found, so that they have no F1.
    assert table["frame"].to_list() == ["costs"]
    assert table.select("support", "patterns", "learnt", "used").row(0) == (24, 0.5, 1.0, "yes")
    assert frame_candidates_title(study, table) == (
        "1 of 1 coded frame is found clearly better by what was learnt"
    )
    # Sixteen taxes and sixteen bills, and no costume.
    assert study.codes.select("document", "sentence").n_unique() == 32
    assert set(study.codes["pattern"]) == {""}
    assert "What it costs" in made_by(study, "frames")
    assert "learnt from coded sentences find" in limits.of_frames(study, ["costs"])
    plain = study_of(machine_tables)
    assert not frame_candidates(plain).height
    assert "frames_from set to learned" in frame_candidates_title(plain, frame_candidates(plain))


def test_what_was_kept_is_what_would_be_learnt(
    machine_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parameters = Parameters(resamples=100, frames_from="learned")
    prepare(machine_folder, tmp_path / "tables")
    tables = read_tables(tmp_path / "tables")
    own = Study(parameters, tables)
    keep_learnt_frames(tmp_path / "tables", tmp_path / "learnt", parameters)
    learning = Mock(wraps=kept_learning.learn_better_frames)
    monkeypatch.setattr(kept_learning, "learn_better_frames", learning)
    kept = Study(parameters, tables)
    assert not learning.called
    assert kept.codes.equals(own.codes)
    assert frame_candidates(kept).equals(frame_candidates(own))
    assert kept.tables.chosen.other_frames == own.tables.chosen.other_frames == {"costs"}
    # Other intervals may find another frame better.
    Study(parameters.model_copy(update={"seed": 7}), tables)
    assert learning.call_count == 1


def test_too_few_training_sentences_are_refused_in_one_line(tmp_path: Path) -> None:
    corpus = coded_corpus(tmp_path)
    path = corpus / "coding" / "coders" / "ann.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:50]), encoding="utf-8")
    for values in ({"tone_cuts": "coded"}, {"frames_from": "learned"}):
        (name, value), *_ = values.items()
        for refuse in (
            lambda values: check_inputs(corpus, Parameters.model_validate(values)),
            lambda values: open_study({"corpus": str(corpus)} | values),
        ):
            with pytest.raises(InputError) as raised:
                refuse(values)
            (line,) = str(raised.value).splitlines()
            assert line.startswith(f"{name}: {value} needs 50 coded sentences, and there are 49")
    few = tone_candidates(study_of(make(corpus)))
    assert not few.height
    assert tone_titles.candidates(few).startswith("Fewer than 50")


def test_the_exported_labels_are_the_learnt_ones(machine_tables: Tables, tmp_path: Path) -> None:
    study = study_of(machine_tables, tone_cuts="coded", frames_from="learned")
    export(study.tables, tmp_path, parameters=study.parameters)
    sentences = pl.read_csv(tmp_path / "sentences.csv")
    assert sentences["tone"].sum() == 16
    assert sentences.filter(pl.col("frames") == "costs").height == 32


def test_a_chapter_is_made_of_what_was_learnt(machine_folder: Path) -> None:
    values = {"corpus": str(machine_folder), "resamples": 100, "tone_cuts": "coded"}
    words = repr([one._repr_mimebundle_() for one in run_chapter("tone", **values) if one])
    assert "this book uses cut points from coded sentences" in words


def test_scikit_learn_is_loaded_by_learning_alone() -> None:
    code = (
        "import sys, helpers.study.learning_tables, helpers.findings.tone_titles\n"
        "assert 'sklearn' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
