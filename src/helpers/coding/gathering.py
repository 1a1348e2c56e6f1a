"""Turn what a file says into a table of codes, or into everything that is wrong with it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from helpers.coding.entries import Entry, Label
from helpers.coding.places import Place
from helpers.coding.sentences import Sentences, UnknownSentenceError
from helpers.coding.vocabulary import ANY, UnknownLabelError, Vocabulary
from helpers.corpus.coding.codes import schema_of
from helpers.corpus.coding.fields import FRAMES, NO_FRAME, NOTE, PLACE, SCORE, STANCE, UNSURE
from helpers.corpus.problems import InputError, Problem

# What is known of a sentence without an answer.
_ABOUT = (*PLACE, "text", "coder")
# Mistakes that are named at once.
_LISTED = 50


class Gathered(NamedTuple):
    """Codes from a file.

    Attributes
    ----------
    table
        As `helpers.corpus.coding.codes.Codes.table`, with `unsure` missing where the file does not
        say; one row a sentence with an answer, sorted by place.
    uncounted
        Texts that were left out, as they do not count (boilerplate).
    """

    table: pl.DataFrame
    uncounted: int


@dataclass
class _Answers:
    """What was said of one sentence."""

    single: dict[str, str] = field(default_factory=dict)
    # Frames of a set that was named, and those from one list for all sets.
    sets: dict[str, set[str]] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)


def gather(
    entries: Iterable[Entry],
    *,
    coder: str,
    vocabulary: Vocabulary,
    near: Sentences,
    all_sentences: Callable[[], Sentences],
) -> Gathered:
    """Find the sentence and the answer that each label means.

    Frames from one list for all sets count as `helpers.corpus.coding.codes.read_codes` reads the
    column ``frames``: a sentence with a frame, or with "no frame", is coded in every set of which
    the file has a frame, or else in the first.

    Parameters
    ----------
    entries
        From the file.
    coder
        A person or a program.
    vocabulary
        The answers that there are.
    near
        Sentences that are looked at first: those that were drawn.
    all_sentences
        Gives those of the corpus; called only where they are needed.

    Raises
    ------
    InputError
        With every mistake of entries and labels, every label and sentence that is not known, and
        every contradiction, in the order of the entries.
    """
    problems: list[Problem] = []
    answers: dict[Place, _Answers] = {}
    texts: dict[Place, str] = {}
    uncounted = 0
    for entry in entries:
        sentences = near
        # Labels are looked at even where nobody can tell whose they are.
        found: list[tuple[Place | None, Label | None]] = [(None, label) for label in entry.labels]
        if entry.mistake is not None:
            problems.append(entry.mistake)
        else:
            try:
                sentences, places = _find(entry, near, all_sentences)
                found = list(places)
                uncounted += not any(sentences.counts(place) for place, _ in places)
            except UnknownSentenceError as error:
                problems.append(Problem(entry.where, error.what, error.mend))
        for place, label in found:
            if label is None:
                continue
            if label.mistake is not None:
                problems.append(label.mistake)
                continue
            if place is not None:
                if not sentences.counts(place):
                    continue
                texts[place] = sentences.texts[place]
            own = _Answers() if place is None else answers.setdefault(place, _Answers())
            try:
                _add(own, label, vocabulary)
            except UnknownLabelError as error:
                problems.append(Problem(label.where, error.what, error.mend))
    if problems:
        raise InputError(_shorten(list(_once(problems))))
    return Gathered(_table(answers, texts, coder, vocabulary), uncounted)


def _find(
    entry: Entry, near: Sentences, all_sentences: Callable[[], Sentences]
) -> tuple[Sentences, list[tuple[Place, Label | None]]]:
    """Find whose the labels of an entry are, and the sentences that were looked through for it."""
    try:
        return near, near.find(entry)
    except UnknownSentenceError:
        if near.is_complete:
            raise
    sentences = all_sentences()
    return sentences, sentences.find(entry)


def _add(answers: _Answers, label: Label, vocabulary: Vocabulary) -> None:
    name = None if label.field in (None, *ANY) else vocabulary.field(label.field)
    field, answer = vocabulary.answer(label.text, field=name)
    if field in vocabulary.frame_sets and (name not in (None, FRAMES) or answer == NO_FRAME):
        frames = answers.sets.setdefault(field, set())
    elif field in vocabulary.frame_sets or field == FRAMES:
        frames = answers.listed
    else:
        if not answer:
            return
        earlier = answers.single.setdefault(field, answer)
        if earlier != answer:
            what = f"{field} is both '{earlier}' and '{answer}'"
            raise UnknownLabelError(what, "keep one of the two")
        return
    frames.add(answer)
    if NO_FRAME in frames and len(frames) > 1:
        other = next(iter(sorted(frames - {NO_FRAME})))
        raise UnknownLabelError(f"both '{other}' and no frame", "keep one of the two")


def _table(
    answers: dict[Place, _Answers], texts: dict[Place, str], coder: str, vocabulary: Vocabulary
) -> pl.DataFrame:
    sets = vocabulary.frame_sets
    listed = {frame for answer in answers.values() for frame in answer.listed}
    used = [name for n, name in enumerate(sets) if n == 0 or listed.intersection(sets[name])]
    rows = []
    for place, answer in answers.items():
        row: dict[str, object] = {**place._asdict(), "text": texts[place], "coder": coder}
        row |= {name: value for name, value in answer.single.items() if name not in (UNSURE, SCORE)}
        if UNSURE in answer.single:
            row[UNSURE] = answer.single[UNSURE] == "yes"
        if SCORE in answer.single:
            row[SCORE] = float(answer.single[SCORE])
        for name, frames in sets.items():
            own = set(answer.sets.get(name, ()))
            if answer.listed and name in used:
                own |= answer.listed.intersection(frames) or {NO_FRAME}
            if own:
                row[name] = ";".join(sorted(own - {NO_FRAME}))
        if len(row) > len(_ABOUT):
            rows.append(row)
    known = schema_of(sets)
    more = {name for row in rows for name in row} - set(known)
    extra = [
        *sorted(name for name in more if name.startswith(STANCE)),
        *sorted(more & {NOTE, SCORE}),
    ]
    for name in extra:
        known[name] = pl.Float64 if name == SCORE else pl.String
    return pl.DataFrame(rows, schema=known).sort(PLACE)


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Keep the first of each unknown label: one that is wrong in every row is one mistake."""
    known: set[str] = set()
    for problem in problems:
        if problem.what not in known:
            yield problem
        if problem.what.startswith("unknown label"):
            known.add(problem.what)


def _shorten(problems: list[Problem]) -> list[Problem]:
    more = len(problems) - _LISTED
    if more <= 1:
        return problems
    where, what = problems[_LISTED].where, f"{more} more mistakes, from here on"
    return [*problems[:_LISTED], Problem(where, what, "correct the cause of these first")]
