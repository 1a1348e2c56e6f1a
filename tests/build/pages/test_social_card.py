"""The card that a link to the book shows."""

from pathlib import Path

import matplotlib.image

from helpers.build.pages.social_card import MARGIN, draw_card


def test_the_same_words_give_the_same_card(tmp_path: Path) -> None:
    for name in ("a", "b"):
        draw_card(tmp_path / name, title="$x$ " * 40, line="One line.")
    draw_card(tmp_path / "c", title="Another", line="One line.")
    first, second, third = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == second != third
    assert len(first) < 60_000


def test_no_letter_is_cut_at_the_edge(tmp_path: Path) -> None:
    draw_card(tmp_path / "card.png", title="WWWWW " * 30, line="MMMMM " * 60)
    picture = matplotlib.image.imread(tmp_path / "card.png")
    assert (picture[:, -MARGIN + 1 :, :3] == 1).all()
    assert (picture[-10:, :, :3] == 1).all()
