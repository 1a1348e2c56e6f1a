"""Who speaks in each sentence: narrator, quotation or paraphrase, and whose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from helpers.corpus.actors import Actors
from helpers.corpus.cast import Cast, Offices, Speaker
from helpers.corpus.interviews import Turns
from helpers.corpus.vocabulary import QUOTED, Vocabulary, Token
from helpers.corpus.quotations import Line, Quotation, QuotationReader
from helpers.corpus.reports import Report, Reports
from helpers.corpus.speech import Speech

_NEW = ("voice", "speaker", "bloc", "verb", "verb_class")
_NONE = "none"
# An unattributed quotation goes back to a speaker of at most so many sentences before.
_MEMORY = 4
_WORD = re.compile(r"\w+")
_SMALL = re.compile(r"\b[a-z]{3,}\b")


def attribute(sentences: pl.DataFrame, actors: Actors, speech: Speech) -> pl.DataFrame:
    """Find voice, speaker and bloc of every sentence.

    A sentence is a *quote* where the quoted words outnumber the other words of what is reported (the
    reporting clause itself does not count), *indirect* where it paraphrases a source, else
    *narrator*, as are headings and an interviewer's questions. A quotation without a reporting
    clause of its own belongs to the speaker of the clause before it, else of the one after it.

    Parameters
    ----------
    sentences : polars.DataFrame
        document, sentence, start, text, kind (body, heading, boilerplate), paragraph; other columns
        are kept. Order within a document is by `start`, whatever the row order.
    actors : Actors
        Persons, institutions and the rules for blocs.
    speech : Speech
        Reporting verbs and the other words of reported speech.

    Returns
    -------
    polars.DataFrame
        The same rows and columns plus voice, speaker, bloc, verb (lemma of the reporting verb that
        stands in the sentence, null where none does) and verb_class. All five are null for
        boilerplate; speaker is null and bloc "none" for the narrator.

    Examples
    --------
    >>> speech = Speech(verbs={"neutral": ["say"]}, irregular={"say": ("says", "said", "said", "saying")})
    >>> actors = Actors(persons=[{"name": "Weir", "given": "Fred", "bloc": "foreign_expert"}])
    >>> table = pl.DataFrame(
    ...     {"document": ["d", "d"], "sentence": [0, 1], "start": [0, 25], "paragraph": [0, 0],
    ...      "kind": ["body", "body"], "text": ["Weir said that it snowed.", "It was cold."]}
    ... )
    >>> attribute(table, actors, speech).select("voice", "speaker", "bloc", "verb").rows()
    [('indirect', 'Weir', 'foreign_expert', 'say'), ('narrator', None, 'none', None)]
    """
    attributor = _Attributor(Vocabulary(actors, speech))
    numbered = sentences.with_row_index("_row")
    columns = ("_row", "text", "start", "kind", "paragraph")
    codes: list[tuple[str | None, ...]] = [(None,) * len(_NEW)] * sentences.height
    for part in numbered.partition_by("document", maintain_order=True):
        rows = part.sort("start", "_row").select(columns).rows()
        kept = [row for row in rows if row[3] != "boilerplate"]
        lines = [Line(text, start, paragraph, kind == "heading") for _, text, start, kind, paragraph in kept]
        for row, code in zip(kept, attributor.document(lines), strict=True):
            codes[row[0]] = code
    found = pl.DataFrame(codes, schema=dict.fromkeys(_NEW, pl.String), orient="row")
    return sentences.drop(_NEW, strict=False).hstack(found)


@dataclass
class _Reading:
    """What is known of a sentence while its document is read."""

    line: Line
    tokens: list[Token]
    quoted: list[Quotation]
    reports: list[Report]
    voice: str = "narrator"
    speaker: Speaker | None = None
    verb: str | None = None
    verb_class: str | None = None

    @property
    def code(self) -> tuple[str | None, ...]:
        if self.voice == "narrator" or self.speaker is None:
            return ("narrator", None, _NONE, None, None)
        return (self.voice, self.speaker.label, self.speaker.bloc, self.verb, self.verb_class)


class _Attributor:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._offices = Offices(vocabulary)
        self._reports = Reports(vocabulary)
        self._reader = QuotationReader(vocabulary.speech)
        pronouns = vocabulary.speech.pronouns
        self._people = frozenset([*pronouns.masculine, *pronouns.feminine])
        self._turns = Turns(vocabulary.speech)

    def document(self, lines: Sequence[Line]) -> list[tuple[str | None, ...]]:
        """Return the codes of a document's sentences."""
        quotations = self._reader.find(lines)
        common = frozenset(word for line in lines for word in _SMALL.findall(line.text))
        cast = Cast(self._vocabulary, self._offices)
        readings: list[_Reading] = []
        spoken: dict[Quotation, Speaker] = {}
        turn: str | None = None
        respondent: Speaker | None = None
        paragraph = -1
        interview = any(self._turns.opens(line.text) == "question" for line in lines)
        for line in lines:
            reading = self._read(line, quotations, common)
            begins = line.paragraph != paragraph
            paragraph = line.paragraph
            if line.heading:
                turn = None
            elif begins:
                opened = self._turns.opens(line.text)
                if opened == "answer" and not (interview or self._follows_source(readings)):
                    opened = None
                if opened == "answer" and turn is None:
                    respondent = cast.last
                if opened is not None:
                    turn = opened
                elif turn == "question" or (turn == "answer" and self._introduces(reading)):
                    turn = None
            if not line.heading:
                if turn == "question":
                    pass
                elif turn == "answer" and respondent is not None:
                    reading.voice, reading.speaker = "quote", respondent
                else:
                    self._attribute(reading, cast, spoken, readings)
            readings.append(reading)
        self._quotations(readings, spoken, cast)
        return [reading.code for reading in readings]

    def _read(
        self, line: Line, quotations: Sequence[Quotation], common: frozenset[str]
    ) -> _Reading:
        end = line.start + len(line.text)
        if line.heading:
            return _Reading(line, [], [], [])
        quoted = [part for part in quotations if part.start < end and line.start < part.end]
        masked = line.text
        for part in quoted:
            first, last = max(part.start - line.start, 0), min(part.end, end) - line.start
            masked = masked[:first] + QUOTED * (last - first) + masked[last:]
        tokens = self._vocabulary.tokens(masked, common=common)
        return _Reading(line, tokens, quoted, self._reports.find(tokens))

    @staticmethod
    def _follows_source(readings: Sequence[_Reading]) -> bool:
        return bool(readings) and readings[-1].speaker is not None

    def _introduces(self, reading: _Reading) -> bool:
        """Tell whether a paragraph begins with a new source, which ends an answer."""
        for report in reading.reports[:1]:
            source = report.source
            if source is None or source.kind not in ("person", "role") or report.verb is None:
                return False
            opening = reading.tokens[: source.first]
            full = source.kind == "role" or len(source.name) > 1 or bool(source.description)
            return full and all(token.kind in ("function", "determiner", "comma") for token in opening)
        return False

    def _attribute(
        self,
        reading: _Reading,
        cast: Cast,
        spoken: dict[Quotation, Speaker],
        readings: Sequence[_Reading],
    ) -> None:
        """Find the sentence's own reporting clause and remember who speaks in its quotations."""
        tokens = reading.tokens
        report = self._main(reading)
        speaker: Speaker | None = None
        if report is not None:
            source = report.source or self._reports.phrases.subject(tokens)
            speaker = cast.resolve(source, tokens) if source is not None else None
            if speaker is None and source is not None and source.head in self._people:
                speaker = self._anonymous()
        if report is None or speaker is None:
            self._mention(reading, cast)
            if self._fragment(reading, readings):
                reading.voice, reading.speaker = readings[-1].voice, readings[-1].speaker
            return
        cast.hear(speaker)
        reading.speaker = speaker
        if report.verb is not None:
            reading.verb, reading.verb_class = report.verb.lemma, report.verb.verb_class
        for part in reading.quoted:
            spoken.setdefault(part, speaker)
        quoted, other = self._words(reading, report)
        if quoted == other == 0 and readings and readings[-1].quoted:
            # "Farinato said." after a quotation that ends in a question mark
            reading.voice = "quote"
            spoken.setdefault(readings[-1].quoted[-1], speaker)
            return
        reading.voice = "quote" if quoted > other else "indirect"

    def _main(self, reading: _Reading) -> Report | None:
        """Return the clause beside a quotation's end, else the leftmost one."""
        reports = [
            report
            for report in reading.reports
            if report.source is not None or self._reports.phrases.subject(reading.tokens) is not None
        ]
        for report in reports:
            if report.first > 0 and reading.tokens[report.first - 1].kind == "quote":
                return report
        return reports[0] if reports else None

    def _mention(self, reading: _Reading, cast: Cast) -> None:
        """Let the narrator's subject be what a following "he" means."""
        if reading.tokens and reading.tokens[0].kind == "quote" and len(reading.tokens) == 1:
            return
        source = self._reports.phrases.subject(reading.tokens)
        if source is not None and source.kind == "person" and cast.knows(source):
            speaker = cast.resolve(source, reading.tokens)
            if speaker is not None:
                cast.hear(speaker)

    @staticmethod
    def _fragment(reading: _Reading, readings: Sequence[_Reading]) -> bool:
        """Tell whether the sentence is the rest of the one before: it begins with a small letter."""
        first = reading.line.text.lstrip()[:1]
        return first.islower() and bool(readings) and readings[-1].voice != "narrator" and not reading.quoted

    def _words(self, reading: _Reading, report: Report) -> tuple[int, int]:
        """Return the number of quoted words and of other words that are reported."""
        tokens = reading.tokens
        first, last = report.first, report.last
        opening = tokens[:first]
        if not any(token.kind == "quote" for token in opening) and len(opening) <= 6:
            first = 0
        elif opening and opening[-1].kind in ("comma", "quote"):
            # A clause after what it reports takes what belongs to its verb along.
            while last < len(tokens) and tokens[last].kind not in ("comma", "quote", "mark"):
                last += 1
        start = tokens[first].start if first < len(tokens) else 0
        end = tokens[last - 1].end if last > first else start
        line = reading.line
        quoted = other = 0
        for match in _WORD.finditer(line.text):
            at = line.start + match.start()
            if any(part.start <= at < part.end for part in reading.quoted):
                quoted += 1
            elif not start <= match.start() < end:
                other += 1
        return quoted, other

    def _quotations(
        self, readings: Sequence[_Reading], spoken: dict[Quotation, Speaker], cast: Cast
    ) -> None:
        """Give the sentences of a quotation its speaker, wherever its reporting clause stands."""
        for position, reading in enumerate(readings):
            if reading.speaker is not None or not reading.quoted or reading.line.heading:
                continue
            inside = sum(len(token.text) for token in reading.tokens if token.kind == "quote")
            if 2 * inside <= len(reading.line.text.strip()):
                continue
            part = reading.quoted[0]
            short = len(_WORD.findall(reading.line.text)) <= self._vocabulary.speech.scare_words
            speaker = spoken.get(part) or self._neighbour(readings, position, part, spoken)
            if speaker is None and not short:
                speaker = self._anonymous()
            if speaker is not None:
                reading.voice, reading.speaker = "quote", speaker
                spoken.setdefault(part, speaker)

    def _neighbour(
        self,
        readings: Sequence[_Reading],
        position: int,
        part: Quotation,
        spoken: dict[Quotation, Speaker],
    ) -> Speaker | None:
        """Return the speaker just before a quotation, else the one of the clause just after it."""
        earlier = position - 1
        while earlier >= 0 and part in readings[earlier].quoted:
            earlier -= 1
        later = position + 1
        while later < len(readings) and part in readings[later].quoted:
            later += 1
        if earlier >= 0 and readings[earlier].speaker is not None:
            return readings[earlier].speaker
        if later < len(readings) and readings[later].speaker is not None:
            return readings[later].speaker
        for reading in reversed(readings[max(earlier - _MEMORY, 0) : max(earlier, 0)]):
            if reading.speaker is not None or reading.line.heading:
                return reading.speaker
        return None

    def _anonymous(self) -> Speaker:
        speech, actors = self._vocabulary.speech, self._vocabulary.actors
        return Speaker(speech.labels.get("source", "source"), actors.bloc(None, "source", named=False))
