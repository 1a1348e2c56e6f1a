"""The main tables of a book for people who open spreadsheets."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from helpers.build.workbook import Sheet, write_workbook
from helpers.corpus.files.contents import DIGITS, WORKBOOK
from helpers.findings.finding import Finding
from helpers.study.portions import SAMPLE

_DOCUMENT = "The article's name, the same in every sheet."
_SENTENCE = "The sentence's number in its article, from 0; pages count from 1."
FINDINGS = {
    "finding": "The finding's name, the same in every edition.",
    "chapter": "The chapter that makes it.",
    "title": "The question.",
    "text": "The answer.",
    "subjects": "Keys of who or what is compared, separated by semicolons: the first, the second, "
    "and what both are looked at for.",
    "value": "The estimate; empty if the question has no answer in this corpus.",
    "low": "Lower end of its interval.",
    "high": "Upper end of its interval.",
    "unit": "Unit of value, low and high.",
    "minuend": "The first of the two numbers whose difference the value is, in the same unit.",
    "subtrahend": "The second of them; both are empty if the value is not a difference.",
    "n": "Sentences (or tokens, see unit) behind the estimate.",
    "verdict": "supported, fragile, not supported or does not apply; see the book's glossary.",
    "reason": "Why the verdict is what it is.",
    "chosen": "For a “most”: share of the resamples in which the same one wins, from 0 to 1.",
    "agreement": "Share of the ways of counting that give the same answer, from 0 to 1.",
    "specifications": "How many ways of counting there are.",
    "limits": "What else restricts the answer.",
}
EVIDENCE = {
    "finding": "The finding's name, as in the sheet findings.",
    "document": _DOCUMENT,
    "sentence": _SENTENCE,
    "text": "The sentence as it stands in the article's file.",
}
DOCUMENTS = {
    "document": _DOCUMENT,
    "outlet": "Who published the article.",
    "country": "Country of the outlet.",
    "published": "Day of publication; empty if unknown, text if before 1900.",
    "published_basis": "stated: the day was given; inferred: it follows from the text.",
    "headline": "The article's headline.",
    "language": "Code of its language (ISO 639-1).",
    "translated": "Whether the text is a translation.",
    "sha256": "Hash (SHA-256) of its bytes.",
    "file": "Where its text lies in the corpus folder.",
    "evidence": "How outlet and day are known.",
    "language_basis": "stated: the corpus gives it; detected: the text tells; assumed: the text is "
    "too short to tell, so it is that of most other articles.",
}
SENTENCES = {
    "document": _DOCUMENT,
    "sentence": _SENTENCE,
    "start": "Where it begins in the article's file: number of characters before it.",
    "end": "Where it ends there: the position after its last character.",
    "text": "The sentence as counted: as in the file, without a signature that cuts it in two.",
    "kind": "body, heading, or boilerplate (captions, credits, links to other stories).",
    "voice": "Whose words they are: narrator (the reporter), quote, or indirect (paraphrased); "
    "empty if the language is not known to the rules.",
    "speaker": "Person or institution whose words they are.",
    "bloc": "Group that the speaker belongs to; none for the reporter.",
    "tone": "−1 negative, 0 neutral, 1 positive; empty if no word or not the language was known.",
    "tone_score": "The score behind the tone, from −1 to 1.",
    "frames": "Frames in the sentence, separated by semicolons; see the book's codebook. Empty if "
    "none was found or the codebook does not know the language.",
}


# The sentences, in portions where they are too many (see `helpers.study.portions`).
WHOLE, PORTIONS, SAMPLED = "sentences.parquet", "sentences/*.parquet", f"sentences{SAMPLE}.csv"
EVERY = "Every counted sentence and piece of boilerplate, in the order of the articles."
SOME = (
    "Counted sentences and boilerplate of a random sample of articles; all are in the folder "
    "sentences."
)


def write_sheets(data: Path, findings: Sequence[Finding]) -> None:
    """Write `tables.xlsx` beside the tables in a book's data folder.

    Parameters
    ----------
    data
        Holds the tables that `helpers.study.tables.export` writes.
    findings
        Of all chapters.
    """
    floats = pl.selectors.float()
    documents = pl.read_parquet(data / "documents.parquet").with_columns(floats.round(DIGITS))
    is_whole = (data / WHOLE).is_file()
    places = pl.scan_parquet(data / (WHOLE if is_whole else PORTIONS))
    if is_whole:
        sentences = places.with_columns(floats.round(DIGITS)).collect()
    else:
        sentences = pl.read_csv(data / SAMPLED, schema=places.collect_schema())
    sheets = [
        Sheet(
            "findings",
            "One finding per row.",
            _findings(findings),
            FINDINGS,
            "findings.json",
        ),
        Sheet(
            "evidence",
            "The sentences that the book shows for each finding.",
            _evidence(findings, places),
            EVIDENCE,
            "findings.json",
        ),
        Sheet("documents", "One article per row.", documents, DOCUMENTS, "documents.csv"),
        Sheet(
            "sentences",
            EVERY if is_whole else SOME,
            sentences,
            SENTENCES,
            "sentences.csv",
        ),
    ]
    write_workbook(data / WORKBOOK, sheets, title="Tables of the report")


def _findings(findings: Sequence[Finding]) -> pl.DataFrame:
    names = ("value", "low", "high", "minuend", "subtrahend", "chosen", "agreement")
    numbers = dict.fromkeys(names, pl.Float64)
    counts = dict.fromkeys(("n", "specifications"), pl.Int64)
    rows = []
    for finding in findings:
        minuend, subtrahend = finding.operands or (None, None)
        own = {
            "finding": finding.id,
            "subjects": "; ".join(finding.subjects or ()),
            "minuend": minuend,
            "subtrahend": subtrahend,
        }
        rows.append(finding.model_dump() | own)
    schema = dict.fromkeys(FINDINGS, pl.String) | numbers | counts
    table = pl.DataFrame(rows, schema=schema).select(*FINDINGS)
    return table.with_columns(pl.selectors.float().round(DIGITS))


def _evidence(findings: Sequence[Finding], sentences: pl.LazyFrame) -> pl.DataFrame:
    rows = [
        (finding.id, evidence.document, evidence.sentence)
        for finding in findings
        for evidence in finding.evidence
    ]
    schema = {"finding": pl.String, "document": pl.String, "sentence": pl.Int64}
    shown = pl.DataFrame(rows, schema=schema, orient="row")
    texts = sentences.filter(pl.col("document").is_in(shown["document"].unique().implode()))
    found = texts.select("document", "sentence", "text").collect()
    return shown.join(found, on=["document", "sentence"], how="left", maintain_order="left")
