"""How the instruments fare against coded sentences."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import polars as pl
from markdown_it import MarkdownIt
from markupsafe import Markup

from helpers.findings.wording import count, listing, number, percent, points
from helpers.measures.agreement import accuracy, confusion
from helpers.measures.resampling import wilson_interval
from helpers.page.template import fill
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text
from helpers.study import hand_coding
from helpers.study.stances import compare_stances, stance_scores
from helpers.study.voices import voice_name
from helpers.views import tone_audit
from helpers.views.frame_labels import BADGE

P = ParamSpec("P")
View = Callable[Concatenate[Chapter, P], Display]
NONE = "This corpus has no coded sentences, so nothing here can be checked against them."
FIELDS = ("kind", "voice", "speaker", "bloc")
GUIDE = "GUIDE.md"


def needs_codes(view: View[P]) -> View[P]:
    """Let a view say that there is nothing to check where no sentence was coded."""

    @wraps(view)
    def shown(chapter: Chapter, /, *args: P.args, **kwargs: P.kwargs) -> Display:
        if not chapter.tables.coded.height:
            return show_text(NONE)
        return view(chapter, *args, **kwargs)

    return shown


@needs_codes
def what_was_coded(chapter: Chapter) -> Display:
    """Say what was coded, by how many, and how much of it they agree on."""
    coded = chapter.tables.coded
    held = chapter.hand_coding
    found = held.drop_nulls("sentence").height
    coders = coded["coder"].n_unique()
    agreement = (
        "Only what all of them agree on is scored"
        if coders > 1
        else "With a single coder there is no telling how firm these codes are"
    )
    met = "all" if found == held.height else percent(found / held.height, 1)
    rest = "" if found == held.height else "; the others count as mistakes everywhere below"
    return show_text(
        f"{count(held.height, 'sentence')} of {count(coded['document'].n_unique(), 'article')} "
        f"were coded by {count(coders, 'coder')}. {agreement}. The splitter finds {met} of them "
        f"with the very same first and last character{rest}."
    )


@needs_codes
def guide(chapter: Chapter) -> Display:
    """Show what the coding guide of the corpus says of the codes and of those who coded."""
    path = chapter.tables.folder / "coding" / GUIDE
    if not path.is_file():
        return show_text(
            f"The corpus has no coding/{GUIDE}: who coded, and by what rules, is not known here."
        )
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    # What stands before the first table says how the codes came about.
    table = next((i for i, block in enumerate(blocks) if block.startswith("|")), len(blocks))
    lead = [block for block in blocks[:table] if not block.startswith("#")]
    rest = blocks[table:]
    # The guide is text of the corpus: no HTML in it may reach the page.
    written = MarkdownIt("commonmark", {"html": False}).enable("table")
    lead_html, rest_html = (Markup(written.render("\n\n".join(part))) for part in (lead, rest))
    html = fill("guide.html.j2", lead=lead_html, rest=rest_html)
    return Display(html, "\n\n".join(blocks))


@needs_codes
def coders(chapter: Chapter) -> Display:
    """Show Krippendorff's alpha between the coders."""
    names = [frame.id for frame in chapter.tables.codebook.frames if frame.set != "policy"]
    table = hand_coding.coder_alpha(chapter.tables.coded, names)
    known = table.drop_nulls("alpha").sort("alpha", "field")
    lowest = (
        f"; lowest for {known['field'][0]} ({number(known['alpha'][0])})" if known.height else ""
    )
    return chapter.table(
        table,
        name="coders",
        caption=f"Krippendorff's alpha between the coders{lowest}.",
        labels={"field": "field", "level": "level", "units": "sentences", "alpha": "alpha"},
    )


@needs_codes
def fields(chapter: Chapter) -> Display:
    """Show how often kind, voice, speaker and bloc are met."""
    rows = [
        accuracy(chapter.hand_coding, gold=name, predicted=f"read_{name}")
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
    table = wilson_interval(
        pl.concat(rows), hits="hits", n="n", level=chapter.parameters.confidence
    )
    told = [f"{row['field']} {percent(row['accuracy'], 1)}" for row in table.iter_rows(named=True)]
    return chapter.table(
        table,
        name="fields",
        caption=f"Sentences on which the instrument and the coders agree: {listing(told)}. The "
        "baseline always gives the commonest answer.",
        labels={
            "field": "field",
            "n": "sentences",
            "accuracy": "accuracy, % [Wilson]",
            "macro_f1": "macro F1",
            "majority": "baseline answer",
            "majority_accuracy": "baseline accuracy, %",
        },
        formats=dict.fromkeys(("accuracy", "majority_accuracy"), lambda v: points(v, 1)),
        intervals={"accuracy": ("low", "high")},
    )


@needs_codes
def voice_confusion(chapter: Chapter) -> Display:
    """Show which voices are taken for which."""
    return _confusion(chapter, "voice", chapter.hand_coding)


@needs_codes
def tones(chapter: Chapter) -> Display:
    """Show every instrument's accuracy and macro F1 on tone."""
    return tone_audit.against_codes(chapter)


@needs_codes
def tone_confusion(chapter: Chapter) -> Display:
    """Show which tones each instrument takes for which."""
    return tone_audit.confusions(chapter)


@needs_codes
def evaluation(chapter: Chapter) -> Display:
    """Show how often the frames tell the evaluation of a side that the coders agree on."""
    table = stance_scores(chapter.tables)
    if not table.height:
        return show_text("No evaluation of a side was coded, so none can be checked.")
    shown = wilson_interval(
        table, hits="hits", n="n", level=chapter.parameters.confidence
    ).with_columns(
        side=pl.col("target").str.to_titlecase()
        + pl.when(pl.col("exploratory")).then(pl.lit(BADGE)).otherwise(pl.lit(""))
    )
    firm = table.filter(~pl.col("exploratory"))["target"].str.to_titlecase().to_list()
    whom = listing(firm) or "none of them"
    said = f"better than the guess that always gives the commonest answer for {whom}"
    return chapter.table(
        shown,
        name="evaluation",
        caption="Evaluation of each side (against, neither, in favour) as the frames tell it, in "
        f"the sentences that the coders say refer to it: {said}.",
        labels={
            "side": "side",
            "n": "sentences",
            "accuracy": "accuracy, % [Wilson]",
            "majority_accuracy": "baseline accuracy, %",
            "macro_f1": "macro F1",
            "majority_macro_f1": "baseline macro F1",
            "alpha": "coders' alpha",
        },
        formats=dict.fromkeys(("accuracy", "majority_accuracy"), points),
        intervals={"accuracy": ("low", "high")},
    )


@needs_codes
def mistakes_of(chapter: Chapter, field: str) -> Display:
    """Show every sentence on which an instrument and the coders differ."""
    table = hand_coding.mistakes(chapter.hand_coding.filter(pl.col("kind") != "boilerplate"), field)
    asked = chapter.hand_coding.filter(
        pl.col(field).is_not_null() & (pl.col("kind") != "boilerplate")
    ).height
    return _listed(chapter, table, name=field, what=field.capitalize(), asked=asked)


@needs_codes
def mistakes_of_evaluation(chapter: Chapter) -> Display:
    """Show every sentence whose evaluation of a side is read otherwise than coded."""
    held = compare_stances(chapter.tables)
    table = held.filter(pl.col("coded").ne_missing(pl.col("read"))).with_columns(
        pl.format("{}: {}", "target", "coded").alias("coded")
    )
    return _listed(chapter, table, name="evaluation", what="Evaluation", asked=held.height)


def _listed(chapter: Chapter, table: pl.DataFrame, *, name: str, what: str, asked: int) -> Display:
    return chapter.table(
        table,
        name=f"mistakes-{name}",
        caption=f"{what}: {number(table.height, 0)} of {count(asked, 'sentence')} "
        "read otherwise than coded.",
        labels={
            "document": "article",
            "sentence": "sentence",
            "text": "text",
            "coded": "coded",
            "read": "read",
        },
        # Several frames stand in one cell; only with spaces can they be broken into lines.
        formats=dict.fromkeys(("coded", "read"), lambda v: (v or "–").replace(";", "; ")),
        rows=80,
    )


def _confusion(chapter: Chapter, field: str, held: pl.DataFrame) -> Display:
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
        labels={
            "gold": "coded",
            **{name: f"read {voice_name(name)}, sentences" for name in columns},
        },
        formats={"gold": voice_name},
    )
