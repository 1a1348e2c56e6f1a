"""Coding by keyboard in a browser: nothing is lost, and everybody can use it."""

import os
import re
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from coded_sample import HOSTILE, code, codes_of, sampled_corpus
from playwright.sync_api import Browser, Page, Route, expect
from support import ROOT, Start, needs_browser, running

from helpers.coding.page.desk import CodingDesk, SettlingDesk
from helpers.coding.page.server import open_coding_server
from helpers.coding.page.serving import open_coding, open_settling
from helpers.corpus.coding.folder import SETTLED_CODES, coder_file

pytestmark = needs_browser
# A busy machine is slow, which is no fault of a page.
expect.set_options(timeout=30_000)
SENTENCES = 36
LONG = [
    (f"day-{day}", "Post", "2019-03-01", " ".join(f"On day {day} came step {n}." for n in range(9)))
    for day in range(4)
]
# Keys, and what they say of a sentence.
ANSWERS = [
    ("1jr", ("costs", "-1", "narrator")),
    ("13kq", ("costs;disaster", "0", "quote")),
    ("0lp", ("", "1", "indirect")),
    ("2kr", ("science", "0", "narrator")),
]
FIELDS = ("issue", "tone", "voice")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(start: Start, corpus: Path, port: int) -> Popen[str]:
    server = start(
        [sys.executable, "-m", "helpers", "code", corpus, "--coder", "ann", "--port", str(port)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stderr=PIPE,
    )
    assert server.stderr is not None
    lines = [server.stderr.readline() for _ in range(2)]
    assert re.fullmatch(rf"http://127\.0\.0\.1:{port}/ \(Ctrl-C to stop\)\n", lines[1]), lines
    return server


def interrupt(server: Popen[str]) -> str:
    """End a server as Ctrl-C does, and give its last line."""
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=60) == 0
    assert server.stderr is not None
    return server.stderr.read().splitlines()[-1]


@contextmanager
def serving(desk: CodingDesk | SettlingDesk) -> Iterator[str]:
    server = open_coding_server(desk, port=0)
    with running(server):
        yield f"http://127.0.0.1:{server.server_port}/"


def code_sentences(page: Page, n: int, keys: Iterator[tuple[str, tuple[str, ...]]]) -> list[tuple]:
    """Code sentences by keyboard, and give text and answers of each."""
    coded = []
    for _ in range(n):
        text = page.locator("#text").inner_text()
        pressed, answers = next(keys)
        for key in pressed:
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        coded.append((text, *answers))
    return coded


def on_disk(corpus: Path) -> list[tuple]:
    table = codes_of(coder_file(corpus, "ann"))
    return sorted(table.select("text", *FIELDS).rows())


def test_thirty_sentences_by_keyboard_and_a_killed_server(
    browser: Browser, tmp_path: Path, start: Start
) -> None:
    corpus, port = sampled_corpus(tmp_path, LONG), free_port()
    address = f"http://127.0.0.1:{port}/"
    context = browser.new_context(viewport={"width": 360, "height": 740})
    faults: list[str] = []

    def open_page() -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((address, "data:")) else faults.append(request.url)
            ),
        )
        page.goto(address)
        return page

    keys = cycle(ANSWERS)
    server = serve(start, corpus, port)
    page = open_page()
    count, saved = page.locator("#count"), page.locator("#saved")
    expect(count).to_have_text(f"0 of {SENTENCES} coded")
    coded = code_sentences(page, 8, keys)
    expect(saved).to_have_text("Saved")
    assert on_disk(corpus) == sorted(coded)

    # Killed in the middle of it all, while answers are on their way.
    killer = threading.Thread(target=server.kill)
    killer.start()
    coded += code_sentences(page, 5, keys)
    killer.join(timeout=10)
    expect(saved).to_contain_text("The server does not answer.")
    expect(count).to_have_text(f"13 of {SENTENCES} coded")
    server = serve(start, corpus, port)
    expect(saved).to_have_text("Saved")
    assert on_disk(corpus) == sorted(coded)
    coded += code_sentences(page, 7, keys)
    expect(saved).to_have_text("Saved")

    # Killed again, and the page is closed while answers wait in the browser.
    server.kill()
    server.wait(timeout=10)
    coded += code_sentences(page, 3, keys)
    expect(saved).to_contain_text("9 answers are kept in this browser")
    page.close()
    server = serve(start, corpus, port)
    page = open_page()
    count, saved = page.locator("#count"), page.locator("#saved")
    expect(saved).to_have_text("Saved")
    expect(count).to_have_text(f"23 of {SENTENCES} coded")
    assert on_disk(corpus) == sorted(coded)
    coded += code_sentences(page, 7, keys)
    expect(saved).to_have_text("Saved")
    assert len(coded) == len({text for text, *_ in coded}) == 30
    assert on_disk(corpus) == sorted(coded)
    path = coder_file(corpus, "ann")
    last = f"ann has coded 30 of {SENTENCES} sentences; {path} holds the answers"
    assert interrupt(server) == last
    context.close()
    assert faults == []


def test_skip_unsure_back_and_change(browser: Browser, tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path, n=3)
    desk = open_coding(corpus, coder="ann", fields=["issue", "voice", "speaker", "bloc"])
    texts = [item.passage.text for item in desk.items]
    page = browser.new_page()
    with serving(desk) as address:
        page.goto(address)
        shown, note = page.locator("#text"), page.locator("#note")
        expect(shown).to_have_text(texts[0])
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        expect(note).to_have_text(
            "Still open: Who speaks, Group of the speaker. Skip leaves it open."
        )
        page.keyboard.press("s")
        expect(shown).to_have_text(texts[1])
        page.keyboard.press("u")
        page.keyboard.press("Enter")
        expect(shown).to_have_text(texts[2])
        page.keyboard.press("0")
        page.keyboard.press("p")
        # What is typed into a field is no key.
        page.keyboard.press("w")
        page.keyboard.type("Anna us1")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="The Greens").click()
        # The button that was clicked is not meant by Enter.
        page.keyboard.press("Enter")
        expect(shown).to_have_text(texts[0])
        page.keyboard.press("r")
        page.keyboard.press("1")
        page.keyboard.press("2")
        page.keyboard.press("Enter")
        expect(page.locator("#finished")).to_be_visible()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(shown).to_have_text(texts[2])
        page.keyboard.press("ArrowLeft")
        expect(shown).to_have_text(texts[1])
        expect(page.locator("#saved")).to_have_text("Saved")
        # A key is off where someone has turned keys off.
        page.keyboard.press("?")
        page.get_by_label("Use these keys").uncheck()
        page.get_by_role("button", name="Close").click()
        page.keyboard.press("u")
        page.keyboard.press("ArrowLeft")
        expect(shown).to_have_text(texts[1])
    page.close()
    columns = ("text", "issue", "voice", "speaker", "bloc", "unsure")
    table = codes_of(coder_file(corpus, "ann"))
    assert sorted(table.select(columns).rows()) == sorted(
        [
            (texts[0], "science", "narrator", None, "none", False),
            (texts[1], None, None, None, None, True),
            (texts[2], "", "indirect", "Anna us1", "greens", False),
        ]
    )


def test_two_windows_of_one_coder_undo_nothing(browser: Browser, tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    context = browser.new_context()
    with serving(open_coding(corpus, coder="ann")) as address:
        one, other = context.new_page(), context.new_page()
        for page in (one, other):
            page.goto(address)
            expect(page.locator("#passage")).to_be_visible()
        for page, key in ((one, "1"), (other, "j"), (one, "q"), (other, "l")):
            page.keyboard.press(key)
            expect(page.locator("#saved")).to_have_text("Saved")
    context.close()
    table = codes_of(coder_file(corpus, "ann"))
    assert table.select(FIELDS).rows() == [("costs", "1", "quote")]


def test_how_far_coders_agree_is_asked_one_at_a_time(browser: Browser, tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    page, asked = browser.new_page(), list[Route]()

    def hold(route: Route) -> None:
        asked.append(route)

    page.route("**/agreement", hold)
    with serving(open_coding(corpus, coder="ann")) as address:
        page.goto(address)
        for key in ("j", "k", "l"):
            page.keyboard.press(key)
            expect(page.locator("#saved")).to_have_text("Saved")
        assert len(asked) == 1
        with page.expect_request("**/agreement"):
            asked[0].fulfill(json=["early"])
        expect(page.locator("#alphas li")).to_have_text(["early"])
        asked[1].fulfill(json=["late"])
        expect(page.locator("#alphas li")).to_have_text(["late"])
    page.close()
    assert len(asked) == 2


def test_two_coders_see_how_far_they_agree_and_settle(browser: Browser, tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path, LONG, n=12)
    code(corpus, "ben", *({"issue": "", "tone": "0", "voice": "narrator"} for _ in range(12)))
    page = browser.new_page()
    with serving(open_coding(corpus, coder="ann")) as address:
        page.goto(address)
        alphas = page.locator("#alphas li")
        code_sentences(page, 9, cycle([("0kr", ("",))]))
        expect(page.locator("#saved")).to_have_text("Saved")
        expect(alphas).to_have_count(0)
        code_sentences(page, 1, cycle([("1kr", ("",))]))
        # Observed: 1 of 10 differs. Expected: 2 × 19 / (20 × 19) = 1/10.
        expect(alphas).to_have_text(
            [
                "What it costs: alpha 0.00 (10 sentences)",
                *(
                    f"{name}: alpha not defined, as all answers are alike (10 sentences)"
                    for name in ("What science says", "<Disaster>", "Tone", "Who speaks")
                ),
            ]
        )
        code_sentences(page, 1, cycle([("0jr", ("",))]))
        expect(page.locator("#saved")).to_have_text("Saved")
    kept = [coder_file(corpus, name).read_bytes() for name in ("ann", "ben")]
    with serving(open_settling(corpus)) as address:
        page.goto(address)
        count = page.locator("#count")
        expect(count).to_have_text("0 of 2 settled")
        for left in (1, 0):
            frames = page.locator("fieldset:visible").get_attribute("data-field") == "issue"
            given = page.locator("fieldset:visible .given button")
            expected = (
                ["1 annWhat it costs", "2 benNo frame"]
                if frames
                else [
                    "1 annNegative",
                    "2 benNeutral",
                ]
            )
            expect(given).to_have_text(expected)
            # One takes the second coder's answer, the other one of their own.
            page.keyboard.press("2" if frames else "l")
            page.keyboard.press("Enter")
            expect(count).to_have_text(f"{2 - left} of 2 settled")
        expect(page.locator("#finished")).to_be_visible()
        expect(page.locator("#saved")).to_have_text("Saved")
    page.close()
    table = codes_of(corpus / SETTLED_CODES)
    answers = table.select(pl.concat_list("issue", "tone").list.drop_nulls().list.first())
    assert sorted(answers.to_series()) == ["", "1"]
    assert kept == [coder_file(corpus, name).read_bytes() for name in ("ann", "ben")]


@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_use_it(browser: Browser, tmp_path: Path, width: int) -> None:
    corpus = sampled_corpus(tmp_path, [("west", "<i>P</i>", "2021-03-01", HOSTILE)])
    code(corpus, "ben", {"tone": "0", "issue": ""})
    code(corpus, "cid", {"tone": "1", "issue": "costs;disaster"})
    fields = ["issue", "tone", "voice", "speaker", "bloc", "kind"]
    faults: list[str] = []

    def open_page(address: str, scheme: Any) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        return page

    for desk in (open_coding(corpus, coder="ann", fields=fields), open_settling(corpus)):
        with serving(desk) as address:
            for scheme in ("light", "dark"):
                page = open_page(address, scheme)
                expect(page.locator("#text")).to_have_text(HOSTILE)
                page.keyboard.press("1")
                page.get_by_text("About the article").click()
                expect(page.locator("#article")).to_contain_text("<i>P</i>, 2021-03-01")
                if page.locator("#definitions").is_visible():
                    page.get_by_role("button", name="Show all definitions").click()
                    expect(page.locator("#definitions")).to_contain_text("Words of catastrophe.")
                expect(page.locator("#saved")).to_have_text("Saved")
                for step in ("page", "help"):
                    if step == "help":
                        page.locator("#help").click()
                    found = Axe().run(page).response["violations"]
                    faults += [f"{step}, {scheme}: {one['id']}" for one in found]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"wider than {width}")
                page.get_by_role("button", name="Close").click()
                for control in page.locator("button:visible, input:visible").all():
                    box = control.bounding_box()
                    if box is not None and box["height"] < 44:
                        faults.append(f"{control.inner_text()} is {box['height']} high")
                page.close()
    assert faults == []
