"""Corpora unlike the project's own, of made-up texts: what is true of one is false of another."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from helpers.corpus.files.importing import import_corpus

HEADLINES = [
    "Bakers win the town’s oldest prize",
    "Storm damages three schools",
    "Library reopens after long repairs",
    "Mayor: bus fares will not rise",
    "Farmers fear another dry summer",
    "New bridge delights cyclists",
    "Hospital loses its only surgeon",
    "Choir sings for a full hall",
    "Thieves steal the market clock",
    "Council says no to night flights",
    "Swimmers praise the cleaner lake",
    "Fire destroys an empty mill",
]
RUSSIAN = [
    "Библиотека снова открыта\n\nПосле долгого ремонта городская библиотека снова открыта. «Мы "
    "очень рады», — сказала директор Анна Белова. Дети пришли первыми.",
    "Ураган повредил школы\n\nУраган повредил три школы. По словам мэра Петра Сомова, ремонт "
    "займёт месяц. Учителя жалуются на холод.",
    "Пекари получили приз\n\nПекари получили старейший приз города. «Это большая честь», — сказал "
    "Иван Лугов. Рынок был полон.",
    "Мост открыли для велосипедов\n\nНовый мост открыли в субботу. Жители довольны. Мэр Пётр Сомов "
    "заявил, что мост построен вовремя.",
]
OUTLETS = (
    "Harbour Post",
    "Valley Herald",
    "Morning Courier",
    "Evening Gazette",
    "Lakeside Times",
    "Hill Observer",
    "Coast Tribune",
    "Plain Record",
)
PLACES = ("harbour", "library", "market", "hospital", "school", "bridge", "theatre", "mill")
PEOPLE = (
    ("Mayor", "Clara Holm"),
    ("Minister", "Peter Lund"),
    ("Professor", "Maria Stein"),
    ("the farmer", "Tom Reed"),
)
PLAIN = (
    "The {place} was closed for {n} days.",
    "Repairs at the {place} cost {n} million crowns.",
    "Nobody was hurt when the {place} caught fire.",
    "Visitors praised the beautiful {place}.",
    "The dispute over the {place} goes on.",
    "Rain fell on the {place} all week.",
)
SPOKEN = (
    "“We are proud of the {place},” {title} {name} said.",
    "{title} {name} said the {place} was a disaster.",
    "“The {place} is a danger to our children,” {title} {name} warned.",
    "According to experts, the {place} will need {n} workers.",
)


Row = tuple[str, str | None, str | None, str]


def import_rows(folder: Path, rows: Sequence[Row]) -> Path:
    """Make a corpus folder of articles: id, outlet, date, text."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = dict.fromkeys(["id", "outlet", "date", "text"], pl.String)
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(folder / "articles.parquet")
    import_corpus(folder / "corpus", folder / "articles.parquet")
    return folder / "corpus"


def one_sentence() -> list[Row]:
    """Give one article of one sentence, of no outlet and no date."""
    return [("only", None, None, "It rained.")]


def headlines() -> list[Row]:
    """Give twelve headlines of three outlets, from January to December."""
    return [
        (f"h{number:02}", OUTLETS[number % 3], f"2018-{number + 1:02}-05", text)
        for number, text in enumerate(HEADLINES)
    ]


def russian() -> list[Row]:
    """Give four articles in Russian, of two outlets."""
    return [
        (f"r{number}", ("Вестник", "Утро")[number % 2], f"2016-05-{number + 10}", text)
        for number, text in enumerate(RUSSIAN)
    ]


def eight_outlets(articles: int = 500) -> list[Row]:
    """Give many articles of eight outlets, from five years, the same every time."""
    draw = random.Random(8)
    rows: list[Row] = []
    for number in range(articles):
        place = draw.choice(PLACES)
        sentences = []
        for _ in range(draw.randint(3, 7)):
            title, name = draw.choice(PEOPLE)
            words = {"place": place, "title": title, "name": name, "n": draw.randint(2, 40)}
            kind = SPOKEN if draw.random() < 0.4 else PLAIN
            sentence = draw.choice(kind).format(**words)
            sentences.append(sentence[0].upper() + sentence[1:])
        day = date(2015, 1, 1) + timedelta(days=draw.randrange(1800))
        text = f"Report {number} from the {place}\n\n{' '.join(sentences)}"
        rows.append((f"e{number:03}", OUTLETS[number % 8], day.isoformat(), text))
    return rows
