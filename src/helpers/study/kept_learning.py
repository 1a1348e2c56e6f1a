"""What coded sentences teach of frames, learnt once for all chapters of a build."""

import json
import shutil
from pathlib import Path

import polars as pl

from helpers.corpus.files.contents import write_listing
from helpers.study.learning import LearntFrames, learn_better_frames
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, read_tables

_HEAD = "learnt.json"
_PARTS = ("labels", "gains", "found")


def keep_learnt_frames(tables: Path, folder: Path, parameters: Parameters) -> None:
    """Learn frames from prepared tables, and keep what was learnt in a folder.

    Parameters
    ----------
    tables
        As `helpers.study.make_tables.prepare` wrote them.
    folder
        Made anew; without results where too few sentences are coded.
    parameters
        Intervals tell what is clearly better, and so how they are drawn counts.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    learnt = learn_better_frames(read_tables(tables), parameters)
    if learnt is not None:
        for name in _PARTS:
            getattr(learnt, name).write_parquet(folder / f"{name}.parquet")
        head = {"frames": learnt.frames, "resampling": parameters.resampling}
        (folder / _HEAD).write_text(json.dumps(head) + "\n", encoding="utf-8")
    write_listing(folder)


def learnt_frames(tables: Tables, parameters: Parameters) -> LearntFrames | None:
    """Give what coded sentences teach of frames: what was kept, or else what is learnt now.

    Parameters
    ----------
    tables
        As they were made, with the codes of the patterns.
    parameters
        What was kept counts only for intervals that are drawn alike.

    Returns
    -------
    LearntFrames or None
        As `helpers.study.learning.learn_better_frames`.
    """
    place = tables.learnt and tables.learnt / _HEAD
    if place and place.is_file():
        head = json.loads(place.read_text(encoding="utf-8"))
        if head["resampling"] == parameters.resampling:
            parts = {name: pl.read_parquet(place.with_name(f"{name}.parquet")) for name in _PARTS}
            return LearntFrames(tuple(head["frames"]), **parts)
    return learn_better_frames(tables, parameters)
