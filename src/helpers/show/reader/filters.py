"""What the sentences of a page can be filtered by: speaker, group, frame, tone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from helpers.show.reader.sentence import UNNAMED, UNSCORED, Sentence
from helpers.study.instruments import TONES


class Filter(NamedTuple):
    """One property of sentences.

    Attributes
    ----------
    name
        What the page's script calls it.
    label
        What the reader calls it.
    every
        The choice that lets every sentence through.
    options
        Values that sentences of the page have, and sentences of each.
    """

    name: str
    label: str
    every: str
    options: dict[str, int]


class Filters:
    """Filters of a page.

    Attributes
    ----------
    filters
        In the order of the page; each has at least one option.
    """

    def __init__(
        self, sentences: Sequence[Sentence], *, groups: Mapping[str, str], frames: Mapping[str, str]
    ) -> None:
        self._groups, self._frames = groups, frames
        wholes = [s for s in sentences if s.counts and s.part_of == s.number]
        orders: dict[str, list[str]] = {
            "group": list(groups.values()),
            "frame": list(frames.values()),
            "tone": [*TONES.values(), UNSCORED],
        }
        held = {
            name: Counter(value for s in wholes for value in self._values(s)[name])
            for name in ("speaker", *orders)
        }
        # Speakers by how often they are heard; the unnamed come last.
        often = [name for name, _ in held["speaker"].most_common() if name != UNNAMED]
        orders["speaker"] = [*often, UNNAMED]
        self.filters = [
            Filter(name, label, every, options)
            for name, label, every in (
                ("speaker", "Speaker", "everybody"),
                ("group", "Group", "all groups"),
                ("frame", "Frame", "all frames"),
                ("tone", "Tone", "any tone"),
            )
            if (options := {v: held[name][v] for v in orders[name] if held[name][v]})
        ]
        self._places = {
            each.name: {value: place for place, value in enumerate(each.options)}
            for each in self.filters
        }

    def places(self, sentence: Sentence) -> dict[str, str]:
        """Give, by each filter, the places of a sentence's values among the options, with spaces.

        Empty for a sentence that does not count.
        """
        if not sentence.counts:
            return {}
        values = self._values(sentence)
        return {
            name: " ".join(str(places[v]) for v in values[name] if v in places)
            for name, places in self._places.items()
        }

    def _values(self, sentence: Sentence) -> dict[str, list[str]]:
        group, tone = sentence.group, sentence.tone
        return {
            "speaker": [sentence.speaker or UNNAMED] if sentence.is_source else [],
            "group": [] if group is None else [self._groups.get(group, group)],
            "frame": [self._frames[frame] for frame in sentence.frames],
            "tone": [UNSCORED if tone is None or sentence.score is None else TONES[tone]]
            if sentence.rated
            else [],
        }
