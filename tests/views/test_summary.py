"""The first page and the findings of the chapters, from findings made by hand."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support import ROOT, needs_browser

from helpers.build.description import describe
from helpers.build.project import Project
from helpers.findings.claim import FUNCTIONS
from helpers.findings.finding import Evidence, Finding
from helpers.findings.how_made import how_made
from helpers.show.finding_strip import strip
from helpers.show.findings import show_findings, show_summary, tally
from helpers.study.about import About, State
from helpers.study.parameters import Parameters
from helpers.views import summary

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7 * 7 }}'


def finding(name: str = "framing-leading", **changes: object) -> Finding:
    values: dict[str, object] = {
        "id": name,
        "chapter": name.partition("-")[0],
        "title": "Which?",
        "text": "This one.",
        "value": 0.2,
        "low": 0.1,
        "high": 0.4,
        "unit": "points",
        "n": 9,
        "verdict": "supported",
        "agreement": 0.75,
        "specifications": 4,
        "evidence": (Evidence(document="b", sentence=2), Evidence(document="a", sentence=0)),
    }
    return Finding.model_validate(values | changes)


def silent(name: str) -> Finding:
    nothing = dict.fromkeys(("value", "low", "high", "agreement"))
    return finding(name, **nothing, verdict="does not apply", specifications=0, evidence=())


def test_a_strip_has_zero_in_its_middle_and_the_farthest_end_near_its_edge() -> None:
    drawn = strip(finding(), level=0.95)
    # 240 wide: zero at 120, the upper end 110 to its right, the estimate half as far.
    assert 'x1="147.5" x2="230.0"' in drawn
    assert 'class="report-strip-clear" cx="175.0"' in drawn
    assert 'cx="10.0"' in strip(finding(value=-1.0, low=None, high=None), level=0.95)


def test_a_bound_that_is_not_zero_does_not_look_like_it() -> None:
    assert "interval 0.001 to 0.400" in show_findings([finding(low=0.0011)], level=0.95).html


def test_a_finding_wears_its_verdict_as_shape_and_word_with_the_way_to_the_glossary() -> None:
    marks = set()
    for verdict in ("supported", "fragile", "not supported", "does not apply"):
        html = show_findings([finding(verdict=verdict)], level=0.95).html
        found = re.search(
            r'href="glossary.html#([a-z-]+)".*?<svg.*?>(.*?)</svg>([a-z ]+)</a>', html
        )
        assert found is not None
        assert found[1] == verdict.replace(" ", "-")
        assert found[3] == verdict
        marks.add(found[2])
    assert len(marks) == 4


def test_sentences_are_grouped_by_article_and_named_for_those_who_do_not_see() -> None:
    places = [Evidence(document=d, sentence=s) for d, s in [("b", 2), ("a", 5), ("b", 0)]]
    html = show_findings([finding(evidence=places)], level=0.95).html
    text = re.sub(r"<[^>]+>", "", html)
    assert "a: 5" in text
    assert "b: 0, 2" in text
    assert 'href="articles.html#s-b-2" aria-label="b, sentence 2"' in html


def test_limits_stand_beside_a_finding_that_has_some() -> None:
    for show in (show_findings, show_summary):
        assert "Only here." in show([finding(limits="Only here.")], level=0.95).html
        assert "Limits" not in show([finding()], level=0.95).html


def test_the_code_of_a_claim_is_that_of_its_function() -> None:
    for chapter in summary.CHAPTERS:
        import_module(f"helpers.findings.{chapter}")
    names = list(FUNCTIONS)
    assert len(names) > 10
    made = how_made(
        [finding(name) for name in names],
        parameters=Parameters(),
        parameter_names=[],
        published=False,
    )
    for name in names:
        function = FUNCTIONS[name]
        assert made[name].name == f"{function.__module__}.{function.__name__}"
        head = f"def {function.__name__}(chapter: Selection) -> Answer:"
        assert made[name].code.splitlines()[:2] == [f'@makes("{name}", chapter=CHAPTER)', head]


def test_how_a_number_was_made_is_function_parameters_and_data() -> None:
    made = how_made(
        [finding()], parameters=Parameters(top_n=7), parameter_names=["top_n"], published=True
    )
    html = show_findings([finding()], level=0.95, provenance=made).html
    assert "helpers.findings.framing.leading" in html
    assert "def leading(chapter: Selection) -&gt; Answer:" in html
    assert "<code>top_n = 7</code>" in html
    assert 'href="../data/codes.csv"' in html
    assert 'href="../_sources/notebooks/framing.ipynb"' in html
    elsewhere = how_made(
        [finding(), finding("framing-unheard-of")],
        parameters=Parameters(),
        parameter_names=[],
        published=False,
    )
    assert elsewhere.keys() == {"framing-leading"}
    assert "../data/" not in show_findings([finding()], level=0.95, provenance=elsewhere).html


def test_every_finding_of_the_book_tells_how_it_was_made(real_book: Path) -> None:
    found = json.loads((real_book / "data" / "findings.json").read_text(encoding="utf-8"))
    for row in found:
        if row["chapter"] in summary.CHAPTERS:
            import_module(f"helpers.findings.{row['chapter']}")
            assert row["id"] in FUNCTIONS


def test_key_findings_keep_their_order_and_silent_ones_give_way() -> None:
    key = [finding(name) for name in summary.KEY]
    shown, undecided, quiet, rest = summary.choose([*reversed(key), finding("voices-unnamed")])
    assert [f.id for f in shown] == list(summary.KEY)
    assert (undecided, quiet, [f.id for f in rest]) == ([], [], ["voices-unnamed"])

    others = [finding(f"other-{letter}") for letter in "abcdef"]
    screen = summary.choose([silent(n) for n in summary.KEY[1:]] + key[:1] + others)
    names = [summary.KEY[0], "other-a", "other-b", "other-c", "other-d"]
    assert [f.id for f in screen.shown] == names
    assert [f.id for f in screen.silent] == list(summary.KEY[1:])
    assert [f.id for f in screen.rest] == ["other-e", "other-f"]


def test_findings_that_do_not_hold_leave_the_first_page_with_their_reason() -> None:
    first, second = summary.KEY[:2]
    reason = "The interval holds zero."
    weak = finding(first, verdict="not supported", reason=reason, text="That one.")
    other = finding("other-a", verdict="not supported")
    screen = summary.choose([weak, finding(second), other])
    assert [[f.id for f in part] for part in screen] == [[second], [first], [], ["other-a"]]
    html = show_summary(screen.shown, level=0.95, undecided=screen.undecided).html
    assert "We cannot tell from these articles:" in html
    assert reason in html
    assert "That one." not in html
    assert weak.title in html


def test_a_corpus_without_answers_says_why() -> None:
    nothing = [silent(name) for name in summary.KEY]
    html = show_summary([], level=0.95, silent=nothing, tally=tally([])).html
    assert "None of the questions of this report has an answer in this corpus" in html
    assert html.count("does not apply</a>") == len(nothing)
    assert "report-row" not in html
    assert "key finding" not in html
    assert "None of the questions" not in show_summary([finding()], level=0.95, silent=nothing).html


@pytest.mark.parametrize("show", [show_findings, show_summary])
def test_what_findings_quote_from_a_corpus_stays_text(show: object) -> None:
    assert callable(show)
    hostile = finding(
        title=HOSTILE,
        text=HOSTILE * 20,
        limits=HOSTILE,
        unit=HOSTILE,
        evidence=(Evidence(document=HOSTILE, sentence=0),),
    )
    html = show([hostile], level=0.95).html
    assert "<img" not in html
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html


def test_verdicts_are_counted_in_words() -> None:
    several = [finding(), finding(verdict="fragile"), finding(verdict="fragile")]
    assert tally(several) == "3 key findings: 1 supported and 2 fragile."
    assert tally([finding()]) == "1 key finding: 1 supported."


def test_the_reference_names_edition_version_and_commit(tmp_path: Path) -> None:
    state = State(commit="0123456789", clean=False)
    about = describe(Project(ROOT), title=None, edition="All", state=state)
    assert about.text.endswith(
        "Edition “All”, version 0.1.0, commit 0123456, with uncommitted changes."
    )
    assert about.year
    assert f"({about.year})" in about.text
    assert about.chapters["framing"] == "Framing"
    other = describe(Project(ROOT), title="a & b: a report", edition="All", state=State())
    assert "a & b: a report" in other.text
    assert "commit" not in other.text
    assert r"title = {{a \& b: a report}}" in other.bibtex
    (tmp_path / "_config.yml").write_text("title: Small\n")
    (tmp_path / "_toc.yml").write_text("root: start\n")
    (tmp_path / "start.md").write_text("# Start\n")
    bare = describe(Project(tmp_path), title=None, edition="All", state=State())
    assert bare.text == "Small. Edition “All”."


def test_a_book_says_what_it_is_where_its_reference_is_known() -> None:
    about = About(title="T", authors=("A", "B"), edition="E", url="https://example.org")
    assert about.text == "A; B. T. Edition “E”. https://example.org"


@needs_browser
@pytest.mark.parametrize("script", [True, False])
def test_all_key_findings_lie_within_the_first_screen(
    real_book: Path, browser: Browser, script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto((real_book / "html" / "notebooks" / "index.html").as_uri())
    rows = [row for row in page.locator("ul.report-key > li").all() if row.is_visible()]
    assert 5 <= len(rows) <= 8
    for row in rows:
        for part in (".report-badge", ".report-claim", ".report-number", ".report-strip"):
            box = row.locator(part).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 800
            assert box["x"] + box["width"] <= 1280
    context.close()


@needs_browser
def test_search_finds_pages_without_a_server(real_book: Path, browser: Browser) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((real_book / "html" / "search.html").as_uri() + "?q=dispersion")
    page.locator("#search-results li a").first.wait_for()
    assert page.locator("#search-results li a", has_text="Glossary").count()
    assert faults == []
    page.close()


def test_a_link_elsewhere_shows_title_description_and_card(real_book: Path) -> None:
    described = set()
    for path in sorted((real_book / "html" / "notebooks").glob("*.html")):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        described.add(re.search(r'property="og:description" content="([^"]{40,210})"', head)[1])  # type: ignore[index]
        card = re.search(r'property="og:image" content="([^"]+)"', head)
        assert card is not None
        assert (path.parent / card[1]).is_file()
    assert len(described) > 10
