"""Read exports of Label Studio: tasks with annotations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.coding.entries import Entry, Label, locate
from helpers.coding.exports.offsets import code_points
from helpers.corpus.json_files import read_json
from helpers.corpus.problems import InputError

# The answers that a coder types, not chooses: they have to say what they answer.
_TYPED = ("speaker", "bloc", "note")


def read_label_studio(path: Path, *, annotator: str | None = None) -> list[Entry]:
    """Read an export of Label Studio in the format JSON.

    Choices, labels of stretches, and typed texts named speaker, bloc or note are read. The name of
    a control (``from_name``) may be that of a field, such as tone or a set of frames. Which
    sentence a task is, the data of the task may say: id, document, start, end. Skipped annotations
    are left out.

    Parameters
    ----------
    path
        The file.
    annotator
        Reads the annotations of one person only: ``completed_by``, a number or an e-mail address.

    Raises
    ------
    InputError
        Where the file is no such export, or a task was annotated more than once.
    """
    tasks = read_json(path)
    if not isinstance(tasks, list) or not all(
        isinstance(task, dict) and isinstance(task.get("data"), dict) for task in tasks
    ):
        raise InputError.of(path, "no tasks of Label Studio", "export them in the format JSON")
    return [
        _entry(f"{path}: task {task.get('id', number)}", task, annotator)
        for number, task in enumerate(tasks, start=1)
    ]


def _entry(where: str, task: dict[str, Any], annotator: str | None) -> Entry:
    chosen = [
        annotation
        for annotation in task.get("annotations") or ()
        if isinstance(annotation, dict)
        and not annotation.get("was_cancelled")
        and annotator in (None, _person(annotation))
    ]
    if len(chosen) > 1:
        people = sorted({_person(annotation) for annotation in chosen})
        what = f"{len(chosen)} annotations, by {', '.join(people)}"
        mend = "choose one with --annotator" if len(people) > 1 else "keep one of them"
        raise InputError.of(where, what, mend)
    place = locate(task["data"])
    results = chosen[0].get("result") or () if chosen else ()
    labels = [
        label
        for result in results
        if isinstance(result, dict)
        for label in _labels(where, result, place.get("text"))
    ]
    return Entry(where, tuple(labels), **place)


def _person(annotation: dict[str, Any]) -> str:
    person = annotation.get("completed_by")
    return str(person.get("email", person.get("id")) if isinstance(person, dict) else person)


def _labels(where: str, result: dict[str, Any], text: str | None) -> Iterator[Label]:
    value = result.get("value")
    field = result.get("from_name")
    if not isinstance(value, dict) or not isinstance(field, str):
        return
    typed = value.get("text")
    if result.get("type") == "textarea":
        if field.lower() in _TYPED:
            yield Label(
                where, " ".join(map(str, typed if isinstance(typed, list) else [typed])), field
            )
        return
    start, end = value.get("start"), value.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        start = end = None
    elif text is not None and isinstance(typed, str) and text[start:end] != typed:
        # The browser counts some signs as two.
        start, end = code_points(text, start, end)
    for key in ("choices", "labels"):
        for label in value.get(key) or ():
            yield Label(where, str(label), field, start, end)
