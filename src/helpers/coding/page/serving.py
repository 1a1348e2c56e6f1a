"""Open the pages on which a corpus is coded, and serve them until they are ended."""

import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from helpers.coding.assignment import assign
from helpers.coding.codes_file import open_settled
from helpers.coding.page.agreement import differences
from helpers.coding.page.desk import CodingDesk, Item, SettlingDesk, given_answers
from helpers.coding.page.passages import passages_of
from helpers.coding.page.questions import ask
from helpers.coding.page.server import open_coding_server
from helpers.coding.population import counted_sentences, with_context
from helpers.coding.vocabulary import Vocabulary, choose_fields
from helpers.corpus.coding.fields import LABELS, PLACE, STANCE
from helpers.corpus.coding.folder import SAMPLE, read_coding
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.problems import InputError
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.measures.framing.codebook import read_codebook
from helpers.study.coders import people
from helpers.study.make_tables import make
from helpers.system.signals import end_with

Tell = Callable[[str], None]


def open_coding(corpus: Path, *, coder: str, fields: Sequence[str] = ()) -> CodingDesk:
    """Lay out the drawn sentences for a coder.

    Parameters
    ----------
    corpus
        The corpus folder.
    coder
        Name of the coder, which is that of a file.
    fields
        What is coded, as for `helpers.coding.vocabulary.choose_fields`.

    Raises
    ------
    InputError
        As `helpers.coding.assignment.assign`; where the articles cannot be used; or a side is to be
        judged, which only a sheet asks.
    """
    task = assign(corpus, coder=coder, fields=fields)
    sides = [name for name in task.fields if name.startswith(STANCE)]
    if sides:
        what = f"the page does not ask for {', '.join(sides)}"
        raise InputError.of("--fields", what, "use report code sheet, which does")
    articles, names = open_corpus(corpus), "speaker" in task.fields
    passages = passages_of(task.sample, articles, task.actors, names=names)
    questions = ask(task.fields, codebook=task.codebook, actors=task.actors)
    items = [Item(passage, task.fields, {}) for passage in passages]
    return CodingDesk(corpus, items, questions, task.file)


def open_settling(corpus: Path) -> SettlingDesk:
    """Lay out what coders answered differently, or were unsure about.

    Raises
    ------
    InputError
        Where the corpus, its codebook or its codes cannot be used.
    """
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    actors = read_settings(find_settings(corpus, "actors.yml"), Actors)
    vocabulary = Vocabulary(codebook)
    coding = read_coding(corpus, frame_sets=vocabulary.frame_sets)
    own = people(coding.codes)
    coded = [name for name in (*vocabulary.frame_sets, *LABELS) if own[name].count()]
    asked = choose_fields(coded, vocabulary) if coded else ()
    questions = {
        one.field: one for one in ask(asked, codebook=codebook, actors=actors, one_by_one=True)
    }
    sentences = _with_context(corpus, differences(coding.codes, fields=asked), coding.sample)
    passages = passages_of(sentences, open_corpus(corpus), actors, names="speaker" in asked)
    items = []
    for passage, field in zip(passages, sentences["field"], strict=True):
        given = {field: given_answers(own, passage.place, questions[field])}
        items.append(Item(passage, (field,), given))
    file = open_settled(corpus, frame_sets=vocabulary.frame_sets)
    return SettlingDesk(corpus, items, list(questions.values()), file)


def _with_context(corpus: Path, rows: pl.DataFrame, sample: pl.DataFrame) -> pl.DataFrame:
    """Add the sentences before and after, as a sample has them."""
    around = sample.select(*PLACE, "before", "after").unique(PLACE, keep="first")
    if rows.join(around, on=PLACE, how="anti").height:
        around = with_context(counted_sentences(make(corpus))).select(around.columns)
    return rows.join(around, on=PLACE, how="left", maintain_order="left")


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
    _serve(desk, corpus / SAMPLE, port=port, tell=tell)


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
    _serve(desk, corpus, port=port, tell=tell)


def _serve(desk: CodingDesk | SettlingDesk, where: Path, *, port: int, tell: Tell) -> None:
    def promise(progress: str) -> None:
        end_with(f"{progress}; {desk.file.path} holds the answers", codes={signal.SIGINT: 0})

    server = open_coding_server(desk, port=port)
    desk.changed = promise
    promise(desk.progress())
    tell(f"{where}: {desk.progress()}")
    tell(f"http://127.0.0.1:{server.server_port}/ (Ctrl-C to stop)")
    server.serve_forever()
