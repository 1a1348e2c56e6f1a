"""What the report claims: a number, its interval, its verdict and the sentences behind it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from helpers.corpus.files.contents import DIGITS
from helpers.corpus.files.names import FileName
from helpers.corpus.json_files import read_json
from helpers.findings.wording import digits_of_estimate, estimate_as_text

Verdict = Literal["supported", "fragile", "not supported", "does not apply"]
SILENT: Verdict = "does not apply"
# What an interval draws anew.
Unit = Literal["blocks", "documents"]
# No more than a table can hold.
Count = Annotated[int, Field(ge=0, lt=2**63)]


class Evidence(BaseModel):
    """One sentence behind a finding."""

    model_config = ConfigDict(frozen=True)

    document: str
    sentence: Count


class Contrast(BaseModel):
    """A difference of two groups within articles, put together over them.

    Attributes
    ----------
    value, low, high
        As in `helpers.measures.resampling.adjusted_difference`, in the finding's unit.
    documents
        Articles that hold both groups.
    opposite
        Those of them in which the difference has the other sign.
    """

    model_config = ConfigDict(frozen=True)

    value: float
    low: float | None
    high: float | None
    documents: Count
    opposite: Count

    def times(self, factor: float) -> "Contrast":
        """Give the same contrast in another unit."""
        ends = {"value": self.value, "low": self.low, "high": self.high}
        other = {name: None if end is None else factor * end for name, end in ends.items()}
        return self.model_copy(update=other)


class Correction(BaseModel):
    """What a value is by the coders of a random sample, with the instrument's help.

    Attributes
    ----------
    value, low, high
        As in `helpers.measures.correction.corrected_ratio`, in the finding's unit.
    coded
        Coded sentences that it rests on.
    """

    model_config = ConfigDict(frozen=True)

    value: float
    low: float
    high: float
    coded: Count

    def times(self, factor: float) -> "Correction":
        """Give the same in another unit."""
        ends = {"value": self.value, "low": self.low, "high": self.high}
        return self.model_copy(update={name: factor * end for name, end in ends.items()})


class Finding(BaseModel):
    """One claim of the report.

    Attributes
    ----------
    id
        Stable name, the same in every edition.
    chapter
        Name of the notebook that makes it.
    title
        What is asked, without the answer.
    text
        The answer as a sentence; every number and comparing word in it is computed.
    limits
        What restricts the answer, in a sentence or two; empty where nothing more is to be said
        than the interval and the verdict say.
    subjects
        Keys of who or what is compared: the first, the second, and what both are looked at for
        (a frame, a word, a date). A value that is a difference is the first's less the second's.
        Empty where nothing is compared; None where it is not known, as in books of before.
    value, low, high, unit
        The estimate and its interval; None where the finding does not apply.
    operands
        The two numbers whose difference the value is, in the same unit; None where it is none.
    n
        Sentences (or tokens, see `unit`) behind the estimate.
    agreement
        Share of the specifications that give the same answer: the sign of `value`, or for a "most"
        the same one.
    specifications
        How many there are.
    chosen
        For a "most": share of the resamples in which the same one comes out first.
    adjusted
        For a difference of two groups: the same within articles.
    corrected
        The value as the coders of a random sample correct it; None where none was drawn.
    resampled
        What the interval draws: blocks of neighbouring sentences, or documents where these are
        too short.
    reason
        Why the verdict is what it is.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    chapter: FileName
    title: str
    text: str
    limits: str = ""
    subjects: tuple[str, ...] | None = None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    operands: tuple[float, float] | None = None
    n: Count
    verdict: Verdict
    agreement: float | None
    specifications: Count
    chosen: float | None = None
    adjusted: Contrast | None = None
    corrected: Correction | None = None
    resampled: Unit | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def digits(self) -> int:
        """Decimals of the value (see `helpers.findings.wording.digits_of_estimate`)."""
        return digits_of_estimate(self.value, unit=self.unit, operands=self.operands)

    @property
    def as_text(self) -> tuple[str, str, str]:
        """Value and ends of the interval (see `helpers.findings.wording.estimate_as_text`)."""
        return estimate_as_text(
            self.value, self.low, self.high, unit=self.unit, operands=self.operands
        )


def write_findings(findings: Iterable[Finding], path: Path) -> None:
    """Write findings as JSON, one object each, in the order given, numbers to `DIGITS` places."""
    objects = json.loads(
        json.dumps([finding.model_dump(mode="json") for finding in findings]),
        # What rounds to zero has no sign.
        parse_float=lambda number: round(float(number), DIGITS) + 0.0,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(objects, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_findings(path: Path) -> list[Finding]:
    """Read what `write_findings` wrote; an error says that it was something else.

    Raises
    ------
    InputError
        Where it is no JSON.
    ValueError
        Where it holds no findings.
    """
    return TypeAdapter(list[Finding]).validate_python(read_json(path))
