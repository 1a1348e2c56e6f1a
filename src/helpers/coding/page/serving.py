"""Open the pages on which a corpus is coded, and serve them until they are ended."""

import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from helpers.coding.page.agreement import differences
from helpers.coding.page.answers import AnswerFile
from helpers.coding.page.desk import CodingDesk, Item, SettlingDesk, given_answers
from helpers.coding.page.passages import passages_of, shuffle
from helpers.coding.page.questions import ask, choose_fields, sets_of
from helpers.coding.page.server import open_coding_server
from helpers.corpus.coding.fields import LABELS, PLACE, SETTLED
from helpers.corpus.coding.folder import SAMPLE, SENTENCES, SETTLED_CODES, coder_file, read_coding
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.names import is_safe
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.untrusted_files import leads_out
from helpers.corpus.voices.actors import Actors
from helpers.measures.framing.codebook import read_codebook
from helpers.system.signals import end_with

Tell = Callable[[str], None]
_LONGEST_NAME = 40


def open_coding(corpus: Path, *, coder: str, fields: Sequence[str] = ()) -> CodingDesk:
    """Lay out the drawn sentences for a coder.

    Parameters
    ----------
    corpus
        The corpus folder.
    coder
        Name of the coder, which is that of a file.
    fields
        What is coded, as for `questions.choose_fields`.

    Raises
    ------
    InputError
        Where no sentence is drawn, the name cannot be a coder's, there is no such field, or the
        corpus, its codebook or the coder's file cannot be used.
    """
    if not is_safe(coder, longest=_LONGEST_NAME) or coder.lower() == SETTLED:
        mend = f"use letters, digits, dots, hyphens; at most {_LONGEST_NAME}, not '{SETTLED}'"
        raise InputError.of("--coder", f"'{coder}' cannot be the name of a coder", mend)
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    actors = read_settings(find_settings(corpus, "actors.yml"), Actors)
    chosen = choose_fields(fields, codebook)
    coding = read_coding(corpus, frame_sets=sets_of(codebook))
    if coding.sample.is_empty():
        mend = 'draw some first with "report code draw"'
        raise InputError.of(corpus / SAMPLE, "no sentences are drawn", mend)
    path = coder_file(corpus, coder)
    _check_inside(corpus, path)
    file = AnswerFile(path, coder, sets_of(codebook), read_limits(corpus))
    if coding.codes.filter(pl.col("coder") == coder).height > file.read().height:
        what = f"{corpus / SENTENCES} holds codes by {coder} already"
        raise InputError.of("--coder", what, "choose another name")
    sample = shuffle(coding.sample.unique(PLACE, keep="first", maintain_order=True), coder=coder)
    passages = passages_of(sample, open_corpus(corpus), actors, names="speaker" in chosen)
    questions = ask(chosen, codebook=codebook, actors=actors)
    items = [Item(passage, chosen, {}) for passage in passages]
    return CodingDesk(corpus, items, questions, file)


def open_settling(corpus: Path) -> SettlingDesk:
    """Lay out what coders answered differently, or were unsure about.

    Raises
    ------
    InputError
        Where the corpus, its codebook or its codes cannot be used.
    """
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    actors = read_settings(find_settings(corpus, "actors.yml"), Actors)
    sets = sets_of(codebook)
    coding = read_coding(corpus, frame_sets=sets)
    path = corpus / SETTLED_CODES
    _check_inside(corpus, path)
    file = AnswerFile(path, SETTLED, sets, read_limits(corpus))
    file.read()
    people = coding.codes.filter(pl.col("coder") != SETTLED)
    coded = [name for name in (*sets, *LABELS) if people[name].count()]
    asked = choose_fields(coded, codebook) if coded else ()
    questions = {
        one.field: one for one in ask(asked, codebook=codebook, actors=actors, one_by_one=True)
    }
    unlike = differences(coding.codes, fields=asked)
    around = coding.sample.select(*PLACE, "before", "after").unique(PLACE, keep="first")
    sentences = unlike.join(around, on=PLACE, how="left", maintain_order="left")
    passages = passages_of(sentences, open_corpus(corpus), actors, names="speaker" in asked)
    items = []
    for passage, field in zip(passages, sentences["field"], strict=True):
        given = {field: given_answers(people, passage.place, questions[field])}
        items.append(Item(passage, (field,), given))
    return SettlingDesk(corpus, items, list(questions.values()), file)


def serve_coding(
    corpus: Path, *, coder: str, fields: Sequence[str] = (), port: int, tell: Tell
) -> None:
    """Serve the page on which a coder codes the drawn sentences, until interrupted.

    Parameters
    ----------
    corpus, coder, fields
        As for `open_coding`.
    port
        Where to serve; 0 for any port that is free.
    tell
        Told of every line to show.

    Raises
    ------
    InputError
        As `open_coding`, and when the port is taken.
    """
    desk = open_coding(corpus, coder=coder, fields=fields)
    tell(f"{corpus / SAMPLE}: {desk.progress()}")
    _serve(desk, port=port, tell=tell)


def serve_settling(corpus: Path, *, port: int, tell: Tell) -> None:
    """Serve the page on which differences are settled, until interrupted.

    Where there are none it says so and ends.

    Raises
    ------
    InputError
        As `open_settling`, and when the port is taken.
    """
    desk = open_settling(corpus)
    if not desk.items:
        tell(f"{corpus}: nothing to settle: no two coders differ, and none is unsure")
        return
    tell(f"{corpus}: {desk.progress()}")
    _serve(desk, port=port, tell=tell)


def _serve(desk: CodingDesk | SettlingDesk, *, port: int, tell: Tell) -> None:
    def promise(progress: str) -> None:
        end_with(f"{progress}; {desk.file.path} holds the answers", codes={signal.SIGINT: 0})

    server = open_coding_server(desk, port=port)
    desk.changed = promise
    promise(desk.progress())
    tell(f"http://127.0.0.1:{server.server_port}/ (Ctrl-C to stop)")
    server.serve_forever()


def _check_inside(corpus: Path, path: Path) -> None:
    if leads_out(corpus, path.relative_to(corpus).as_posix()):
        what = "a link that leads out of the folder"
        raise InputError.of(path, what, "put the file itself in its place")
