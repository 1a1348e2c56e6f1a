"""The chapter on tone, on corpora small enough for paper and on those that leave it no answer."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from helpers.show.chapter import Chapter
from helpers.show.html import Display
from support import ROOT

from helpers.corpus.files.importing import import_corpus
from helpers.findings import sentiment as claims
from helpers.findings.finding import Finding
from helpers.findings.specifications import Specifications
from helpers.study import tones
from helpers.study.make_tables import make
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables
from helpers.study.tones import INSTRUMENTS
from helpers.views import sentiment as views
from helpers.views import tone_audit as audit
from helpers.views import tone_targets as targets

VIEWS: list[Callable[[Chapter], Display]] = [
    views.scope,
    views.means_by_document,
    views.means_table,
    views.whole_documents,
    views.means_by_voice,
    views.means_by_bloc,
    views.means_by_period,
    views.course,
    audit.positive_words,
    audit.negative_words,
    audit.coverage,
    audit.between_instruments,
    audit.disagreements,
    audit.against_codes,
    audit.confusions,
    targets.target_means,
    targets.against_stance,
    targets.verdict,
]
# A single valence v of VADER's makes a compound of v / sqrt(v² + 15): good 1.9, terrible -2.1.
GOOD, TERRIBLE = 0.4404, -0.4767
ARTICLES = (
    "id,outlet,date,text\n"
    'north,Herald,2022-01-10,"Norland is good. The talks went on. The harbour is terrible.\n\n'
    '“The war is terrible,” said Anna Berg."\n'
    'south,Echo,2022-03-01,"The security of Norland is good. The United States is good."\n'
)
TONE = """
thresholds: {headline: 0.05}
neutral:
  - words: [security]
    reason: What the talks are about.
"""


def corpus_of(folder: Path, table: str, *, tone: str = "", actors: str = "") -> Path:
    folder.mkdir()
    (folder / "articles.csv").write_text(table, encoding="utf-8")
    import_corpus(folder / "corpus", folder / "articles.csv")
    for name, text in {"tone.yml": tone, "actors.yml": actors}.items():
        if text:
            (folder / "corpus" / name).write_text(text, encoding="utf-8")
    return folder / "corpus"


def with_codes(corpus: Path, codes: dict[str, tuple[int, int, int | None]]) -> Tables:
    """Code sentences by their text: the tone by either coder, and the stance towards the West."""
    made = make(corpus)
    rows = [
        {
            **{name: row[name] for name in ("document", "start", "end", "kind", "voice", "text")},
            "coder": coder,
            "speaker": "",
            "bloc": "none",
            "frames": "",
            "generic": "",
            "tone": codes[row["text"]][number],
            "stance_west": codes[row["text"]][2],
        }
        for row in made.spans.iter_rows(named=True)
        if row["text"] in codes
        for number, coder in enumerate("ab")
    ]
    (corpus / "coding").mkdir()
    pl.DataFrame(rows).write_csv(corpus / "coding" / "sentences.csv")
    return make(corpus)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("small") / "s"
    actors = "targets: {west: [Norland], russia: [], ukraine: []}\n"
    corpus = corpus_of(folder, ARTICLES, tone=TONE, actors=actors)
    return with_codes(
        corpus,
        {
            "Norland is good.": (1, 1, 1),
            "The talks went on.": (0, 0, None),
            "The harbour is terrible.": (-1, 0, None),
            "The security of Norland is good.": (-1, -1, -1),
            "The United States is good.": (-1, -1, None),
        },
    )


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Two undated articles of nobody, neither coded nor about a target."""
    folder = tmp_path_factory.mktemp("bare") / "b"
    return make(corpus_of(folder, "id,text\na,It is good. It is good.\nb,It is good.\n"))


@pytest.fixture(scope="module")
def wordless(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return make(corpus_of(tmp_path_factory.mktemp("none") / "n", "id,text\na,On Tuesday.\n"))


@pytest.fixture(scope="module")
def real() -> Tables:
    return make(ROOT / "corpus")


def chapter(made: Tables, build: Path | None = None, **values: object) -> Chapter:
    parameters = Parameters(resamples=200, **values)  # type: ignore[arg-type]
    return Chapter("sentiment", parameters, made, build=build)


def read_table(view: Callable[[Chapter], Display], made: Tables, folder: Path, **values: object):
    """Show a view and read the one table that it kept."""
    view(chapter(made, folder, **values))
    (file,) = (folder / "results" / "sentiment" / "tables").glob("*.parquet")
    return pl.read_parquet(file)


def findings_by_id(made: Tables, **values: object) -> dict[str, Finding]:
    return {finding.id: finding for finding, _ in claims.findings(chapter(made, **values))}


def specifications(made: Tables, name: str, **values: object) -> Specifications:
    """Give the specifications of one finding."""
    (variants,) = (
        claim.specifications
        for claim in claims.findings(chapter(made, **values))
        if claim.finding.id == name
    )
    assert variants is not None
    return variants


def test_scores_of_sentences_and_paragraphs(small: Tables):
    table = tones.unit_scores(chapter(small, documents=["north"]))
    assert table["score"].to_list() == pytest.approx([GOOD, None, TERRIBLE, table["score"][3]])
    by_paragraph = tones.unit_scores(chapter(small, documents=["north"], unit="paragraph"))
    assert by_paragraph["sentence"].to_list() == [0, 3]
    assert by_paragraph["score"][0] == pytest.approx((GOOD + TERRIBLE) / 2)
    assert by_paragraph["text"][0].startswith("Norland is good. The talks")


def test_the_chosen_instrument_scores(small: Tables):
    plain = tones.unit_scores(chapter(small, documents=["south"]), "vader")["score"].to_list()
    own = tones.unit_scores(chapter(small, documents=["south"]))["score"].to_list()
    assert own == pytest.approx([GOOD, GOOD])
    assert all(many > one for many, one in zip(plain, own, strict=True))
    afinn = tones.unit_scores(chapter(small, documents=["south"], lexicon="afinn"))["score"]
    assert afinn.to_list() == [3, 3 + 1]


def test_boilerplate_is_nobodys():
    table = pl.DataFrame({"voice": ["narrator", "quote", "indirect", None]})
    assert table.select(tones.who())["who"].to_list() == ["narrator", "sources", "sources", None]


def test_sums_are_kept_apart_by_instrument_article_and_voice(small: Tables):
    table = tones.sums(chapter(small)).filter(pl.col("lexicon") == "headline")
    assert table["score"].sum() == pytest.approx(tones.unit_scores(chapter(small))["score"].sum())
    assert table.filter(pl.col("period") == "after")["known"].sum() == 2
    labels = tones.tone_labels(chapter(small)).filter(pl.col("lexicon") == "headline")["tone"]
    assert table["label"].sum() == labels.sum()
    assert table["units"].sum() == labels.len()


def test_specifications_cross_every_choice_with_every_instrument(small: Tables):
    curve = specifications(small, "sentiment-balance")
    # There is no boilerplate here, so it is no choice.
    assert curve.choices == ["unit", "voices", "reading", "lexicon", "topic's terms", "articles"]
    # Seven instruments: the report's own has no form without its neutral terms.
    assert curve.table.height == 2 * 3 * 2 * 7 * 3
    own = curve.table.filter(pl.col("lexicon") == "this report")
    assert own["topic's terms"].unique().to_list() == ["neutral"]


@pytest.mark.parametrize("lexicon", ["headline", "vader", "afinn", "pattern"])
@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
def test_the_reference_is_the_finding_itself(small: Tables, lexicon: str, unit: str):
    for finding, curve in claims.findings(chapter(small, lexicon=lexicon, unit=unit)):
        assert curve is not None
        own = curve.table.filter("reference")["value"]
        assert own.to_list() == [pytest.approx(finding.value)]


def test_other_instruments_are_brought_to_the_scale_of_the_chosen_one(small: Tables):
    spread = dict(tones.spreads(chapter(small)).select("lexicon", "score").iter_rows())
    curve = specifications(small, "sentiment-balance")
    plain = tones.unit_scores(chapter(small), "vader")["score"].mean()
    row = curve.table.filter(
        (pl.col("lexicon") == "VADER")
        & (pl.col("topic's terms") == "as listed")
        & (pl.col("unit") == "sentence")
        & (pl.col("voices") == "all")
        & (pl.col("reading") == "score")
        & (pl.col("articles") == "all")
    )
    assert isinstance(plain, float)
    factor = spread["headline"] / spread["vader"]
    assert row["value"].to_list() == [pytest.approx(plain * factor)]


def test_the_balance_follows_the_words(small: Tables, bare: Tables, wordless: Tables):
    south = findings_by_id(small, documents=["south"])["sentiment-balance"]
    assert south.value == pytest.approx(GOOD)
    assert "positive on balance: the mean tone is 0.44" in south.text
    assert "a word in 100% of the sentences. The sign holds by every" in south.limits
    assert findings_by_id(bare)["sentiment-balance"].agreement == 1
    north = findings_by_id(small, documents=["north"], unit="paragraph")["sentiment-balance"]
    assert north.text.startswith("Paragraph by paragraph, the wording is negative")
    assert findings_by_id(wordless)["sentiment-balance"].verdict == "does not apply"


def specifications_table(values: dict[str, float]) -> Specifications:
    table = pl.DataFrame({"lexicon": list(values), "value": list(values.values())})
    return Specifications(table.with_columns(pl.lit("as listed").alias("topic's terms")))


def test_instruments_that_dissent_are_named_with_what_the_coders_say_of_them(small: Tables):
    below = claims.Estimate(-0.1, None, None, 9)
    said = claims._dissent(
        chapter(small), specifications_table({"this report": -0.1, "VADER": 0.1}), below
    )
    # Of the four sentences that both coders code alike, plain VADER meets two, as does the guess.
    assert said == (
        "The sign does not hold by VADER; on the coded sentences it does no better than "
        "always naming the commonest tone."
    )


def test_without_coding_the_dissent_is_only_named(bare: Tables):
    means = specifications_table({"AFINN": 0.1, "pattern": 0.1})
    said = claims._dissent(chapter(bare), means, claims.Estimate(-0.1, None, None, 9))
    assert said == "The sign does not hold by AFINN and pattern."


def test_plain_vader_is_compared_with_the_coders_too(small: Tables, bare: Tables):
    finding = findings_by_id(small)["sentiment-plain-vader"]
    assert "1 of 2 coded articles is negative" in finding.limits
    # Two ways of adapting, two units, both voices or one, both articles or one.
    table = specifications(small, "sentiment-plain-vader").table
    assert table.height == 2 * 2 * 3 * 3
    # One voice is heard in one article alone: without it there is nothing to say.
    assert finding.specifications == table.height - 2 * 2
    assert "By the coders" not in findings_by_id(bare)["sentiment-plain-vader"].limits
    # Nothing is neutral in the bare corpus: both instruments say the same.
    assert findings_by_id(bare)["sentiment-plain-vader"].value == 0


def test_a_choice_that_leaves_no_text_has_no_value(bare: Tables):
    caption = bare.sentences.with_columns(kind=pl.lit("boilerplate"), voice=pl.lit(None, pl.String))
    captions = replace(bare, sentences=caption)
    balance = findings_by_id(captions, boilerplate=True)["sentiment-balance"]
    table = specifications(captions, "sentiment-balance", boilerplate=True).table
    assert table.filter(pl.col("boilerplate") == "left out")["value"].null_count() > 0
    assert balance.specifications == table.filter(pl.col("boilerplate") == "counted").height


def test_one_article_of_one_is_no_plural(tmp_path: Path):
    one = make(corpus_of(tmp_path / "one", "id,text\na,It is good.\n"))
    assert "0 of 1 article is negative" in findings_by_id(one)["sentiment-plain-vader"].text


def test_passed_on_speech_against_the_narrator(small: Tables, bare: Tables):
    finding = findings_by_id(small)["sentiment-by-voice"]
    table = tones.unit_scores(chapter(small))
    quoted = table.filter(pl.col("voice") != "narrator")["score"].mean()
    own = table.filter(pl.col("voice") == "narrator")["score"].mean()
    assert finding.value == pytest.approx(quoted - own)
    assert "worded more negatively than the journalists’ own" in finding.text
    assert "boilerplate" not in specifications(small, "sentiment-by-voice").choices
    assert findings_by_id(bare)["sentiment-by-voice"].verdict == "does not apply"


def test_periods(small: Tables, bare: Tables, wordless: Tables):
    finding = findings_by_id(small)["sentiment-over-time"]
    assert "higher than before." in finding.text
    assert "This describes the articles (1 before and 1 after)" in finding.limits
    assert finding.value > 0
    early = findings_by_id(small, split_date="2021-01-01")["sentiment-over-time"]
    assert early.text == "All dated articles lie on one side of 2021-01-01."
    assert findings_by_id(small, split_date=None)["sentiment-over-time"].text == (
        "No date parts the articles."
    )
    assert findings_by_id(bare)["sentiment-over-time"].text == "No article carries a date."
    assert findings_by_id(wordless)["sentiment-over-time"].verdict == "does not apply"


def test_swapping_the_articles_swaps_the_sentence_about_time(small: Tables, tmp_path: Path):
    swapped = ARTICLES.replace("2022-01-10", "?").replace("2022-03-01", "2022-01-10")
    other = make(corpus_of(tmp_path / "o", swapped.replace("?", "2022-03-01"), tone=TONE))
    there, here = (findings_by_id(made)["sentiment-over-time"] for made in (other, small))
    assert there.value == pytest.approx(-here.value)
    assert there.text == here.text.replace("higher", "lower")


def test_outlets_keep_their_order_whichever_has_more_sentences(tmp_path: Path):
    head, good = "id,outlet,text\n", "The harbour is good. "
    found = [
        findings_by_id(make(corpus_of(tmp_path / name, f"{head}x,Herald,{x}\ny,Echo,{y}\n")))
        for name, x, y in [
            ("one", 3 * good + "It is terrible.", good),
            ("two", good, 3 * good + "It is terrible."),
        ]
    ]
    one, two = (findings["sentiment-by-outlet"] for findings in found)
    assert one.subjects == two.subjects == ("Herald", "Echo")
    assert one.value == pytest.approx(-two.value)
    assert one.value < 0


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
@pytest.mark.parametrize("made", ["small", "bare", "wordless"])
@pytest.mark.parametrize("lexicon", ["headline", "afinn"])
def test_every_view_has_something_to_say(
    view: Callable[[Chapter], Display], made: str, lexicon: str, request: pytest.FixtureRequest
):
    shown = view(chapter(request.getfixturevalue(made), lexicon=lexicon))
    assert shown.html
    assert not re.search(r"\bnan\b|\bNone\b|null", shown.text)
    assert "  " not in shown.text


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (views.means_by_bloc, "Nobody is quoted or paraphrased"),
        (views.means_by_period, "No article carries a date."),
        (audit.against_codes, audit.UNCODED),
        (audit.confusions, audit.UNCODED),
        (targets.target_means, targets.NOBODY),
        (targets.against_stance, targets.UNCODED),
        (targets.verdict, targets.UNCODED),
    ],
)
def test_what_does_not_apply_says_so(bare: Tables, view: Callable[[Chapter], Display], said: str):
    assert said in view(chapter(bare)).text


def test_what_the_intervals_speak_of(small: Tables, bare: Tables):
    text = views.scope(chapter(small)).text
    assert "200 times. It describes 2 articles of 2 outlets; it supports no inference" in text
    assert "It describes 2 articles;" in views.scope(chapter(bare)).text


def test_means_stand_beside_plain_vader_and_the_coders(small: Tables, tmp_path: Path):
    table = read_table(views.means_by_document, small, tmp_path)
    assert table["series"].unique(maintain_order=True).to_list() == [
        "this report",
        "plain VADER",
        "the coders",
    ]
    coders = table.filter(pl.col("series") == "the coders")
    assert coders.select("document", "mean").rows() == [("north", 0.5), ("south", -1)]
    # AFINN's sums know no bound: coded tones do not stand on the same scale.
    other = read_table(views.means_by_document, small, tmp_path / "afinn", lexicon="afinn")
    assert other["series"].unique().to_list() == ["AFINN"]


def test_of_many_articles_the_lowest_and_the_highest_are_drawn(tmp_path: Path):
    rows = "".join(f"a{n:02d},{'It is good. ' * n}It is terrible.\n" for n in range(30))
    made = make(corpus_of(tmp_path / "m", "id,text\n" + rows))
    table = read_table(views.means_by_document, made, tmp_path / "k")
    shown = table["document"].unique(maintain_order=True).to_list()
    assert len(shown) == views.ARTICLES
    assert shown[:2] == ["a00", "a01"]
    assert shown[-1] == "a29"
    assert "the lowest and the highest of 30" in views.means_by_document(chapter(made)).text


def test_words_are_ranked_for_each_instrument(small: Tables, tmp_path: Path):
    table = read_table(audit.positive_words, small, tmp_path)
    assert set(table.columns) == {"rank", *INSTRUMENTS}
    assert table["headline"].to_list() == ["good\u00a0100", None, None]
    # good 1.9 three times, security 1.4, united 1.8: 8.9. Below, war 2.9 and terrible 2.1; the
    # second "terrible" stands before two marks, where plain VADER does not read it.
    assert table["vader"].to_list() == ["good\u00a064", "united\u00a020", "security\u00a016"]
    assert table["vader_neutral"][0] == "good\u00a0100"
    caption = audit.positive_words(chapter(small)).text
    assert "neutral terms make up 36% of VADER’s, 10% of AFINN’s" in caption
    assert read_table(audit.negative_words, small, tmp_path / "n")["vader"][0] == "war\u00a058"


def test_coverage_divides_all_sentences(small: Tables, tmp_path: Path):
    table = read_table(audit.coverage, small, tmp_path, documents=["north"])
    own = table.filter(pl.col("lexicon") == "this report").row(0, named=True)
    assert (own["sentences"], own["covered"]) == (4, 3)
    assert (own["negative"], own["positive"], own["unknown"]) == (0.5, 0.25, 0.25)
    parts = table.select(pl.sum_horizontal("negative", "neutral", "positive", "unknown"))
    assert parts.to_series().to_list() == pytest.approx([1] * 7)


def test_instruments_are_held_against_the_coders(small: Tables, tmp_path: Path):
    """Agreed: 1, 0, -1, -1; the disputed sentence is left out."""
    table = read_table(audit.against_codes, small, tmp_path)
    rows = {row["lexicon"]: row for row in table.iter_rows(named=True)}
    assert {row["n"] for row in rows.values()} == {4}
    assert rows["this report"]["accuracy"] == 0.5
    assert rows["always negative"]["accuracy"] == 0.5
    assert rows["always neutral"]["accuracy"] == 0.25
    assert list(rows)[-2:] == ["always neutral", "always negative"]
    assert "no instrument" in audit.against_codes(chapter(small)).text
    wide = read_table(audit.confusions, small, tmp_path / "c")
    own = wide.filter(pl.col("lexicon") == "this report")
    assert own.select("gold", "neutral", "positive").rows() == [
        ("negative", 0, 2),
        ("neutral", 1, 0),
        ("positive", 0, 1),
    ]
    assert "takes 2 sentences for the opposite" in audit.confusions(chapter(small)).text


def test_a_coded_sentence_that_the_splitter_cuts_elsewhere_is_a_miss(small: Tables, tmp_path: Path):
    moved = small.coded.with_columns(
        end=pl.when(pl.col("text") == "Norland is good.").then(pl.lit("15")).otherwise("end")
    )
    changed = replace(small, coded=moved)
    table = read_table(audit.against_codes, changed, tmp_path)
    assert table.filter(pl.col("lexicon") == "this report").select("n", "accuracy").row(0) == (
        4,
        0.25,
    )


def test_tone_is_compared_with_coded_stance(small: Tables, tmp_path: Path):
    """Norland is coded 1 and -1; both sentences about it are positive by their words."""
    table = read_table(targets.against_stance, small, tmp_path)
    assert table.select("target", "n", "found", "accuracy", "better").rows() == [
        ("West", 2, 1, 0.5, False),
        ("West", 2, 1, 0.5, False),
    ]
    assert "does not beat the commonest answer for: West." in targets.verdict(chapter(small)).text
    means = read_table(targets.target_means, small, tmp_path / "m")
    assert dict(means.select("what", "mean").iter_rows()) == {
        targets.WHOLE: pytest.approx(GOOD),
        targets.CLAUSES: pytest.approx(GOOD),
        targets.STANCE: 0,
    }


def test_the_course_has_a_gap_where_no_word_is_known(small: Tables, tmp_path: Path):
    table = read_table(views.course, small, tmp_path, documents=["north"])
    assert table["part"].to_list() == [1, 3, 6, 8]
    assert table["mean"].to_list()[:3] == pytest.approx([GOOD, None, TERRIBLE])


def test_disagreements_are_of_labels(small: Tables, tmp_path: Path):
    table = read_table(audit.disagreements, small, tmp_path)
    assert set(tones.LEXICONS) <= set(table.columns)
    signs = table.select(pl.max_horizontal(tones.LEXICONS) - pl.min_horizontal(tones.LEXICONS))
    assert (signs.to_series() > 0).all()


def test_the_chapter_needs_no_nltk(run):
    code = "import sys, helpers.findings.sentiment, helpers.views.tone_audit, "
    code += "helpers.views.tone_targets, helpers.views.sentiment; "
    code += "print('nltk' in sys.modules, 'matplotlib' in sys.modules)"
    assert run([sys.executable, "-c", code]).stdout == "False False\n"


def test_on_the_real_corpus(real: Tables):
    scores = tones.accuracy_of_instruments(chapter(real))
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=140, float_precision=3):
        print(scores)
    by_name = {row["lexicon"]: row for row in scores.iter_rows(named=True)}
    assert by_name["headline"]["macro_f1"] >= 0.65
    assert by_name["headline"]["accuracy"] >= 0.68
    assert by_name["vader"]["accuracy"] < by_name["vader"]["majority_accuracy"]
    made = findings_by_id(real)
    for finding in made.values():
        print(finding.id, finding.value, finding.verdict, finding.agreement, finding.text)
    means = tones.unit_scores(chapter(real)).group_by("document").agg(pl.col("score").mean())
    assert (means["score"] < 0).all()
    assert made["sentiment-balance"].value < 0
    assert made["sentiment-plain-vader"].value > 0
