"""Headlines in title case and capitals, with their source before a colon or after a dash."""

import polars as pl
import pytest

from helpers.corpus.settings import DEFAULTS, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.attribution import attribute
from helpers.corpus.voices.speech import Speech

ACTORS = read_settings(DEFAULTS / "actors.yml", Actors)
SPEECH = read_settings(DEFAULTS / "speech.yml", Speech)


def read(headline: str, actors: Actors = ACTORS) -> tuple[str, str | None]:
    line = pl.DataFrame({"document": "d", "start": 0, "paragraph": 0, "text": headline})
    table = attribute(line.with_columns(kind=pl.lit("body")), actors, SPEECH)
    return table.select("voice", "speaker").row(0)


@pytest.mark.parametrize(
    ("headline", "voice", "speaker"),
    [
        ("Trump Says Ukraine Wants Talks.", "indirect", "Trump"),
        ("Trump Says Ukraine Wants Talks", "indirect", "Trump"),
        ("KREMLIN SAYS NO", "indirect", "Kremlin"),
        ("KREMLIN SAYS NO TO TALKS", "indirect", "Kremlin"),
        ("Kremlin: No Talks Planned.", "indirect", "Kremlin"),
        ("No Talks Planned - Kremlin", "indirect", "Kremlin"),
        ("No talks planned — Kremlin", "indirect", "Kremlin"),
        ("Police: Driver fell asleep", "indirect", "police"),
        ("John Brown: Talks Have Failed", "indirect", "Brown"),
        ("Study: Ice Melts Faster", "indirect", "study"),
        ("Ministry Denies Delay", "indirect", "Ministry"),
        ("‘We Will Not Yield,’ Says Mayor", "quote", "mayor"),
        ("Mayor: ‘We Will Not Yield’", "quote", "mayor"),
        ("'We Will Not Yield,' Mayor Says", "quote", "mayor"),
        ("Police Say Driver Fell Asleep", "indirect", "police"),
        ("POLICE SAY DRIVER FELL ASLEEP", "indirect", "police"),
        ("Officials: Two Dead After Storm", "indirect", "officials"),
        ("Experts Warn of Floods", "indirect", "experts"),
        ("Driver Fell Asleep, Police Say", "indirect", "police"),
        ("Senator Calls Plan ‘a Disaster for Farmers’", "quote", "senator"),
    ],
)
def test_a_headline_has_its_source(headline: str, voice: str, speaker: str) -> None:
    assert read(headline) == (voice, speaker)


@pytest.mark.parametrize(
    "headline",
    [
        "Debunked: Five Claims About the Lake",
        "Fact Check: Five Claims About the Lake",
        "Climate Change: What We Know",
        "Weather: Rain",
        "Opinion: A Better Way",
        "Analysis: Why Prices Rose",
        "Live Updates: Storm Hits Coast",
        "Ukraine: What We Know",
        "Storm Hits Coast - BBC News",
        "Ten Things to Do - Paris",
        "Mayor Accused of Theft",
        "Mayor Criticized for Trip",
        "Claims About Lake Debunked",
        "Man Found Dead in River",
        "New Bridge Opens in Spring",
        "Storm Leaves Thousands Without Power",
    ],
)
def test_a_topic_is_no_source(headline: str) -> None:
    assert read(headline) == ("narrator", None)


def test_a_listed_person_needs_no_given_name_before_a_colon() -> None:
    actors = Actors.model_validate({"persons": [{"name": "Petrie", "bloc": "none"}]})
    assert read("Petrie: Roads Will Open", actors) == ("indirect", "Petrie")
    assert read("Petrie: Roads Will Open") == ("narrator", None)


def test_a_line_within_a_paragraph_is_no_headline() -> None:
    lines = pl.DataFrame({"start": [0, 30], "text": ["Police: Driver Fell Asleep.", "It rained."]})
    lines = lines.with_columns(document=pl.lit("d"), paragraph=0, kind=pl.lit("body"))
    assert attribute(lines, ACTORS, SPEECH)["voice"].to_list() == ["narrator"] * 2
