"""The pattern language of a codebook: from a line of text to a regular expression.

====================  ==========================================================================
written               matches
====================  ==========================================================================
``treaty``            the word, in any case; its possessive ("treaty's") when another word follows
``US``                a word wholly in capitals: only so (never the pronoun "us")
``secur*``            a wildcard: any letters, or none
``open door``         a phrase: the words side by side, whatever stands between them that is no
                      letter ("open-door", "open 'door'")
``nato ... expan*``   a gap: at most as many words between as the codebook's `matching.gap` says
``nato ...3 expan*``  a gap of at most three words
``(step|move up)``    alternatives
``further?``          a word, or alternatives in brackets, that may be absent
``<west>``            any entry of the codebook's word list of that name
====================  ==========================================================================

Quotation marks, apostrophes and dashes of all kinds are the same to a pattern.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from helpers.corpus.suggestions import suggest

# One character for one character, so that offsets hold.
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞", '"'),
        **dict.fromkeys("‘’‚‛‹›`´′ʼ", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
    }
)
# What may stand between two neighbouring words: a possessive or contracted end, then no letters.
_BETWEEN = r"(?:'\w{1,2}\b)?\W+"
_PIECE = re.compile(
    r"\s+|\.\.\.(\d+)?|…(\d+)?|<([^<>]*)>|([(|)?])|([^\s()|?<>…]+?(?=\.\.\.|[\s()|?<>…]|$))"
)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what and how to mend it."""


@dataclass(frozen=True)
class Word:
    """One word; ``*`` in it is a wildcard."""

    text: str

    @cached_property
    def regex(self) -> str:
        """The word as a regular expression, ignoring case unless it is all in capitals."""
        body = r"\w*".join(re.escape(part) for part in self.text.split("*"))
        return rf"\b{body}\b" if self.text.isupper() else rf"\b(?i:{body})\b"


@dataclass(frozen=True)
class Gap:
    """At most `most` words that the pattern does not name."""

    most: int


@dataclass(frozen=True)
class Choice:
    """One of several sequences; with `optional`, or none."""

    options: tuple["Part", ...]
    optional: bool = False


@dataclass(frozen=True)
class Part:
    """Words, gaps and choices, one after the other."""

    items: tuple["Word | Gap | Choice", ...]

    @cached_property
    def regex(self) -> str:
        """The sequence as a regular expression; its groups are its gaps."""
        return _sequence(self.items)

    @cached_property
    def wildcards(self) -> int:
        """How many wildcards the sequence holds."""
        return sum(word.text.count("*") for word in self.words())

    def words(self) -> Iterator[Word]:
        """Yield every word of the sequence, those of alternatives included."""
        for item in self.items:
            if isinstance(item, Word):
                yield item
            elif isinstance(item, Choice):
                for option in item.options:
                    yield from option.words()


def normalise(text: str) -> str:
    r"""Return the text with one kind of quotation mark, apostrophe, dash and blank.

    The length stays the same, so offsets into the result are offsets into the text.

    Examples
    --------
    >>> normalise("“Kiev’s” «open–door»")
    '"Kiev\'s" "open-door"'
    """
    return text.translate(_SAME)


def parse(text: str, *, gap: int, lists: Mapping[str, Sequence[str]] | None = None) -> Part:
    """Read one pattern, in the language of this module's docstring.

    Parameters
    ----------
    gap
        Most words that ``...`` without a number may span.
    lists
        The word lists that ``<name>`` may refer to; their entries are patterns themselves.

    Raises
    ------
    PatternError
        Where the pattern cannot be read, or names a list that does not exist.

    Examples
    --------
    >>> pattern = parse("<bloc> ...2 expan*", gap=5, lists={"bloc": ["nato", "the alliance"]})
    >>> re.search(pattern.regex, "The alliance's plan to expand").group()
    "The alliance's plan to expand"
    """
    return _parse(text, gap, lists or {}, ())


def _parse(
    text: str, gap: int, lists: Mapping[str, Sequence[str]], inside: tuple[str, ...]
) -> Part:
    pieces = list(_pieces(text))

    def sequence(depth: int) -> Part:
        items: list[Word | Gap | Choice] = []
        while pieces and pieces[0] not in ("|", ")"):
            piece = pieces.pop(0)
            if piece == "(":
                options = [sequence(depth + 1)]
                while pieces and pieces[0] == "|":
                    pieces.pop(0)
                    options.append(sequence(depth + 1))
                if not pieces:
                    raise PatternError(f'"{text}": a bracket is not closed')
                pieces.pop(0)
                items.append(Choice(tuple(options)))
            elif piece == "?":
                if not items or isinstance(items[-1], Gap):
                    raise PatternError(f'"{text}": "?" must follow a word or a bracket')
                last = items.pop()
                options = list(last.options) if isinstance(last, Choice) else [Part((last,))]
                items.append(Choice(tuple(options), optional=True))
            elif piece.startswith("..."):
                items.append(Gap(int(piece[3:] or gap)))
            elif piece.startswith("<"):
                items.append(word_list(piece[1:-1]))
            else:
                items.extend(_words(piece, text))
        _refuse_loose(items, text)
        if depth == 0 and pieces:
            raise PatternError(f'"{text}": "{pieces[0]}" without a bracket before it')
        return Part(tuple(items))

    def word_list(name: str) -> Choice:
        if name in inside:
            raise PatternError(f'the word list "{name}" refers to itself; take that entry out')
        if name not in lists:
            raise PatternError(f'no word list is called "{name}"; {suggest(name, lists)}')
        return Choice(tuple(_parse(entry, gap, lists, (*inside, name)) for entry in lists[name]))

    return sequence(0)


def _pieces(text: str) -> Iterator[str]:
    position, plain = 0, normalise(text)
    while position < len(plain):
        match = _PIECE.match(plain, position)
        if match is None:
            raise PatternError(f'"{text}": cannot read "{text[position:]}"')
        position = match.end()
        if not match.group().isspace():
            yield match.group().replace("…", "...")


def _words(piece: str, text: str) -> list[Word]:
    words = [Word(word) for word in re.findall(r"[\w*]+", piece)]
    if not words or any(set(word.text) == {"*"} for word in words):
        raise PatternError(f'"{text}": "{piece}" holds no letter; "..." stands for any words')
    return words


def _refuse_loose(items: list[Word | Gap | Choice], text: str) -> None:
    if all(_loose(item) for item in items):
        raise PatternError(f'"{text}": a pattern, and each alternative, needs a word of its own')
    firm = [number for number, item in enumerate(items) if not _loose(item)]
    gaps = [number for number, item in enumerate(items) if isinstance(item, Gap)]
    if any(not firm[0] < number < firm[-1] for number in gaps):
        raise PatternError(f'"{text}": "..." must stand between two words that must be there')


def _sequence(items: Sequence[Word | Gap | Choice]) -> str:
    """Join the items; one that may be absent takes a separator away with it."""
    firm = [n for n, item in enumerate(items) if not _loose(item)]
    regex, glue = "", ""
    for number, item in enumerate(items):
        if isinstance(item, Gap):
            glue += rf"((?:\w+{_BETWEEN}){{0,{item.most}}}?)"
            continue
        if isinstance(item, Word):
            body = item.regex
        else:
            body = f"(?:{'|'.join(option.regex for option in item.options)})"
        if number in firm:
            regex, glue = regex + glue + body, _BETWEEN
        elif number < firm[-1]:
            regex, glue = regex + glue + f"(?:{body}{_BETWEEN})?", ""
        else:
            regex, glue = regex + f"(?:{glue}{body})?", _BETWEEN
    return regex


def _loose(item: Word | Gap | Choice) -> bool:
    return isinstance(item, Gap) or (isinstance(item, Choice) and item.optional)


def candidates(part: Part, rows: Callable[[Word], frozenset[int]]) -> frozenset[int]:
    """Return the rows that hold every word without which the pattern cannot match.

    `rows` gives the rows in which a word occurs.

    Examples
    --------
    >>> where = {"open": frozenset({1, 2}), "door": frozenset({2, 3}), "gate": frozenset({1})}
    >>> sorted(candidates(parse("open (door|gate)", gap=5), lambda word: where[word.text]))
    [1, 2]
    """
    common: frozenset[int] | None = None
    for item in part.items:
        if isinstance(item, Word):
            here = rows(item)
        elif isinstance(item, Choice) and not item.optional:
            here = frozenset().union(*(candidates(option, rows) for option in item.options))
        else:
            continue
        common = here if common is None else common & here
        if not common:
            break
    return common or frozenset()
