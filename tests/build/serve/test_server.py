"""The server of a book: whom it answers, and that it answers whatever is asked."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import running

from helpers.build.serve.server import Events, open_server

Site = tuple[int, Path]
SALT = b'{"failed": "no salt"}'


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Yield port and folder of a server of a small book, beside a file that is not of it."""
    pages = tmp_path / "html"
    (pages / "notes").mkdir(parents=True)
    (pages / "index.html").write_text("<body>first</body>")
    (pages / "notes" / "index.html").write_text("<body>notes</body>")
    (pages / "a.css").write_text("a { }")
    (pages / "bare").mkdir()
    (pages / "bare" / "b.txt").write_text("in a folder without a page")
    (tmp_path / "secret.txt").write_text("secret")
    events = Events()
    server = open_server(pages, events, port=0)
    with running(server):
        yield server.server_port, pages
    events.close()


def ask(port: int, request: bytes) -> bytes:
    """Send a request as it is and return the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(2**16), b""))


def get(port: int, path: bytes, *, method: bytes = b"GET", host: bytes | None = None) -> bytes:
    host = b"127.0.0.1:%d" % port if host is None else host
    return ask(port, b"%s %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (method, path, host))


def status(answer: bytes) -> int:
    version, code, _ = answer.split(b" ", 2)
    assert version == b"HTTP/1.0"
    return int(code)


def body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("path", [b"/", b"/a.css", b"/.report/serve.js", b"/.report/events"])
@pytest.mark.parametrize(
    "host",
    [b"evil.example", b"evil.example:%d", b"127.0.0.1", b"localhost:1", b"127.0.0.1:%d.evil", b""],
)
def test_another_name_for_this_machine_is_refused(site: Site, path: bytes, host: bytes) -> None:
    port, _ = site
    answer = get(port, path, host=host.replace(b"%d", b"%d" % port))
    assert status(answer) == 421
    line = f"421 This is http://127.0.0.1:{port}/ and answers to no other name\n"
    assert body(answer).decode() == line


def test_no_host_or_two_of_them_are_refused(site: Site) -> None:
    port, _ = site
    assert status(ask(port, b"GET / HTTP/1.0\r\n\r\n")) == 421
    two = b"GET / HTTP/1.1\r\nHost: localhost:%d\r\nHost: evil.example\r\n\r\n" % port
    assert status(ask(port, two)) == 421


def test_its_own_two_names_are_served(site: Site) -> None:
    port, _ = site
    for name in (b"127.0.0.1", b"localhost"):
        answer = get(port, b"/", host=b"%s:%d" % (name, port))
        assert status(answer) == 200
        assert body(answer).startswith(b"<body>first<script ")


@pytest.mark.parametrize("path", [b"/bare", b"/bare/", b"/bare?a=b"])
def test_a_folder_is_never_listed(site: Site, path: bytes) -> None:
    port, _ = site
    answer = get(port, path)
    assert status(answer) == 404
    assert b"b.txt" not in answer


def test_a_folder_with_a_page_leads_there(site: Site) -> None:
    port, _ = site
    answer = get(port, b"/notes")
    assert status(answer) == 301
    assert b"\r\nLocation: /notes/\r\n" in answer
    assert body(get(port, b"/notes/")).startswith(b"<body>notes<script ")


def test_a_way_round_leads_to_a_place_of_this_server(site: Site) -> None:
    # A browser takes "/\\name" for the address of another server.
    port, pages = site
    (pages / "\\evil.example").mkdir()
    answer = get(port, b"/\\evil.example/../notes")
    assert b"\r\nLocation: /notes/\r\n" in answer
    (pages / "\\evil.example" / "index.html").touch()
    assert b"\r\nLocation: /%5Cevil.example/\r\n" in get(port, b"/\\evil.example")


def test_a_link_out_of_the_book_is_not_found(site: Site) -> None:
    port, pages = site
    (pages / "out.txt").symlink_to(pages.parent / "secret.txt")
    (pages / "up").symlink_to(pages.parent)
    (pages / "round").symlink_to(pages / "round")
    (pages / "inside.css").symlink_to(pages / "a.css")
    for path in (b"/out.txt", b"/up/secret.txt", b"/up/", b"/round", b"/round/"):
        answer = get(port, path)
        assert status(answer) == 404, path
        assert b"secret" not in answer
    assert body(get(port, b"/inside.css")) == b"a { }"


def test_only_regular_files_are_opened(site: Site) -> None:
    port, pages = site
    os.mkfifo(pages / "pipe")
    os.mkfifo(pages / "pipe.html")
    (pages / "null").symlink_to("/dev/zero")
    for path in (b"/pipe", b"/pipe.html", b"/null"):
        assert status(get(port, path)) == 404


@pytest.mark.parametrize(
    "path",
    [
        b"/%00",
        b"/a.css%00.html",
        b"/\x00",
        b"/%ff",
        b"/%ff.html",
        b"/%",
        b"/%zz",
        b"//",
        b"//evil.example/a",
        b"///secret.txt",
        b"/..",
        b"/../secret.txt",
        b"/%2e%2e/secret.txt",
        b"/..%2fsecret.txt",
        b"/%2e%2e%2f%2e%2e%2fetc/passwd",
        b"/notes/../../secret.txt",
        b"/%2fetc/passwd",
        b"/..\\secret.txt",
        b"/\\..\\secret.txt",
        b"/C:\\secret.txt",
        b"/%c3%a4.html",
        "/ä.html".encode(),
        b"/\xff",
        b"/%ed%a0%80",
        b"/a.css/",
        b"/index.html/",
        b"/" + b"a" * 300,
        b"/" + b"a/" * 3000,
        b"/" + b"a" * 60_000,
        b"/" + b"a" * 1_000_000,
        b"/?" + b"&" * 10_000,
        b"http://[",
        b"//[",
        b"*",
        b"?",
        b"#",
        b"a.css",
    ],
    ids=lambda path: repr(path[:20]),
)
@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_an_odd_path_has_a_proper_answer(site: Site, path: bytes, method: bytes) -> None:
    port, _ = site
    answer = get(port, path, method=method)
    assert status(answer) in {200, 301, 400, 404, 414}
    assert b"\r\n\r\n" in answer
    assert b"secret" not in body(answer)
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "request_of",
    [b"\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"],
)
def test_what_is_no_request_leaves_the_server_as_it_was(site: Site, request_of: bytes) -> None:
    port, _ = site
    ask(port, request_of)
    assert status(get(port, b"/")) == 200


def test_a_body_that_nobody_asked_for_does_not_break_the_answer(site: Site) -> None:
    port, _ = site
    head = b"POST / HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: 1000000\r\n\r\n" % port
    assert status(ask(port, head + b"a" * 1_000_000)) == 501


@pytest.mark.parametrize("path", [b"/", b"/a.css", b"/notes", b"/nowhere", b"/.report/serve.js"])
def test_head_is_get_without_a_body(site: Site, path: bytes) -> None:
    port, _ = site
    head, got = get(port, path, method=b"HEAD"), get(port, path)
    assert body(head) == b""

    def lines(answer: bytes) -> list[bytes]:
        above = answer.partition(b"\r\n\r\n")[0].split(b"\r\n")
        return [line for line in above if not line.startswith(b"Date:")]

    assert lines(head) == lines(got)
    assert b"Content-Length: %d" % len(body(got)) in lines(got)


def test_head_of_the_events_ends(site: Site) -> None:
    port, _ = site
    answer = get(port, b"/.report/events", method=b"HEAD")
    assert status(answer) == 200
    assert body(answer) == b""


@pytest.mark.parametrize(
    "since", [b"1" * 10_000, b"-1", b"x", b"1e3", b"%C2%B2", b"%D9%A1" * 20, b"", b"9" * 9, b"0"]
)
def test_a_silly_number_of_a_build_is_heard_as_none(tmp_path: Path, since: bytes) -> None:
    events = Events()
    events.publish("no salt")
    server = open_server(tmp_path, events, port=0)
    request = b"GET /.report/events?since=%s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
    address = ("127.0.0.1", server.server_port)
    with running(server), socket.create_connection(address, timeout=10) as connection:
        connection.sendall(request % (since, server.server_port))
        told = iter(connection.makefile("rb").readline, b"")
        assert next(told) == b"HTTP/1.0 200 OK\r\n"
        assert next(line for line in told if line.startswith(b"data")) == b"data: %s\n" % SALT
        events.close()


def test_a_page_that_is_not_utf_8_is_served_as_it_is(site: Site) -> None:
    port, pages = site
    (pages / "old.html").write_bytes(b"<body>\xe4</body>")
    assert body(get(port, b"/old.html")).startswith(b"<body>\xe4<script ")
