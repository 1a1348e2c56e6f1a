"""What the book's search finds."""

from collections.abc import Callable

from helpers.show.links import Links
from helpers.show.reader.reading import Reading
from helpers.show.reader.search import searchable
from helpers.study.opening import Study


def test_sentences_are_listed_with_speaker_and_address_up_to_a_size(
    make_study: Callable[..., Study],
) -> None:
    texts = {"north": "It rained. “We want peace,” Anna Berg said.", "south": "It rained."}
    study = make_study(texts)
    reading = Reading(study, texts)
    articles = {name: reading.sentences(name) for name in texts}
    found = searchable(articles, titles={"north": "North"}, links=Links(pages=True))
    assert found["speakers"] == ["Berg"]
    assert [article["name"] for article in found["articles"]] == ["North", "south"]
    assert found["articles"][0]["sentences"][1] == [
        2,
        "articles/north.html#s-north-1",
        "“We want peace,” Anna Berg said.",
        0,
    ]
    assert found["left"] == 0
    less = searchable(articles, titles={}, links=Links(pages=True), most=250)
    assert [article["name"] for article in less["articles"]] == ["north"]
    assert less["left"] == 1
