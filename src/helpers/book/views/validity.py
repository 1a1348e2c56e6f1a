"""How the instruments fare against hand-coded sentences."""

from collections.abc import Callable
from functools import partial, wraps

import polars as pl

from helpers.book import figures, validity
from helpers.book.chapter import Chapter
from helpers.book.present import Shown, show_text
from helpers.book.views import tone_audit
from helpers.book.wording import count, listing, number, percent
from helpers.measures.agreement import accuracy, confusion

View = Callable[[Chapter], Shown]
NONE = "This corpus has no hand-coded sentences, so nothing here can be checked against them."
FIELDS = ("kind", "voice", "speaker", "bloc")


def _needs_codes(view: View) -> View:
    @wraps(view)
    def shown(chapter: Chapter) -> Shown:
        return view(chapter) if chapter.tables.coded.height else show_text(NONE)

    return shown


@_needs_codes
def what_was_coded(chapter: Chapter) -> Shown:
    """Say what was coded, by how many, and how much of it they agree on."""
    coded = chapter.tables.coded
    held = chapter.held
    found = held.drop_nulls("sentence").height
    return show_text(
        f"{count(held.height, 'sentence')} of {count(coded['document'].n_unique(), 'article')} "
        f"were coded by {count(coded['coder'].n_unique(), 'coder')}. The splitter finds "
        f"{percent(found / held.height, 1)} of them with the very same first and last character; "
        f"the others count as mistakes everywhere below."
    )


@_needs_codes
def coders(chapter: Chapter) -> Shown:
    """Show Krippendorff's alpha between the coders."""
    names = [frame.id for frame in chapter.tables.codebook.frames if frame.set != "policy"]
    table = validity.coder_alpha(chapter.tables.coded, names)
    lowest = table.drop_nulls("alpha").sort("alpha").row(0, named=True)
    return chapter.table(
        table,
        name="coders",
        caption="Krippendorff's alpha between the coders; lowest for "
        f"{lowest['field']} ({number(lowest['alpha'])}).",
        labels={"field": "field", "level": "level", "units": "sentences", "alpha": "alpha"},
    )


@_needs_codes
def fields(chapter: Chapter) -> Shown:
    """Show how often kind, voice, speaker and bloc are met."""
    rows = [
        accuracy(chapter.held, gold=name, predicted=f"read_{name}")
        .with_columns(pl.col("majority").cast(pl.String))
        .select(
            pl.lit(name).alias("field"),
            "n",
            "hits",
            "accuracy",
            "macro_f1",
            "majority",
            "majority_accuracy",
        )
        for name in FIELDS
    ]
    table = pl.concat(rows)
    told = [f"{row['field']} {percent(row['accuracy'], 1)}" for row in table.iter_rows(named=True)]
    return chapter.table(
        table,
        name="fields",
        caption=f"Sentences on which the instrument and the coders agree: {listing(told)}.",
        labels={
            "field": "field",
            "n": "sentences",
            "accuracy": "accuracy",
            "macro_f1": "macro F1",
            "majority": "baseline answer",
            "majority_accuracy": "baseline accuracy",
        },
        formats=dict.fromkeys(("accuracy", "majority_accuracy"), lambda v: percent(v, 1)),
    )


@_needs_codes
def voice_confusion(chapter: Chapter) -> Shown:
    """Show which voices are taken for which."""
    return _confusion(chapter, "voice", chapter.held)


@_needs_codes
def frame_figure(chapter: Chapter) -> Shown:
    """Show the F1 of each frame beside its prevalence."""
    scores = validity.frame_scores(chapter.tables)
    table = (
        scores.unpivot(on=["f1", "prevalence"], index=["frame", "set"], variable_name="what")
        .with_columns(pl.col("what").replace({"f1": "F1", "prevalence": "prevalence"}))
        .sort(
            pl.col("value").filter(pl.col("what") == "F1").max().over("frame"),
            "frame",
            "what",
            descending=[True, False, False],
            nulls_last=True,
        )
    )
    best = scores.drop_nulls("f1").sort("f1", "frame", descending=[True, False])
    top, last = best.row(0, named=True), best.row(-1, named=True)
    return chapter.figure(
        partial(
            figures.dots,
            label="frame",
            value="value",
            series="what",
            xlabel="F1 against the coders; share of sentences with the frame",
        ),
        table,
        name="frame-f1",
        caption="F1 of each frame, and how common it is.",
        alt=f"Two dots for each frame. Best met is {top['frame']} (F1 {number(top['f1'])}), least "
        f"{last['frame']} ({number(last['f1'])}).",
        height=1.2 + 0.3 * scores.height,
    )


@_needs_codes
def frames(chapter: Chapter) -> Shown:
    """Show precision, recall and F1 of each frame."""
    table = validity.frame_scores(chapter.tables)
    means = table.group_by("set", maintain_order=True).agg(pl.col("f1").mean())
    told = [f"{row['set']} frames {number(row['f1'])}" for row in means.iter_rows(named=True)]
    return chapter.table(
        table,
        name="frames",
        caption=f"Frames against the coders' agreement; macro F1: {listing(told)}.",
        labels={
            "frame": "frame",
            "set": "set",
            "support": "coded",
            "predicted": "found",
            "precision": "precision",
            "recall": "recall",
            "f1": "F1",
            "alpha": "coders' alpha",
            "exploratory": "exploratory",
        },
    )


@_needs_codes
def tones(chapter: Chapter) -> Shown:
    """Show every instrument's accuracy and macro F1 on tone."""
    return tone_audit.against_codes(chapter)


@_needs_codes
def tone_confusion(chapter: Chapter) -> Shown:
    """Show which tones each instrument takes for which."""
    return tone_audit.confusions(chapter)


def mistakes_of(field: str, chapter: Chapter) -> Shown:
    """Show every sentence on which an instrument and the coders differ."""
    if not chapter.tables.coded.height:
        return show_text(NONE)
    table = validity.mistakes(chapter.held.filter(pl.col("kind") != "boilerplate"), field)
    asked = chapter.held.filter(pl.col(field).is_not_null()).height
    return chapter.table(
        table,
        name=f"mistakes-{field}",
        caption=f"{field.capitalize()}: {number(table.height, 0)} of {count(asked, 'sentence')} "
        "read otherwise than coded.",
        labels={
            "document": "article",
            "sentence": "sentence",
            "text": "text",
            "coded": "coded",
            "read": "read",
        },
        rows=80,
    )


def _confusion(chapter: Chapter, field: str, held: pl.DataFrame) -> Shown:
    known = held.filter(pl.col("kind") != "boilerplate")
    table = confusion(known, gold=field, predicted=f"read_{field}").with_columns(
        pl.col("predicted").fill_null("(none)")
    )
    columns = sorted(table["predicted"].unique())
    wide = table.pivot("predicted", on_columns=columns, index="gold", values="n").fill_null(0)
    return chapter.table(
        wide,
        name=f"confusion-{field}",
        caption=f"{field.capitalize()} as coded (rows) and as read (columns).",
        labels={"gold": "coded", **{name: f"read {name}" for name in columns}},
    )
