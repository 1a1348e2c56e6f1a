"""What a page asks and what becomes of an answer: coding a sample, or settling differences."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from helpers.coding.codes_file import CodesFile
from helpers.coding.page.agreement import agree_so_far, pair_answers
from helpers.coding.page.passages import Passage
from helpers.coding.page.questions import Question, Value, from_cell, open_fields, to_cell
from helpers.coding.places import Place, places_of
from helpers.corpus.coding.fields import PLACE, UNSURE
from helpers.corpus.coding.folder import read_coding
from helpers.corpus.problems import InputError
from helpers.findings.wording import count, number, percent
from helpers.page.template import fill
from helpers.study.coders import coder_alpha, questions

# How often two coders gave a pair of answers.
Pairs = Mapping[tuple[Any, Any], int]
# Confusion of more labels than that is given as a list of what was taken for what.
_WIDEST = 12
# Milliseconds that a browser can count.
_LATEST = 2**53


class Desk(Protocol):
    """What a page asks, and where its answers go.

    Attributes
    ----------
    session
        Names what the answers are for: this kind of page, this corpus and this coder.
    """

    session: str

    def document(self) -> str:
        """Give the page, without any sentence."""

    def state(self) -> dict[str, Any]:
        """Give the sentences with their questions, and the answers that are on the disk."""

    def save(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Put one answer on the disk, and give all answers to its sentence.

        Raises
        ------
        ValueError
            When it is no answer to a question that the page asks.
        """

    def agreement(self) -> list[str]:
        """Say in words how far coders agree, without telling an answer."""


@dataclass(frozen=True)
class Item:
    """A sentence with the fields that are asked of it.

    `given` are the coders' answers by field, which only those who settle may see.
    """

    passage: Passage
    fields: tuple[str, ...]
    given: Mapping[str, Sequence[Mapping[str, Any]]]


class _Desk:
    """What both kinds of page share."""

    def __init__(
        self, corpus: Path, items: Sequence[Item], questions: Sequence[Question], file: CodesFile
    ) -> None:
        self.corpus, self.items, self.file = corpus, items, file
        self.questions = {question.field: question for question in questions}
        self._passages = {item.passage.place.id: item.passage for item in items}
        self.changed: Callable[[str], None] = lambda _: None
        # What waits in a browser must not reach another coder's file, or another corpus.
        words = "\0".join((type(self).__name__, str(corpus.resolve()), file.coder))
        self.session = hashlib.sha256(words.encode()).hexdigest()[:16]

    def _answers(self, table: pl.DataFrame) -> dict[str, dict[str, Any]]:
        """Give the answers by sentence and field."""
        answers: dict[str, dict[str, Any]] = {}
        for place, row in zip(places_of(table), table.iter_rows(named=True), strict=True):
            if place.id in self._passages:
                answers[place.id] = {
                    field: from_cell(question, row[field])
                    for field, question in self.questions.items()
                } | {UNSURE: row[UNSURE]}
        return answers

    def state(self) -> dict[str, Any]:
        items = [
            {
                "sentence": item.passage.place.id,
                "fields": item.fields,
                "given": item.given,
                **{
                    name: getattr(item.passage, name)
                    for name in (
                        "text",
                        "before",
                        "after",
                        "headline",
                        "outlet",
                        "published",
                        "names",
                    )
                },
            }
            for item in self.items
        ]
        answers = self._answers(self.file.read())
        return {"session": self.session, "items": items, "answers": answers}

    def save(self, message: Mapping[str, Any]) -> dict[str, Any]:
        sentence, field, at = (message.get(name) for name in ("sentence", "field", "at"))
        passage = self._passages.get(sentence) if isinstance(sentence, str) else None
        if passage is None:
            raise ValueError("there is no such sentence here")
        if not isinstance(at, int) or not 0 <= at < _LATEST:
            raise ValueError("the time of the answer is missing")
        cell = self._cell(field, message.get("value"))
        table = self.file.save(passage.place, str(field), cell, text=passage.text, at=at)
        answers = self._answers(table)
        self.changed(self.progress(answers))
        return {"answers": answers.get(passage.place.id, {})}

    def _cell(self, field: object, value: object) -> str | bool | None:
        if field == UNSURE:
            if not isinstance(value, bool):
                raise ValueError(f"{UNSURE} is true or false")
            return value
        question = self.questions.get(field) if isinstance(field, str) else None
        if question is None:
            raise ValueError(f"this page does not ask for '{str(field)[:100]}'")
        return to_cell(question, value)

    def progress(self, answers: Mapping[str, Mapping[str, Any]] | None = None) -> str:
        """Say how much is done."""
        answers = self._answers(self.file.read()) if answers is None else answers
        done = sum(
            not open_fields(answers.get(item.passage.place.id, {}), item.fields)
            for item in self.items
        )
        return self._progress(done)

    def _progress(self, done: int) -> str:
        raise NotImplementedError


class CodingDesk(_Desk):
    """The drawn sentences, for one coder, who sees no answer of anybody else."""

    def document(self) -> str:
        """Give the page, without any sentence."""
        return fill(
            "coding.html.j2",
            title=f"Coding as {self.file.coder}",
            questions=list(self.questions.values()),
            settling=False,
            reports=[],
        )

    def agreement(self) -> list[str]:
        """Say how far the coder agrees with the others, by steps of some sentences."""
        codes = read_coding(self.corpus, frame_sets=self.file.frame_sets).codes
        order = [item.passage.place for item in self.items]
        table = agree_so_far(
            codes,
            coder=self.file.coder,
            order=order,
            fields=list(self.questions),
            frame_sets=self.file.frame_sets,
        )
        labels = _labels(self.questions.values())
        return [
            f"{labels[row['field']]}: {_alpha(row['alpha'])} ({count(row['units'], 'sentence')})"
            for row in table.iter_rows(named=True)
        ]

    def _progress(self, done: int) -> str:
        return f"{self.file.coder} has coded {done} of {count(len(self.items), 'sentence')}"


@dataclass(frozen=True)
class Report:
    """How far coders agree in one field: a line of words, and a table with its heads."""

    label: str
    words: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


class SettlingDesk(_Desk):
    """The answers in which coders differ, one at a time, with what each of them said."""

    def document(self) -> str:
        """Give the page, without any sentence."""
        return fill(
            "coding.html.j2",
            title="Settling differences",
            questions=list(self.questions.values()),
            settling=True,
            reports=self._reports(),
        )

    def agreement(self) -> list[str]:
        """Say nothing: the page holds it in full."""
        return []

    def _progress(self, done: int) -> str:
        return f"{done} of {count(len(self.items), 'difference')} settled"

    def _reports(self) -> list[Report]:
        codes = read_coding(self.corpus, frame_sets=self.file.frame_sets).codes
        alphas = coder_alpha(codes, self.file.frame_sets)
        agreement = {row["field"]: row for row in alphas.iter_rows(named=True)}
        pairs = {
            name: {pair[:2]: pair[2] for pair in pair_answers(table, field=name).iter_rows()}
            for name, _, table in questions(codes, self.file.frame_sets)
        }
        return [
            _report_frames(question, agreement, pairs)
            if question.kind == "set"
            else _report_label(question, agreement[question.field], pairs[question.field])
            for question in self.questions.values()
            # A table may have been changed by hand since the page was opened.
            if agreement.keys() >= _labels([question]).keys()
        ]


def _report_frames(
    question: Question, agreement: Mapping[str, Mapping[str, Any]], pairs: Mapping[str, Pairs]
) -> Report:
    """Report each frame as a yes-or-no question."""
    frames = _labels([question])
    heads = ["Frame", "Both", "First only", "Second only", "Neither", "Alpha"]
    rows = [
        [
            label,
            *(str(pairs[name].get(pair, 0)) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))),
            number(agreement[name]["alpha"]),
        ]
        for name, label in frames.items()
    ]
    return Report(question.label, _extent(agreement[next(iter(frames))]), heads, rows)


def _report_label(question: Question, agreement: Mapping[str, Any], pairs: Pairs) -> Report:
    words = _extent(agreement)
    if agreement["units"]:
        words += f", {percent(agreement['alike'] / agreement['units'])} alike"
        words += f", {_alpha(agreement['alpha'])}"
    heads, rows = _confusion(question, {(str(a), str(b)): n for (a, b), n in pairs.items()})
    return Report(question.label, words, heads, rows)


def _extent(agreement: Mapping[str, Any]) -> str:
    twice = count(agreement["units"], "sentence")
    return f"{count(agreement['coders'], 'coder')}, {twice} coded twice"


def _alpha(alpha: float | None) -> str:
    return (
        "alpha not defined, as all answers are alike" if alpha is None else f"alpha {number(alpha)}"
    )


def _labels(questions: Iterable[Question]) -> dict[str, str]:
    """Say what fields and frames are called; of a set, each frame."""
    return {
        name: label
        for question in questions
        for name, label in (
            [(option.value, option.label) for option in question.options if option.value]
            if question.kind == "set"
            else [(question.field, question.label)]
        )
    }


def _confusion(
    question: Question, pairs: Mapping[tuple[str, str], int]
) -> tuple[list[str], list[list[str]]]:
    names = {option.value: option.label for option in question.options}
    labels = [name for name in names if any(name in pair for pair in pairs)]
    if question.kind == "text" or len(labels) > _WIDEST:
        unlike = [(n, names.get(a, a), names.get(b, b)) for (a, b), n in pairs.items() if a != b]
        unlike.sort(key=lambda one: (-one[0], *one[1:]))
        return ["First", "Second", "Sentences"], [[a, b, str(n)] for n, a, b in unlike]
    heads = ["First \\ second", *(names[label] for label in labels)]
    return heads, [
        [names[gold], *(str(pairs.get((gold, other), 0)) for other in labels)] for gold in labels
    ]


def given_answers(
    codes: pl.DataFrame, place: Place, question: Question
) -> list[dict[str, str | bool | Value]]:
    """Give each coder's answer to a question, as the page holds it.

    Returns
    -------
    list of dict
        coder, value, unsure; coders who did not answer are left out.
    """
    here = pl.all_horizontal(
        pl.col(column) == value for column, value in zip(PLACE, place, strict=True)
    )
    answers = codes.filter(here & pl.col(question.field).is_not_null()).sort("coder")
    return [
        {"coder": row["coder"], "value": from_cell(question, row[question.field])}
        | {UNSURE: row[UNSURE]}
        for row in answers.iter_rows(named=True)
    ]


def as_json(value: object) -> bytes:
    """Write a value as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, default=list).encode(errors="replace")


def failure(error: Exception) -> str:
    """Say in a line why an answer is not on the disk."""
    if isinstance(error, InputError):
        return str(error.problems[0])
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the disk'}: {error.strerror.lower()}"
    return str(error)
