"""The card that a link to the book shows."""

from pathlib import Path

from helpers.build.pages.social_card import draw_card


def test_the_same_words_give_the_same_card(tmp_path: Path) -> None:
    for name in ("a", "b"):
        draw_card(tmp_path / name, title="$x$ " * 40, line="One line.")
    draw_card(tmp_path / "c", title="Another", line="One line.")
    first, second, third = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == second != third
    assert len(first) < 60_000
