from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.files.names import is_safe, readable_name


@given(st.lists(st.none() | st.text(), max_size=4), st.integers(8, 120))
def test_a_made_name_is_safe(parts: list[str | None], longest: int) -> None:
    assert is_safe(readable_name(*parts, longest=longest), longest=longest)


def test_a_long_name_is_cut_between_words() -> None:
    assert readable_name("one two three", longest=9) == "one-two"
    assert readable_name("one two three", longest=7) == "one-two"
    assert readable_name("onetwothree", longest=6) == "onetwo"


def test_a_name_that_windows_keeps_for_a_device_is_lengthened() -> None:
    assert readable_name("NUL", longest=8) == "a-nul"
