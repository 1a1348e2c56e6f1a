"""What the coded sentences of a corpus teach: where tone turns, and which words go with a frame.

What is learnt labels sentences that nobody coded. A coded sentence keeps the label that was learnt
without its article (see `helpers.measures.calibration`), so that every score of the instrument, and
every share that is corrected by coded sentences, stays honest.
"""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED, PLACE, WEIGHT
from helpers.measures.calibration.cross_fit import cross_fit
from helpers.measures.calibration.cross_fit_frames import cross_fit_frames
from helpers.measures.calibration.frames import label_frames, learn_frames
from helpers.measures.calibration.gains import GAIN, accuracy_gains, choose_candidate, f1_gains
from helpers.measures.calibration.models import Learner, Model, learners
from helpers.measures.framing.shares import countable
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_ratios
from helpers.study.coded_sample import scored_codes, with_weights
from helpers.study.coders import consensus, is_text
from helpers.study.hand_coding import places
from helpers.study.instruments import NEAREST, in_order
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

_PAIR = ["candidate", "against"]


class LearntTone(NamedTuple):
    """What was learnt of tone.

    Attributes
    ----------
    chosen
        The candidate to use: "default", "cuts" or "logistic".
    models
        Each candidate as learnt from all coded sentences.
    scores
        The instruments that "logistic" reads.
    labels
        Each candidate's cross-fitted labels, as
        `helpers.measures.calibration.cross_fit.cross_fit` gives them.
    gains
        candidate, against, value, low, high: by how much its accuracy is better.
    """

    chosen: str
    models: Mapping[str, Model]
    scores: tuple[str, ...]
    labels: pl.DataFrame
    gains: pl.DataFrame


class LearntFrames(NamedTuple):
    """What was learnt of frames.

    Attributes
    ----------
    frames
        Those that are found clearly better than by the codebook's patterns.
    labels
        Cross-fitted labels of both candidates, as
        `helpers.measures.calibration.cross_fit_frames.cross_fit_frames` gives them.
    gains
        frame, value, low, high: by how much its F1 is better.
    found
        frame, document, sentence: where those frames are, of all sentences that frames are searched
        in.
    """

    frames: tuple[str, ...]
    labels: pl.DataFrame
    gains: pl.DataFrame
    found: pl.DataFrame


def training_sentences(tables: Tables) -> pl.DataFrame:
    """Give what the coders agree on of each sentence that is learnt from, as it is read.

    Where a sample was drawn and coded, it is learnt from that alone, as scores are.

    Returns
    -------
    DataFrame
        document, sentence, weight (1 / probability where a sample was drawn, otherwise 1), and
        the coded fields; the first part of a sentence that a signature cut apart.
    """
    codes = consensus(scored_codes(tables)).filter(is_text()).drop("text")
    where = places(tables).select(*PLACE, sentence="part_of").unique(PLACE, maintain_order=True)
    return (
        join_in_order(codes, where, on=PLACE, how="inner")
        .pipe(with_weights, tables)
        .sort(PLACE)
        .unique(KEYS, keep="first", maintain_order=True)
    )


def learn_tone(tables: Tables, parameters: Parameters) -> LearntTone | None:
    """Learn from all coded sentences where the scores of the chosen instrument turn.

    Parameters
    ----------
    tables
        As they were made: without what was learnt.

    Returns
    -------
    LearntTone or None
        None where tone is coded of fewer than `FEWEST_CODED` sentences.
    """
    lexicon = parameters.lexicon
    names = in_order(tables.tones["lexicon"].unique().to_list())
    wide = tables.tones.pivot("lexicon", on_columns=names, index=KEYS, values="score")
    gold = training_sentences(tables).drop_nulls("tone").select(*KEYS, "tone", WEIGHT)
    coded = join_in_order(gold.with_columns(pl.col("tone").cast(pl.Int64)), wide, how="inner")
    if coded.height < FEWEST_CODED:
        return None
    candidates: Mapping[str, Learner] = learners(
        score=lexicon,
        threshold=tables.tone.thresholds.get(lexicon, NEAREST),
        scores=names,
        weight=WEIGHT,
    )
    labels = cross_fit(coded, learners=candidates, weight=WEIGHT)
    gains = bootstrap_ratios(
        accuracy_gains(labels), ratios=GAIN, by=_PAIR, **parameters.resampling
    ).select(*_PAIR, "value", "low", "high")
    return LearntTone(
        chosen=choose_candidate(gains, candidates=list(candidates)),
        models={name: learn(coded) for name, learn in candidates.items()},
        scores=tuple(names),
        labels=labels,
        gains=gains,
    )


def learn_better_frames(tables: Tables, parameters: Parameters) -> LearntFrames | None:
    """Tell which frames are found better by words than by the codebook's patterns, and where.

    Parameters
    ----------
    tables
        As they were made, with the codes of the patterns.

    Returns
    -------
    LearntFrames or None
        None where no set of frames is coded in `FEWEST_CODED` sentences.
    """
    parts = []
    for name, frames in tables.codebook.frame_sets().items():
        coded = _coded_frames(tables, name)
        if coded.height >= FEWEST_CODED:
            parts.append(cross_fit_frames(coded, frames=list(frames), weight=WEIGHT))
    if not parts:
        return None
    order = pl.col("candidate") == "learned"
    labels = pl.concat(parts).sort(order, maintain_order=True)
    each = pl.concat(f1_gains(part) for part in parts).filter(pl.col("frame") != "macro")
    if not each.height:
        return None
    gains = bootstrap_ratios(each, ratios=GAIN, by=["frame", *_PAIR], **parameters.resampling)
    candidates = ["dictionary", "learned"]
    better = [
        str(frame)
        for (frame,), own in gains.partition_by("frame", as_dict=True).items()
        if choose_candidate(own, candidates=candidates) == "learned"
    ]
    gains = gains.select("frame", "value", "low", "high")
    return LearntFrames(tuple(better), labels, gains, _find_frames(tables, better, labels))


def _find_frames(tables: Tables, better: list[str], labels: pl.DataFrame) -> pl.DataFrame:
    schema = dict.fromkeys(("frame", "document"), pl.String) | {"sentence": pl.Int64}
    if not better:
        return pl.DataFrame(schema=schema)
    sentences = _with_hits(tables, countable(tables.sentences).select(*KEYS, "text"))
    parts = []
    for name, frames in tables.codebook.frame_sets().items():
        own = [frame for frame in frames if frame in better]
        if own:
            model = learn_frames(_coded_frames(tables, name), frames=own, weight=WEIGHT)
            parts.append(label_frames(sentences, model))
    read = pl.concat(parts).select("frame", *KEYS, "predicted")
    held_out = labels.filter(pl.col("candidate") == "learned").select(
        "frame", *KEYS, pl.col("predicted").alias("held_out")
    )
    return (
        join_in_order(read, held_out, on=["frame", *KEYS])
        .filter(pl.coalesce("held_out", "predicted"))
        .select("frame", *KEYS)
    )


def _coded_frames(tables: Tables, name: str) -> pl.DataFrame:
    """Give the coded sentences of a set of frames: document, sentence, text, coded, found."""
    gold = training_sentences(tables).drop_nulls(name)
    # Splitting no text gives one empty name.
    coded = pl.col(name).str.split(";").list.eval(pl.element().filter(pl.element() != ""))
    texts = countable(tables.sentences).select(*KEYS, "text")
    table = join_in_order(gold.select(*KEYS, WEIGHT, coded.alias("coded")), texts, how="inner")
    return _with_hits(tables, table)


def _with_hits(tables: Tables, sentences: pl.DataFrame) -> pl.DataFrame:
    hits = tables.codes.group_by(KEYS).agg(pl.col("frame").unique().sort().alias("found"))
    return join_in_order(sentences, hits).with_columns(
        pl.col("found").fill_null(pl.lit([], pl.List(pl.String)))
    )
