"""Posts that an article embeds."""

from helpers.corpus.voices.posts import find_posts
from helpers.corpus.voices.quotations import Line


def posts(*paragraphs: str, longest: int = 280) -> dict[int, str]:
    lines, start = [], 0
    for number, paragraph in enumerate(paragraphs):
        for text in paragraph.split("|"):
            lines.append(Line(text, start, number, heading=False))
            start += len(text) + 1
    return find_posts(lines, longest=longest)


def test_a_signature_closes_the_post_of_its_paragraph() -> None:
    post = "Snow!|At last! — Joan Hurley (@jhurley) May 3, 2019"
    assert posts("It rained.", post, "It rained on.") == {1: "Joan Hurley", 2: "Joan Hurley"}


def test_a_signature_that_is_a_line_of_its_own_closes_the_paragraph_above() -> None:
    found = posts("It rained.", "Snow!|At last!", "— Joan Hurley (@jhurley) 3 May 2019")
    assert found == dict.fromkeys((1, 2, 3), "Joan Hurley")


def test_a_post_is_no_longer_than_posts_are_and_begins_after_a_colon() -> None:
    assert posts("x" * 50 + ".|At last! — Ann Lee (@lee)", longest=40) == {1: "Ann Lee"}
    assert posts("Lee wrote:|At last! — Ann Lee (@lee)") == {1: "Ann Lee"}


def test_a_line_with_name_and_handle_opens_a_post_that_a_date_closes() -> None:
    found = posts("It rained.", "Ann Lee @lee", "Snow!|At last!", "Rain fell on.")
    assert found == dict.fromkeys((1, 2, 3), "Ann Lee")
    found = posts("Ann Lee (@lee) · May 3", "Snow!|3:45 PM - May 3, 2019|Rain fell on.")
    assert found == dict.fromkeys((0, 1, 2), "Ann Lee")


def test_an_address_or_a_handle_in_running_text_is_no_post() -> None:
    assert posts("Write to a.lee@example.org.", "Follow @lee for more, she said.") == {}
