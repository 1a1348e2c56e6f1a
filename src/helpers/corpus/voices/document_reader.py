"""Read a document from start to end and find who speaks in each sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.corpus.voices.descriptions import Describer
from helpers.corpus.voices.headlines import Headlines
from helpers.corpus.voices.interviews import Turn, Turns
from helpers.corpus.voices.posts import find_posts
from helpers.corpus.voices.quotations import Line, Quotation, QuotationFinder
from helpers.corpus.voices.reporting_clauses import Report, Reports
from helpers.corpus.voices.speakers import Cast, Speaker
from helpers.corpus.voices.unmarked_interviews import UnmarkedInterviews
from helpers.corpus.voices.vocabulary import QUOTED, Token, Vocabulary

Code = tuple[str | None, str | None, str | None, str | None, str | None, str | None]

# A quotation nobody near it claims goes back to a speaker of at most so many sentences before.
_MEMORY = 4
# An opening ("At the same time,") is no longer than this and belongs to the reporting clause.
_OPENING = 6
# What a description behind a comma begins with.
_DESCRIBING = frozenset({"determiner", "number", "role", "institution", "nation", "modifier"})
_WORD = re.compile(r"\w+")
_SMALL = re.compile(r"\b[a-z]{3,}\b")


@dataclass
class Sentence:
    """A sentence with its quotations, reporting clauses and speaker."""

    line: Line
    tokens: list[Token]
    quotations: list[Quotation]
    reports: list[Report]
    voice: str = "narrator"
    speaker: Speaker | None = None
    verb: str | None = None
    verb_class: str | None = None
    introduced: Speaker | None = None

    @property
    def code(self) -> Code:
        """Voice, speaker, bloc, verb, verb class, full name."""
        if self.speaker is None:
            return ("narrator", None, "none", None, None, None)
        name = " ".join(self.speaker.full_name) or None
        return (self.voice, self.speaker.label, self.speaker.bloc, self.verb, self.verb_class, name)


class Reader:
    """Finds the speakers of documents; one reader serves many documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        speech = vocabulary.speech
        self._vocabulary = vocabulary
        self._describer = Describer(vocabulary)
        self._reports = Reports(vocabulary)
        self._headlines = Headlines(vocabulary, self._reports.phrases)
        self._quotations = QuotationFinder(speech)
        self._turns = Turns(speech)
        self._unmarked = UnmarkedInterviews(speech)
        self._relatives = speech.relatives | speech.question_words
        self._linking = self._relatives | speech.time_prepositions
        pronouns = speech.pronouns
        self._people = frozenset([*pronouns.masculine, *pronouns.feminine, *pronouns.group])
        self._things = frozenset(pronouns.thing)

    def read(self, lines: Sequence[Line]) -> list[Code]:
        """Return the codes of a document's sentences, given in the order of the text."""
        quotations = self._quotations.find(lines)
        common = frozenset(word for line in lines for word in _SMALL.findall(line.text))
        is_interview = any(self._turns.opens(line.text) == "question" for line in lines)
        questions = frozenset[int]() if is_interview else self._unmarked.questions(lines)
        is_interview = is_interview or bool(questions)
        posts = find_posts(lines, longest=self._vocabulary.speech.post_length)
        cast = Cast(self._vocabulary, self._describer)
        speakers: dict[Quotation, Speaker] = {}
        sentences: list[Sentence] = []
        turn: Turn | None = None
        respondent: Speaker | None = None
        for position, line in enumerate(lines):
            alone = _stands_alone(lines, position)
            sentence = self._parse(line, quotations, common, alone=alone)
            before = sentences[-1] if sentences else None
            if line.heading:
                turn = None
            elif before is None or before.line.paragraph != line.paragraph:
                opening = self._turns.opens(line.text)
                if questions:
                    answers = before is not None and before.line.paragraph in questions
                    opening = "answer" if answers else None
                    opening = "question" if line.paragraph in questions else opening
                speaker = self._after_dash(sentence, cast) if opening == "answer" else None
                follows = before is not None and before.speaker is not None
                if opening == "answer" and not (is_interview or follows or speaker):
                    opening = None
                if opening == "answer" and (turn is None or speaker or respondent is None):
                    respondent = speaker or cast.last
                    if is_interview and respondent is None:
                        respondent = self._introduced(sentences, cast) or self._unnamed_speaker()
                # Only an interview's answers run on over paragraphs without a mark.
                ends = turn == "question" or not is_interview or self._introduces(sentence)
                turn = opening if opening or ends else turn
            if position in posts and not line.heading:
                sentence.voice, sentence.speaker = "quote", self._author(posts[position], cast)
            elif turn == "answer" and respondent is not None:
                sentence.voice, sentence.speaker = "quote", respondent
            elif turn != "question" and not line.heading:
                self._attribute(sentence, before, cast, speakers)
            sentences.append(sentence)
        self._claim(sentences, speakers)
        return [sentence.code for sentence in sentences]

    def _parse(
        self,
        line: Line,
        quotations: Sequence[Quotation],
        common: frozenset[str],
        *,
        alone: bool = False,
    ) -> Sentence:
        """Mask the quoted words and find the reporting clauses around them."""
        if line.heading:
            return Sentence(line, [], [], [])
        end = line.start + len(line.text)
        # Quotations lie in order and apart, so that the ones of a line are neighbours.
        first_part = bisect_right(quotations, line.start, key=lambda part: part.end)
        last_part = bisect_left(quotations, end, key=lambda part: part.start)
        own = list(quotations[first_part:last_part])
        text = line.text
        for part in own:
            first, last = max(part.start - line.start, 0), min(part.end, end) - line.start
            text = text[:first] + QUOTED * (last - first) + text[last:]
        written = self._headlines.as_sentence(text, common) if alone else text
        tokens = self._vocabulary.tokens(written, common=common)
        reports = self._reports.find(tokens)
        if alone:
            title_case = written != text
            if title_case:
                reports = [one for one in reports if not self._headlines.is_passive(one, tokens)]
            source = self._headlines.source(tokens, title_case=title_case)
            if source is not None and (source.first == 0 or not reports):
                reports = [source]
        return Sentence(line, tokens, own, reports)

    def _introduced(self, sentences: Sequence[Sentence], cast: Cast) -> Speaker | None:
        """Return the person whom the paragraphs before the first question introduce."""
        for sentence in sentences:
            source = self._reports.phrases.person(sentence.tokens)
            if source is not None:
                return cast.resolve(source, sentence.tokens)
        return None

    def _author(self, name: str, cast: Cast) -> Speaker:
        """Return the author of a post."""
        tokens = self._vocabulary.tokens(name)
        source = self._reports.phrases.source_after(tokens, 0)
        speaker = cast.resolve(source, tokens) if source is not None else None
        speaker = speaker or self._unnamed_speaker()
        cast.hear(speaker)
        return speaker

    def _after_dash(self, sentence: Sentence, cast: Cast) -> Speaker | None:
        """Return the speaker of "– It rains, – said Ivanov.", as Russian texts set speech."""
        for report in sentence.reports:
            before = sentence.tokens[report.first - 1] if report.first > 1 else None
            if before is not None and before.text in self._vocabulary.speech.interview.dashes:
                speaker = self._speaker(report, sentence, cast)
                if speaker is not None:
                    cast.hear(speaker)
                return speaker
        return None

    def _introduces(self, sentence: Sentence) -> bool:
        """Return whether a paragraph begins with a new source, which ends an answer."""
        report = sentence.reports[0] if sentence.reports else None
        source = report.source if report is not None and report.verb is not None else None
        if source is None or source.kind not in ("person", "role"):
            return False
        full = source.kind == "role" or len(source.name) > 1 or bool(source.description)
        opening = sentence.tokens[: source.first]
        return full and all(token.kind in ("function", "determiner", "comma") for token in opening)

    def _attribute(
        self,
        sentence: Sentence,
        before: Sentence | None,
        cast: Cast,
        speakers: dict[Quotation, Speaker],
    ) -> None:
        """Find the sentence's own reporting clause and who speaks in its quotations."""
        report = self._main(sentence)
        cast.read(sentence.tokens)
        if report is not None and report.source is not None and report.source.kind == "pronoun":
            self._mention(sentence, cast, report.first)
        speaker = self._speaker(report, sentence, cast) if report is not None else None
        if report is None or speaker is None:
            self._mention(sentence, cast, len(sentence.tokens))
            sentence.introduced = self._introduced_speaker(sentence, cast)
            if before is not None and before.speaker is not None and _is_rest(sentence):
                sentence.voice, sentence.speaker = before.voice, before.speaker
            return
        cast.hear(speaker)
        sentence.speaker = speaker
        if report.verb is not None:
            sentence.verb, sentence.verb_class = report.verb.lemma, report.verb.verb_class
        for part in sentence.quotations:
            speakers.setdefault(part, speaker)
        quoted_words, other_words = self._count(sentence, report)
        bare = quoted_words == other_words == 0 and report.first <= 1
        if bare and before is not None and before.quotations:
            # "Farinato said." after a quotation that ends in a question mark
            speakers.setdefault(before.quotations[-1], speaker)
            sentence.voice = "quote"
        else:
            sentence.voice = "quote" if quoted_words > other_words else "indirect"

    def _count(self, sentence: Sentence, report: Report) -> tuple[int, int]:
        """Return the number of quoted words and of other words that are reported."""
        tokens = sentence.tokens
        first, last = report.first, report.last
        opening = tokens[:first]
        if len(opening) <= _OPENING and not any(token.kind == "quote" for token in opening):
            first = 0
        elif opening and opening[-1].kind in ("comma", "quote"):
            # A clause after what it reports takes what belongs to its verb along.
            last = self._end_of_clause(tokens, last)
        start, end = tokens[first].start, tokens[last - 1].end
        line = sentence.line
        quoted_words = other_words = 0
        spans = [(part.start - line.start, part.end - line.start) for part in sentence.quotations]
        for match in _WORD.finditer(line.text):
            at = match.start()
            if spans and any(first <= at < last for first, last in spans):
                quoted_words += 1
            elif not start <= at < end:
                other_words += 1
        return quoted_words, other_words

    def _end_of_clause(self, tokens: Sequence[Token], last: int) -> int:
        """Return the end of a clause that follows what it reports.

        What describes the source behind a comma or in a relative clause belongs to it, and so do
        the words that this clause quotes: "said Hill, a scholar who called it “bad.”"
        """
        relative = False
        while last < len(tokens):
            token = tokens[last]
            following = tokens[last + 1] if last + 1 < len(tokens) else None
            relative = relative or token.low in self._relatives
            if token.kind == "mark" or (token.kind == "quote" and not relative):
                break
            if (
                token.kind == "comma"
                and following is not None
                and following.kind not in _DESCRIBING
                and following.low not in self._linking
            ):
                break
            last += 1
        return last

    def _main(self, sentence: Sentence) -> Report | None:
        """Return the clause right after a quotation, else a last one that ends, else the first.

        "Moscow insists that talks go on, said Hill" is Hill's.
        """
        reports = sentence.reports
        reports = [
            report
            for report in reports
            if report.source is not None
            or self._reports.subject(sentence.tokens, report) is not None
        ]
        for report in reports:
            if report.first and sentence.tokens[report.first - 1].kind == "quote":
                return report
        if len(reports) > 1 and self._reports.closes(sentence.tokens, reports[-1]):
            return reports[-1]
        return reports[0] if reports else None

    def _speaker(self, report: Report, sentence: Sentence, cast: Cast) -> Speaker | None:
        source = report.source or self._reports.subject(sentence.tokens, report)
        speaker = cast.resolve(source, sentence.tokens) if source is not None else None
        if speaker is not None or source is None:
            return speaker
        says = report.verb and report.verb.lemma in self._vocabulary.speech.any_subject
        if source.head in self._people or (says and source.head in self._things):
            return self._unnamed_speaker()
        return None

    def _introduced_speaker(self, sentence: Sentence, cast: Cast) -> Speaker | None:
        """Return the subject of a sentence that a colon ends, or follows up to its quotation."""
        tokens = sentence.tokens
        ends = bool(tokens) and tokens[-1].text in (":", ",")
        quotes = (position for position, token in enumerate(tokens) if token.kind == "quote")
        first = next(quotes, 0)
        if not ends and not (first and tokens[first - 1].text == ":"):
            return None
        source = self._reports.phrases.subject(tokens)
        if source is None or (source.kind == "person" and not cast.knows(source)):
            return None
        speaker = cast.resolve(source, tokens)
        if speaker is not None:
            cast.hear(speaker)
        return speaker

    def _mention(self, sentence: Sentence, cast: Cast, end: int) -> None:
        """Take a subject before token `end` as the person that a following "he" refers to."""
        source = self._reports.phrases.subject(sentence.tokens)
        if source is None or source.last > end:
            return
        if source.kind == "person" and cast.knows(source):
            speaker = cast.resolve(source, sentence.tokens)
            if speaker is not None:
                cast.hear(speaker)

    def _claim(self, sentences: Sequence[Sentence], speakers: dict[Quotation, Speaker]) -> None:
        """Give all sentences of a quotation the speaker of its reporting clause."""
        for position, sentence in enumerate(sentences):
            if sentence.speaker is not None or not sentence.quotations:
                continue
            quoted_length = sum(
                len(token.text) for token in sentence.tokens if token.kind == "quote"
            )
            if (
                2 * quoted_length <= len(sentence.line.text.strip())
                or self._turns.opens(sentence.line.text) == "question"
            ):
                continue
            part = sentence.quotations[0]
            speaker = (
                speakers.get(part) or sentence.introduced or _neighbour(sentences, position, part)
            )
            words = len(_WORD.findall(sentence.line.text))
            if speaker is None and words > self._vocabulary.speech.scare_words:
                speaker = self._unnamed_speaker()
            if speaker is not None:
                sentence.voice, sentence.speaker = "quote", speaker
                speakers.setdefault(part, speaker)

    def _unnamed_speaker(self) -> Speaker:
        label = self._vocabulary.speech.labels.get("source", "source")
        return Speaker(label, self._vocabulary.actors.bloc(None, "source", named=False))


def _stands_alone(lines: Sequence[Line], position: int) -> bool:
    """Return whether a sentence is a paragraph of its own, as headlines are."""
    paragraph = lines[position].paragraph
    return all(
        not 0 <= other < len(lines) or lines[other].paragraph != paragraph
        for other in (position - 1, position + 1)
    )


def _is_rest(sentence: Sentence) -> bool:
    """Return whether the sentence is the rest of the one before: it begins with a small letter."""
    return sentence.line.text.lstrip()[:1].islower() and not sentence.quotations


def _neighbour(sentences: Sequence[Sentence], position: int, part: Quotation) -> Speaker | None:
    """Return the speaker of the sentence before a quotation, else after, else shortly before."""
    earlier, later = position - 1, position + 1
    while earlier >= 0 and part in sentences[earlier].quotations:
        earlier -= 1
    while later < len(sentences) and part in sentences[later].quotations:
        later += 1
    if earlier >= 0:
        speaker = sentences[earlier].introduced or sentences[earlier].speaker
        if speaker is not None:
            return speaker
    if later < len(sentences) and sentences[later].speaker is not None:
        return sentences[later].speaker
    for sentence in reversed(sentences[max(earlier - _MEMORY, 0) : max(earlier, 0)]):
        if sentence.speaker is not None or sentence.line.heading:
            return sentence.speaker
    return None
