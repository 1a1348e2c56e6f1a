import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.framing.patterns import PatternError, candidates, normalise, parse

LISTS = {"west": ["US", "u.s.", "the <bloc>"], "bloc": ["alliance", "nato"], "loop": ["<loop>"]}


def matches(pattern: str, text: str) -> list[str]:
    regex = parse(pattern, gap=3, lists=LISTS).regex
    return [text[m.start() : m.end()] for m in re.finditer(regex, normalise(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "is_match"),
    [
        ("treaty", "A Treaty, the treaty; treaties", ["Treaty", "treaty"]),
        ("secur*", "secure SECURITY insecure", ["secure", "SECURITY"]),
        ("*phobia", "Russophobia is a phobia", ["Russophobia", "phobia"]),
        ("wom*n", "woman women womanly", ["woman", "women"]),
        ("US", "US troops tell us about US", ["US", "US"]),
        ("Kiev", "KIEV and kiev", ["KIEV", "kiev"]),
        ("open door", "an “open-door” policy, the open ’door’", ["open-door", "open ’door"]),
        ("nato expan*", "NATO’s expansion", ["NATO’s expansion"]),
        ("nato expan*", "NATO wants expansion", []),
        ("nato ... expan*", "NATO will not now expand", ["NATO will not now expand"]),
        ("nato ... expan*", "NATO will not for now expand", []),
        ("nato ...1 expan*", "NATO then expands; NATO will then expand", ["NATO then expands"]),
        ("nato ... expan*", "NATO, he says, expands", ["NATO, he says, expands"]),
        ("(big step|move up)", "a big step, move up, big move", ["big step", "move up"]),
        ("further? talks", "further talks and talks", ["further talks", "talks"]),
        ("talks (so|as) far?", "talks so far, talks as well", ["talks so far", "talks as"]),
        ("a b? ... c", "a b x y c | a x c", ["a b x y c", "a x c"]),
        (
            "<west> troops",
            "U.S. troops, the alliance’s troops",
            ["U.S. troops", "the alliance’s troops"],
        ),
        ("don't go", "I don’t go", ["don’t go"]),
        ("*n't ...1 agree", "they don't really agree", ["don't really agree"]),
        ("30%", "thirty or 30", ["30"]),
    ],
)
def test_what_a_pattern_matches(pattern, text, is_match):
    assert matches(pattern, text) == is_match


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(a|b", "bracket is not closed"),
        ("a)", "without a bracket"),
        ("a | b", "without a bracket"),
        ("... a", "must stand between two words"),
        ("a ...", "must stand between two words"),
        ("a ... b?", "must stand between two words"),
        ("(a|)", "needs a word"),
        ("a?", "needs a word"),
        ("", "needs a word"),
        ("? a", '"?" must follow'),
        ("*", "holds no letter"),
        ("a — b", "holds no letter"),
        ("<blok>", 'write "bloc"'),
        ("<loop>", "refers to itself"),
    ],
)
def test_a_mistake_is_explained(pattern, says):
    with pytest.raises(PatternError, match=re.escape(says)):
        parse(pattern, gap=3, lists=LISTS)


@given(st.text())
def test_normal_form_keeps_length_and_is_stable(text):
    once = normalise(text)
    assert len(once) == len(text)
    assert normalise(once) == once


WORDS = st.lists(st.sampled_from(["nato", "expands", "not", "door", "open"]), max_size=7)


@given(WORDS)
def test_a_sentence_that_matches_is_always_a_candidate(words):
    text = " ".join(words)
    for pattern in ("nato ... expan*", "(open|nato) door", "not? open", "(a|open ... door) not"):
        part = parse(pattern, gap=2)

        def rows(word):
            regex = word.text.replace("*", ".*")
            return frozenset({0} if any(re.fullmatch(regex, w) for w in words) else set())

        if re.search(part.regex, text):
            assert candidates(part, rows) == {0}
