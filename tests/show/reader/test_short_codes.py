"""Codes of two letters."""

from hypothesis import given
from hypothesis import strategies as st

from helpers.show.reader.short_codes import short_codes


@given(st.lists(st.text(max_size=12), max_size=12))
def test_every_label_has_a_code_of_its_own(labels: list[str]) -> None:
    codes = short_codes(labels)
    assert len(set(codes)) == len(labels)
    assert all(codes)
