"""The numbers of the first page, counted again from the published tables and from the articles."""

import ast
import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support import ROOT

SPLIT = "2022-02-24"
GENERIC = ["conflict", "responsibility", "morality", "economic", "human_interest"]
UNNAMED = ["experts", "source", "sources", "analysts", "observers", "diplomats", "officials"]
SOURCES = ["quote", "indirect"]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def data(real_book: Path) -> Path:
    return real_book / "data"


@pytest.fixture(scope="module")
def sentences(data: Path) -> pl.DataFrame:
    table = pl.read_csv(data / "sentences.csv").filter(pl.col("kind") != "boilerplate")
    documents = pl.read_csv(data / "documents.csv").select("document", "outlet", "published")
    return table.join(documents, on="document").with_columns(pl.col("frames").fill_null(""))


@pytest.fixture(scope="module")
def findings(data: Path) -> dict[str, dict[str, Any]]:
    stored = json.loads((data / "findings.json").read_text(encoding="utf-8"))
    return {finding["id"]: finding for finding in stored}


@pytest.fixture(scope="module")
def lead(real_book: Path) -> str:
    """Return what the first page says of the corpus, without its tags."""
    page = (real_book / "html" / "notebooks" / "index.html").read_text(encoding="utf-8")
    said = re.search(r'<div class="report-headline">(.*?)</div>', page, re.DOTALL)
    assert said is not None
    return re.sub(r"<[^>]+>|\s+", " ", said[1])


def numbers(text: str) -> list[str]:
    return NUMBER.findall(re.sub(r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}", "", text))


def mean(table: pl.DataFrame, column: str = "tone_score") -> float:
    value = table[column].mean()
    assert isinstance(value, float)
    return value


def share(table: pl.DataFrame, frame: str) -> float:
    return float(table["frames"].str.split(";").list.contains(frame).sum()) / table.height


def recounted(data: Path, sentences: pl.DataFrame) -> dict[str, tuple[float | None, list[float]]]:
    """Count each finding's value again, and the numbers that its text may state."""
    tokens = pl.read_csv(data / "tokens.csv")
    passed_on = sentences.filter(pl.col("voice").is_in(SOURCES))
    narrated = sentences.filter(pl.col("voice") == "narrator")
    spoken = passed_on.height / sentences.height
    groups = (
        passed_on.filter(pl.col("bloc") != "none")["bloc"].value_counts().sort("count")["count"]
    )
    nobody = (
        pl.col("speaker").is_null() | pl.col("speaker").str.to_lowercase().is_in(UNNAMED)
    ).alias("nobody")
    unnamed = int(passed_on.select(nobody)["nobody"].sum())
    frames = (
        sentences.select(pl.col("frames").str.split(";").explode())
        .filter(~pl.col("frames").is_in(["", *GENERIC]))["frames"]
        .value_counts()
        .sort("count", descending=True)["count"]
        .to_list()
    )
    experts, officials = (
        share(passed_on.filter(pl.col("bloc") == bloc), "encroachment")
        for bloc in ("russia_expert", "russia_official")
    )
    by_voice = [share(table, "guarantees") for table in (passed_on, narrated)]
    tones = [mean(table) for table in (passed_on, narrated)]
    earlier = pl.col("published") < SPLIT
    outlets = [
        mean(sentences.filter(pl.col("outlet") == name)) for name in ("RT", "Svobodnaya Pressa")
    ]
    wide = pl.read_csv(data / "tones.csv").pivot(
        "lexicon", on_columns=["vader", "headline"], index=["document", "sentence"], values="score"
    )
    gap = mean(
        wide.drop_nulls("vader").select(gap=pl.col("vader") - pl.col("headline").fill_null(0.0)),
        "gap",
    )
    lexicons = ["vader", "vader_neutral", "headline"]
    by_article = (
        pl.read_csv(data / "tones.csv")
        .pivot("lexicon", on_columns=lexicons, index=["document", "sentence"], values="score")
        .group_by("document")
        .agg(pl.col(lexicons).mean())
        .select(lexicons)
    )
    key = pl.read_csv(data / "words" / "keywords-all.csv")
    tests, sure = int(key["tests"][0]), int((key["p_holm"] < 0.05).sum())
    nato, russian = (
        tokens.filter(pl.col("token") == word).select("document", "sentence", "position")
        for word in ("nato", "russian")
    )
    per_thousand = [1000 * word.height / tokens.height for word in (nato, russian)]
    expansion = tokens.filter(pl.col("token") == "expansion")
    near = (
        expansion.join(nato, on=["document", "sentence"])
        .filter((pl.col("position") - pl.col("position_right")).abs() <= 5)
        .unique(["document", "position"])
        .height
    )
    expected = pl.read_csv(data / "words" / "neighbours.csv")["expected"][0]
    return {
        "voices-passed-on": (100 * (2 * spoken - 1), [100 * spoken, 100 * (1 - spoken)]),
        "voices-most-heard": (
            100 * (groups[-1] - groups[-2]) / passed_on.height,
            [100 * groups[-1] / passed_on.height, 100 * groups[-2] / passed_on.height],
        ),
        "voices-unnamed": (
            100 * (1 - 2 * unnamed / passed_on.height),
            [
                *(100 * n / passed_on.height for n in (unnamed, passed_on.height - unnamed)),
                unnamed,
                passed_on.height,
            ],
        ),
        "framing-leading": (
            100 * (frames[0] - frames[1]) / sentences.height,
            [100 * n / sentences.height for n in frames],
        ),
        "framing-by-voice": (100 * (by_voice[0] - by_voice[1]), [100 * part for part in by_voice]),
        "framing-by-bloc": (100 * (experts - officials), [100 * experts, 100 * officials]),
        "sentiment-balance": (mean(sentences), [-mean(sentences), 1]),
        "sentiment-by-voice": (tones[0] - tones[1], [-tone for tone in tones]),
        "sentiment-over-time": (
            late := mean(sentences.filter(~earlier)) - mean(sentences.filter(earlier)),
            [abs(late)],
        ),
        "sentiment-by-outlet": (outlets[0] - outlets[1], [*(-tone for tone in outlets), 3]),
        "sentiment-plain-vader": (
            gap,
            [abs(gap), by_article.height, *(by_article < 0).sum().row(0)],
        ),
        "terms-keywords": (
            100 * (key.height / tests - 0.05),
            [key.height, tests, 0.05 * tests, sure, sure - 3],
        ),
        "terms-most-frequent": (
            per_thousand[0] - per_thousand[1],
            [*per_thousand, nato["document"].n_unique(), 5],
        ),
        # Its value is a ratio of odds, which `expected` and the counts do not give alone.
        "company-closest": (None, [near, expansion.height, 5, expected]),
    }


def test_every_number_of_the_first_page_follows_from_the_published_tables(
    data: Path, sentences: pl.DataFrame, findings: dict[str, dict[str, Any]]
) -> None:
    counts = recounted(data, sentences)
    assert counts.keys() == findings.keys()
    for name, (value, facts) in counts.items():
        if value is not None:
            assert findings[name]["value"] == pytest.approx(value, abs=1e-5), name
        for stated in numbers(findings[name]["text"]):
            half = 0.5 * 10.0 ** -len(stated.partition(".")[2]) + 1e-6
            size = float(stated.replace(",", ""))
            assert any(abs(size - fact) <= half for fact in facts), (name, stated)


def test_the_first_page_counts_what_the_tables_hold(
    data: Path, sentences: pl.DataFrame, lead: str
) -> None:
    documents = pl.read_csv(data / "documents.csv")
    tokens = pl.read_csv(data / "tokens.csv")
    assert f"{documents.height} articles" in lead
    assert f"{sentences.height} sentences, {tokens.height:,} words" in lead
    first, last = (
        dt.date.fromisoformat(day)
        for day in (documents["published"].min(), documents["published"].max())
    )
    assert f"between {first.day} {first:%B %Y} and {last.day} {last:%B %Y}" in lead
    bases = dict(documents["published_basis"].value_counts().iter_rows())
    assert f"{bases['inferred']} dates inferred from the text" in lead
    assert f"{documents['translated'].sum()} articles are translations" in lead
    assert "all from outlets in Russia" in lead


def test_every_table_counts_the_same_sentences_and_words(
    data: Path, sentences: pl.DataFrame
) -> None:
    counted = sentences.select("document", "sentence")
    tokens = pl.read_csv(data / "tokens.csv")
    for name in ("tokens", "tones", "codes"):
        own = pl.read_csv(data / f"{name}.csv").select("document", "sentence").unique()
        assert own.join(counted, on=["document", "sentence"], how="anti").is_empty(), name
    tones = pl.read_csv(data / "tones.csv")
    assert set(tones["lexicon"].value_counts()["count"]) == {sentences.height}
    frames = pl.read_csv(data / "frames" / "frames.csv")
    assert set(frames["n"]) == {sentences.height}
    assert set(frames["words"]) == {tokens.height}
    voices = pl.read_csv(data / "who-speaks" / "voices-by-article.csv")
    assert voices["sentences"].sum() == sentences.height
    frequent = pl.read_csv(data / "words" / "frequencies.csv").row(0, named=True)
    assert frequent["rate"] == pytest.approx(1000 * frequent["count"] / tokens.height, abs=1e-5)
    keyword = pl.read_csv(data / "words" / "keywords.csv").row(0, named=True)
    words = tokens.filter(pl.col("document") == keyword["document"]).height
    assert keyword["target_rate"] == pytest.approx(1000 * keyword["target_count"] / words, abs=1e-5)


# What Methods and GUIDE.md say is not the article's own, for these five articles.
FURNITURE = re.compile(
    r"•|-? ?RT$|Sputnik$|Discuss$|Photo:|Article Categories:|Leave a Reply$|\w{3} \d+, \d{4}$|0 0$"
)
SECTION = re.compile(r"(World|Russia)$")
CUT_NOTE = re.compile(r"\(([^()]*?)\.?(?: -)?\n+(?:- )?RT\n+\)")
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*[^\W_]*(?:['’-][^\W_]+)*|[^\W_]+(?:['’-][^\W_]+)*"
)
END = re.compile(
    r"(?<!\bMr)(?<!\b[A-Z]\.[A-Z])[.?!…][\"”’')]*\s+(?=[\"“‘'(–—\[]*\s*[A-Z0-9])"
    r"|[.?!…]\s*”\s*(?=[A-Z])"
)


def own_lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    own: list[str] = []
    for number, line in enumerate(lines):
        # The section above the headline is no link, those further down name another story.
        is_link = number > 1 and SECTION.match(lines[number - 1])
        if FURNITURE.match(line) or SECTION.match(line) or is_link or line in own[:1]:
            continue
        own.append(line)
    return own


def test_an_independent_count_of_the_raw_files_comes_to_the_same(
    data: Path, sentences: pl.DataFrame, lead: str
) -> None:
    tokens = pl.read_csv(data / "tokens.csv")
    total = {"sentences": 0, "words": 0}
    for document, file, sha256 in (
        pl.read_csv(data / "documents.csv").select("document", "file", "sha256").iter_rows()
    ):
        raw = (ROOT / "corpus" / file).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == sha256
        text = CUT_NOTE.sub(r"(\1)", raw.decode("utf-8"))
        # The words of a note that was cut are the same words.
        words = sum(len(WORD.findall(line)) for line in own_lines(text))
        cuts = sum(1 + len(END.findall(line)) for line in own_lines(text))
        assert words == tokens.filter(pl.col("document") == document).height, document
        assert cuts == sentences.filter(pl.col("document") == document).height, document
        total["sentences"] += cuts
        total["words"] += words
    assert f"{total['sentences']} sentences, {total['words']:,} words" in lead


def test_the_example_of_the_readme_gives_the_numbers_of_the_book(data: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(import polars.*?)```", readme, re.DOTALL)
    assert code is not None
    *steps, last = ast.parse(code[1].replace("_build/default/data", str(data))).body
    assert isinstance(last, ast.Expr)
    space: dict[str, Any] = {}
    exec(compile(ast.Module(steps, []), "README.md", "exec"), space)
    means = dict(eval(compile(ast.Expression(last.value), "README.md", "eval"), space).iter_rows())
    book = dict(
        pl.read_csv(data / "tone" / "means-by-group.csv").select("group", "mean").iter_rows()
    )
    groups = book.keys() - {"reporters", "none"}
    assert groups
    assert {group: means[group] for group in groups} == pytest.approx(
        {group: book[group] for group in groups}, abs=1e-5
    )
