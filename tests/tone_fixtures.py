"""Corpora on which tone can be worked out on paper, and studies of them."""

from pathlib import Path

import polars as pl
import pytest
from support import ROOT

from helpers.corpus.files.importing import import_corpus
from helpers.study.make_tables import make
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

# A single valence v of VADER's makes a compound of v / sqrt(v² + 15): good 1.9, terrible -2.1.
GOOD, TERRIBLE = 0.4404, -0.4767
TONE_ARTICLES = (
    "id,outlet,date,text\n"
    'north,Herald,2022-01-10,"Norland is good. The talks went on. The harbour is terrible.\n\n'
    '“The war is terrible,” said Anna Berg."\n'
    'south,Echo,2022-03-01,"The security of Norland is good. The United States is good."\n'
)
TONE = """
thresholds: {headline: 0.05}
neutral:
  - words: [security]
    reason: What the talks are about.
"""


def study_of(made: Tables, **values: object) -> Study:
    """Open a study of tables with few resamples."""
    return Study(Parameters(resamples=200, **values), made, chapter="tone")  # type: ignore[arg-type]


def corpus_of(folder: Path, table: str, *, tone: str = "", actors: str = "") -> Path:
    """Import a CSV as a corpus with its own settings."""
    folder.mkdir()
    (folder / "articles.csv").write_text(table, encoding="utf-8")
    import_corpus(folder / "corpus", folder / "articles.csv")
    for name, text in {"tone.yml": tone, "actors.yml": actors}.items():
        if text:
            (folder / "corpus" / name).write_text(text, encoding="utf-8")
    return folder / "corpus"


def _with_codes(corpus: Path, codes: dict[str, tuple[int, int, int | None]]) -> Tables:
    """Code sentences by their text: the tone by either coder, and the stance towards the West."""
    made = make(corpus)
    rows = [
        {
            **{name: row[name] for name in ("document", "start", "end", "kind", "voice", "text")},
            "coder": coder,
            "speaker": "",
            "bloc": "none",
            "frames": "",
            "generic": "",
            "tone": codes[row["text"]][number],
            "stance_west": codes[row["text"]][2],
        }
        for row in made.spans.iter_rows(named=True)
        if row["text"] in codes
        for number, coder in enumerate("ab")
    ]
    (corpus / "coding").mkdir()
    pl.DataFrame(rows).write_csv(corpus / "coding" / "sentences.csv")
    return make(corpus)


@pytest.fixture(scope="session")
def coded_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Return two dated articles of two outlets, with a target and five coded sentences."""
    folder = tmp_path_factory.mktemp("coded") / "c"
    actors = "targets: {west: [Norland], russia: [], ukraine: []}\n"
    corpus = corpus_of(folder, TONE_ARTICLES, tone=TONE, actors=actors)
    (corpus / "corpus.yml").write_text("split_date: 2022-02-24\n", encoding="utf-8")
    return _with_codes(
        corpus,
        {
            "Norland is good.": (1, 1, 1),
            "The talks went on.": (0, 0, None),
            "The harbour is terrible.": (-1, 0, None),
            "The security of Norland is good.": (-1, -1, -1),
            "The United States is good.": (-1, -1, None),
        },
    )


@pytest.fixture(scope="session")
def bare_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Return two undated articles of nobody, neither coded nor about a target."""
    folder = tmp_path_factory.mktemp("bare") / "b"
    return make(corpus_of(folder, "id,text\na,It is good. It is good.\nb,It is good.\n"))


@pytest.fixture(scope="session")
def wordless_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Return an article in which no instrument knows a word."""
    return make(corpus_of(tmp_path_factory.mktemp("none") / "n", "id,text\na,On Tuesday.\n"))


@pytest.fixture(scope="session")
def shipped_tables() -> Tables:
    """Return the project's own corpus."""
    return make(ROOT / "corpus")
