"""The server of a page for coding: whom it answers, what it takes, and what it never tells."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from climate import ARTICLES
from coded_sample import HOSTILE, code, codes_of, sampled_corpus
from support import running

from helpers.coding.page.desk import CodingDesk, SettlingDesk
from helpers.coding.page.server import open_coding_server
from helpers.coding.page.serving import open_coding, open_settling
from helpers.corpus.coding.folder import SETTLED_CODES, coder_file


class Reply(NamedTuple):
    status: int
    head: bytes
    body: bytes


class Site(NamedTuple):
    port: int
    corpus: Path
    desk: CodingDesk | SettlingDesk

    def ask(self, request: bytes) -> Reply:
        """Send a request as it is."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(request)
            answer = b"".join(iter(lambda: connection.recv(2**16), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        return Reply(int(head.split()[1]), head, body)

    def get(self, path: str, *, host: str = "") -> Reply:
        host = host or f"127.0.0.1:{self.port}"
        return self.ask(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())

    def state(self) -> Any:
        return json.loads(self.get("/state").body)

    def message(self, **changes: object) -> bytes:
        first = self.state()["items"][0]["sentence"]
        message = {"session": self.desk.session, "sentence": first, "field": "tone"}
        return json.dumps(message | {"value": "1", "at": 1} | changes).encode()

    def post(self, body: bytes, path: str = "/answers", **headers: str | None) -> Reply:
        lines = {
            "Host": f"127.0.0.1:{self.port}",
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "X-Report-Token": self.state().get("token", ""),
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
        return self.ask(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Serve the sample to ann, after ben has coded two sentences of it."""
    hostile = ("west", "<i>Post</i>", "2021-03-01", HOSTILE)
    corpus = sampled_corpus(tmp_path, [*ARTICLES, hostile])
    code(corpus, "ben", {"tone": "-1", "voice": "indirect"}, {"tone": "-1"})
    desk = open_coding(corpus, coder="ann")
    server = open_coding_server(desk, port=0)
    with running(server):
        yield Site(server.server_port, corpus, desk)


@pytest.mark.parametrize("path", ["/", "/state", "/agreement", "/coding.js", "/nowhere"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1:%d.evil"])
def test_another_name_for_this_machine_is_refused(site: Site, path: str, host: str) -> None:
    reply = site.get(path, host=host.replace("%d", str(site.port)))
    assert reply.status == 421
    assert b"token" not in reply.body


def test_an_answer_is_taken_and_on_the_disk(site: Site) -> None:
    reply = site.post(site.message())
    assert reply.status == 200
    assert json.loads(reply.body)["answers"]["tone"] == "1"
    assert codes_of(coder_file(site.corpus, "ann"))["tone"].to_list() == ["1"]
    localhost = {"Host": f"localhost:{site.port}", "Origin": f"http://localhost:{site.port}"}
    assert site.post(site.message(field="voice", value="quote"), **localhost).status == 200
    assert site.post(site.message(field="voice", value=None, at=2), Origin=None).status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"X-Report-Token": "guess"}, 403),
        ({"X-Report-Token": "gu\u00e9ss"}, 403),
        ({"X-Report-Token": None}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Length": None}, 411),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": "65537"}, 413),
        ({"Content-Length": "9" * 5000}, 413),
    ],
)
def test_a_request_from_elsewhere_changes_nothing(
    site: Site, headers: dict[str, str | None], status: int
) -> None:
    assert site.post(site.message(), **headers).status == status
    assert not coder_file(site.corpus, "ann").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sentence": "north:0:1"}, "no such sentence"),
        ({"sentence": "../../etc/passwd:0:1"}, "no such sentence"),
        ({"sentence": ["north"]}, "no such sentence"),
        ({"field": "speaker"}, "does not ask for 'speaker'"),
        ({"field": ["tone"]}, "does not ask"),
        ({"field": "text"}, "does not ask"),
        ({"value": "2"}, "tone cannot be '2'"),
        ({"value": {"a": 1}}, "tone is of another type"),
        ({"field": "issue", "value": ["cost"]}, 'write "costs"'),
        ({"field": "issue", "value": "costs"}, "issue is of another type"),
        ({"field": "unsure", "value": "yes"}, "unsure is true or false"),
        ({"field": "\ud800"}, "does not ask"),
        ({"field": "issue", "value": ["\ud800"]}, "issue cannot be"),
        ({"at": None}, "time"),
        ({"at": -1}, "time"),
        ({"at": 10**400}, "time"),
        ({"at": float("nan")}, "time"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(
    site: Site, changes: dict[str, object], words: str
) -> None:
    reply = site.post(site.message(**changes))
    assert reply.status == 400
    assert words in json.loads(reply.body)["error"]
    assert not coder_file(site.corpus, "ann").exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"\xff", b"[" * 60_000, b'"a"'])
def test_what_is_no_message_is_refused(site: Site, body: bytes) -> None:
    assert site.post(body).status == 400
    assert site.get("/").status == 200


def test_an_answer_for_another_coder_is_refused(site: Site) -> None:
    for other in (
        open_coding(site.corpus, coder="eve"),
        open_settling(site.corpus),
        open_coding(sampled_corpus(site.corpus / "other"), coder="ann"),
    ):
        assert site.post(site.message(session=other.session)).status == 409
    assert not coder_file(site.corpus, "ann").exists()


@pytest.mark.parametrize(
    "path",
    [
        "/../coding.js",
        "/coding.js/..",
        "/%2e%2e/state",
        "/templates/book.css.j2",
        "/coding.html.j2",
        "/\0",
    ],
)
def test_only_the_page_and_its_parts_are_served(site: Site, path: str) -> None:
    assert site.get(path).status in {400, 404}
    assert site.post(site.message(), path="/state").status == 404


def test_the_page_asks_nobody_else_and_runs_nothing_else(site: Site) -> None:
    for path in ("/", "/state", "/coding.js", "/nowhere"):
        head = site.get(path).head
        assert b"Content-Security-Policy: default-src 'none'; script-src 'self';" in head
        assert b"nosniff" in head
        assert b"no-store" in head
        assert b"Set-Cookie" not in head
        assert b"Access-Control" not in head
    page = site.get("/").body.decode()
    assert "&lt;Disaster&gt;" in page
    assert "<Disaster>" not in page
    assert not any(f"{scheme}://" in page for scheme in ("http", "https"))


def test_it_is_blind_to_instruments_and_to_other_coders(site: Site) -> None:
    site.post(site.message())
    state = site.state()
    assert set(state["items"][0]) == {
        *("sentence", "fields", "given", "text", "before", "after"),
        *("headline", "outlet", "published", "names"),
    }
    assert [item["given"] for item in state["items"]] == [{}] * len(state["items"])
    assert len(state["answers"]) == 1
    for path in ("/", "/state", "/agreement"):
        assert b"ben" not in site.get(path).body
        assert b"indirect" not in site.get(path).body.replace(b'data-value="indirect"', b"")
    assert json.loads(site.get("/agreement").body) == []


def test_a_broken_file_of_another_coder_stops_no_answer(site: Site) -> None:
    coder_file(site.corpus, "ben").write_text("x\n1\n", encoding="utf-8")
    assert site.get("/agreement").status == 500
    assert site.post(site.message()).status == 200
    message, token = site.message(at=2), site.state()["token"]
    coder_file(site.corpus, "ann").write_text("x\n1\n", encoding="utf-8")
    assert site.get("/state").status == 500
    reply = site.post(message, X_Report_Token=token)
    assert reply.status == 500
    assert "ann.csv:1: no column" in json.loads(reply.body)["error"]


def test_settling_shows_both_answers_and_keeps_them(tmp_path: Path) -> None:
    corpus = sampled_corpus(tmp_path)
    code(corpus, "ann", {"tone": "1", "issue": "costs"}, {"tone": "0"}, {"tone": "0", "issue": ""})
    code(corpus, "ben", {"tone": "-1", "issue": "costs"}, {"tone": "0"}, {"issue": "science"})
    before = [coder_file(corpus, name).read_bytes() for name in ("ann", "ben")]
    desk = open_settling(corpus)
    with running(server := open_coding_server(desk, port=0)):
        site = Site(server.server_port, corpus, desk)
        first, second = site.state()["items"]
        assert (first["fields"], second["fields"]) == (["tone"], ["issue"])
        assert first["given"]["tone"] == [
            {"coder": "ann", "value": "1", "unsure": False},
            {"coder": "ben", "value": "-1", "unsure": False},
        ]
        changes = {"sentence": second["sentence"], "field": "issue", "value": ["costs", "science"]}
        assert site.post(site.message(**changes)).status == 200
        assert desk.progress() == "1 of 2 differences settled"
        page = site.get("/").body.decode()
    assert "2 coders, 2 sentences coded twice, 50% alike, alpha " in page
    assert codes_of(corpus / SETTLED_CODES)["issue"].to_list() == ["costs;science"]
    assert before == [coder_file(corpus, name).read_bytes() for name in ("ann", "ben")]
