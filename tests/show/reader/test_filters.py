"""What the sentences of a page can be filtered by."""

from collections.abc import Callable

from helpers.show.reader.filters import Filters
from helpers.show.reader.reading import Reading
from helpers.study.opening import Study


def test_filters_offer_what_there_is_and_count_whole_sentences(
    make_study: Callable[..., Study],
) -> None:
    study = make_study(
        {"north": "It rained. “We want peace,” Anna Berg said. “We want more,” Anna Berg said."}
    )
    sentences = Reading(study, ["north"]).sentences("north")
    filters = Filters(sentences, groups=study.names("group"), frames=study.names("frame"))
    options = {each.name: each.options for each in filters.filters}
    assert options["speaker"] == {"Berg": 2}
    assert options["group"] == {"reporters": 1, "other or unknown speakers": 2}
    assert sum(options["tone"].values()) == 3
    assert [filters.places(s)["speaker"] for s in sentences] == ["", "0", "0"]
    assert [filters.places(s)["group"] for s in sentences] == ["0", "1", "1"]


def test_what_is_not_counted_passes_no_filter(make_study: Callable[..., Study]) -> None:
    study = make_study({"north": "It rained.\n\nRead more: https://example.org/a"})
    sentences = Reading(study, ["north"]).sentences("north")
    filters = Filters(sentences, groups=study.names("group"), frames=study.names("frame"))
    left = [filters.places(s) for s in sentences if not s.counts]
    assert left
    assert not any(left)
