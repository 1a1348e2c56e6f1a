"""py3langid's detector of languages for many texts at a time, with its own numbers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from helpers.corpus.text.languages import NO_LANGUAGE

# So many texts at once: enough to be fast, few enough to take little memory.
_BLOCK = 500


class Detector(LanguageIdentifier):  # type: ignore[misc]
    """The detector, which walks through the bytes of many texts side by side.

    Examples
    --------
    >>> detector = open_detector()
    >>> texts = ["It rains in Geneva today.", "Es regnet heute in Genf."]
    >>> [code for code, _ in detector.classify_all(texts)]
    ['en', 'de']
    """

    def classify_all(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        """Return the likeliest language of each text and its probability, as `classify` does."""
        answers: list[tuple[str, float]] = []
        for first in range(0, len(texts), _BLOCK):
            block = texts[first : first + _BLOCK]
            self._visits = self._walk({self._encode(text) for text in block})
            answers += [self.classify(text) for text in block]
        self._visits = {}
        return answers

    def _raw_score(self, text: bytes) -> Any:
        visits = self._visits.get(text)
        return self._sparse_score(visits, self.nb_ptc) if visits else super()._raw_score(text)

    def _walk(self, texts: set[bytes]) -> dict[bytes, Counter[int]]:
        """Count the features of each text, in the order in which the text first has them."""
        # The longest first, so that those that go on are the first rows of each table.
        order = sorted(filter(None, texts), key=len, reverse=True)
        if not order:
            return {}
        lengths = np.array([len(text) for text in order])
        letters = np.zeros((int(lengths[0]), len(order)), dtype=np.uint8)
        for number, text in enumerate(order):
            letters[: len(text), number] = np.frombuffer(text, dtype=np.uint8)
        going = np.searchsorted(-lengths, -np.arange(len(letters)), side="left")
        features = np.full(letters.shape, -1, dtype=np.int32)
        state = np.zeros(len(order), dtype=np.int64)
        for step, many in enumerate(going):
            state = self._moves[self._rows[state[:many]] + letters[step, :many]]
            features[step, :many] = self._outputs[state]
        # The sum of the features' weights hangs on their order in its last digits.
        return {
            text: Counter(column[column >= 0].tolist())
            for text, column in zip(order, features.T, strict=True)
        }


def open_detector() -> Detector:
    """Load the model, which takes a second."""
    detector: Detector = Detector.from_model_file(MODEL_FILE, norm_probs=True)
    # Codes of three letters are of dialects, or of languages that no longer have newspapers.
    detector.set_languages([code for code in detector.labels if len(code) == 2] + [NO_LANGUAGE])
    # Numbers of 16 bits would be widened for every text anew.
    detector.nb_ptc = np.ascontiguousarray(detector.nb_ptc, dtype=np.float32)
    detector._visits = {}
    detector._moves = np.asarray(detector.tk_nextmove)
    detector._rows = np.asarray(detector.tk_row, dtype=np.int64) << 8
    detector._outputs = np.asarray(detector.tk_output, dtype=np.int32)
    return detector
