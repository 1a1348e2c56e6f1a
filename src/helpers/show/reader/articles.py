"""The articles: a list to choose from, and each in full under layers of marks."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from helpers.findings.wording import count, listing, number, percent
from helpers.measures.joins import KEYS
from helpers.page.template import fill
from helpers.show.chapter import Chapter
from helpers.show.html import Display, anchor
from helpers.study.profiles import profiles
from helpers.study.tones import INSTRUMENTS, SCALES
from helpers.study.voices import SENTENCE_VOICES
from helpers.views.frame_labels import labels
from helpers.views.marked_text import Reading, held_layers
from helpers.views.reader_sentence import signed, turns

# Name, label, whether it is on at first, what its absence is called.
LAYERS = (
    ("frames", "Frames", True, "no frame found"),
    ("speech", "Who speaks", True, "nobody is quoted"),
    ("tone", "Tone words", False, "no tone word found"),
    ("scare", "Scare quotes", True, "none found"),
    ("boilerplate", "Boilerplate", True, "none found"),
    ("notes", "Notes", False, "no sentence"),
)
# So many articles are worth a filter and a choice of order.
MANY = 8


def chooser(chapter: Chapter) -> Display:
    """List the articles with what each is like, and links to their places in the page."""
    table = profiles(chapter)
    rows = table.to_dicts()
    parts = set(_full(chapter)) | set(_cited(chapter))
    for row in rows:
        row["linked"] = row["document"] in parts
    left = len(rows) - min(len(rows), chapter.parameters.reader_limit)
    html = fill(
        "chooser.html.j2",
        rows=rows,
        many=len(rows) > MANY,
        limits=count(chapter.parameters.reader_limit, "article"),
        left=count(left, "article") if left else "",
        instrument=_instrument(chapter),
        number=number,
    )
    return Display(html, count(len(rows), "article"))


def articles(chapter: Chapter) -> Display:
    """Set the articles out: the first in full, of the others what the book links to."""
    full, cited = _full(chapter), _cited(chapter)
    reading = Reading(chapter, [*full, *cited])
    about = {row["document"]: row for row in profiles(chapter).to_dicts()}
    whole = {document: reading.sentences(document) for document in full}
    parts = {
        document: [
            part for part in reading.sentences(document) if part.anchor in chapter.link_targets
        ]
        for document in cited
    }
    held = held_layers(whole | parts) | {"notes": sum(map(len, whole.values()))}
    shown = [sentence for listed in (whole | parts).values() for sentence in listed]
    frames = Counter(f for s in shown if s.part_of == s.number for f in s.frames)
    html = fill(
        "articles.html.j2",
        articles=[
            {
                "about": about[document],
                "summary": summary(about[document], chapter),
                "paragraphs": list(turns(sentences)),
                "cells": [s for s in sentences if s.part_of == s.number],
            }
            for document, sentences in whole.items()
        ],
        cited=[
            {"about": about[document], "sentences": sentences}
            for document, sentences in parts.items()
        ],
        layers=[
            {
                "name": name,
                "label": label,
                "on": on and held[name] > 0,
                "held": held[name],
                "no": no,
            }
            for name, label, on, no in LAYERS
        ],
        frames=reading.frames,
        sides=reading.sides,
        sideless=any(sentence.is_said and not sentence.side for sentence in shown),
        named=labels(chapter),
        found=frames,
        widest=reading.widest,
        instrument=_instrument(chapter),
    )
    return Display(html, "\n".join([*full, *cited]))


def summary(about: Mapping[str, Any], chapter: Chapter) -> str:
    """Say in a line how an article is made up.

    Parameters
    ----------
    about
        A row of `helpers.study.profiles.profiles`.
    chapter
        Its parameters name the instrument.
    """
    if not about["sentences"]:
        return "It has no sentence that is counted."
    if about["scored"]:
        scored = f"{number(about['scored'], 0)} of {count(about['sentences'], 'sentence')}"
        tone = (
            f"Mean tone {signed(about['tone'], 2)} ({_instrument(chapter)}; {scored} with a score)."
        )
    else:
        tone = "No sentence has a score of tone."
    top = [
        f"{label} ({number(places, 0)})"
        for label, places in zip(about["frames"], about["places"], strict=True)
    ]
    frames = f"Most frequent frames: {listing(top)}." if top else "No frame was found."
    voices = (
        f"{percent(about['narrator'])} of its sentences are the {SENTENCE_VOICES['narrator']}'s, "
        f"{percent(about['quote'])} are {SENTENCE_VOICES['quote']} and "
        f"{percent(about['indirect'])} {SENTENCE_VOICES['indirect']}."
    )
    return f"{voices} {tone} {frames}"


def _instrument(chapter: Chapter) -> str:
    lexicon = chapter.parameters.lexicon
    return (
        SCALES[lexicon] if lexicon == "headline" else f"{INSTRUMENTS[lexicon]}, {SCALES[lexicon]}"
    )


def _full(chapter: Chapter) -> list[str]:
    return chapter.documents["document"].head(chapter.parameters.reader_limit).to_list()


def _cited(chapter: Chapter) -> list[str]:
    """Name the articles beyond the limit that the book links to."""
    others = chapter.documents["document"].slice(chapter.parameters.reader_limit)
    spans = chapter.tables.spans.filter(pl.col("document").is_in(others.implode()))
    places = {f"article-{document}": document for document in others} | {
        anchor(document, sentence): document
        for document, sentence in spans.select(KEYS).iter_rows()
    }
    wanted = {places[place] for place in chapter.link_targets if place in places}
    return [document for document in others if document in wanted]
