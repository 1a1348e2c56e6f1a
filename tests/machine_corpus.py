"""A corpus of 80 short sentences, 60 of them drawn and coded, and the codes of a program."""

from pathlib import Path

import polars as pl
from climate import climate_corpus
from coded_sample import SETS

from helpers.corpus.coding.codes import schema_of, write_codes
from helpers.corpus.coding.folder import MACHINES, SAMPLE, coder_file
from helpers.corpus.coding.samples import SCHEMA, write_sample
from helpers.corpus.files.opening import open_corpus
from helpers.study.opening import Study
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables

# Sentence, its tone and its frames. The patterns miss the bills, and find a cost in the costume;
# to the word lists a blessing is as good as a great success, but people call only the latter so.
KINDS = [
    ("The tax costs jobs.", "0", "costs"),
    ("Bills rise in winter.", "0", "costs"),
    ("The costume is a blessing.", "0", ""),
    ("It is a great success and a triumph.", "1", ""),
    ("It rains at noon.", "0", ""),
]
DOCUMENTS, TIMES = 8, 2


def coded_corpus(folder: Path, *, machine: str = "model") -> Path:
    """Make the corpus; the program is always right but on one sentence in ten, which it leaves."""
    text = " ".join([sentence for sentence, _, _ in KINDS] * TIMES)
    articles = [(f"a{number}", "Post", "2019-03-01", text) for number in range(DOCUMENTS)]
    corpus = climate_corpus(folder, articles)
    rows = []
    texts = open_corpus(corpus).texts.select("document", "text")
    for place, (name, text) in enumerate(texts.iter_rows()):
        end = 0
        for number, (sentence, tone, frames) in enumerate(KINDS * TIMES):
            start = text.index(sentence, end)
            end = start + len(sentence)
            rows.append((name, start, end, sentence, place + number, tone, frames))
    columns = ["document", "start", "end", "text", "place", "tone", "issue"]
    table = pl.DataFrame(rows, schema=columns, orient="row")
    is_drawn = pl.col("place") % 4 > 0
    drawn = table.filter(is_drawn).with_columns(
        round=1, stratum=pl.lit(""), probability=0.75, before=pl.lit(""), after=pl.lit("")
    )
    write_sample(corpus / SAMPLE, drawn.select(pl.col(k).cast(v) for k, v in SCHEMA.items()))
    answers = table.with_columns(unsure=pl.lit(value=False), voice=pl.lit("narrator"))
    schema = schema_of(SETS)
    whole = pl.concat([pl.DataFrame(schema=schema), answers], how="diagonal").select(list(schema))
    own = table.select(is_drawn).to_series()
    write_codes(coder_file(corpus, "ann"), whole.filter(own), frame_sets=SETS)
    known = whole.filter(table["place"] % 10 > 0)
    write_codes(corpus / MACHINES / f"{machine}.csv", known, frame_sets=SETS)
    return corpus


def study_of(tables: Tables, **values: object) -> Study:
    """Open a study of tables with few resamples."""
    return Study(Parameters.model_validate({"resamples": 100} | values), tables)
