"""A book that is served while it is worked on: what is saved is built and shown."""

import json
import os
import re
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from subprocess import PIPE

import pytest
from click.testing import CliRunner
from support import ROOT, Start, notebook

from helpers.build.serve.server import Events, open_server
from helpers.build.serve.serving import Watched
from helpers.commands.cli import cli


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def next_message(stream: HTTPResponse) -> dict[str, str | None]:
    for line in stream:
        if line.startswith(b"data: "):
            message: dict[str, str | None] = json.loads(line.removeprefix(b"data: "))
            return message
    raise AssertionError("the stream ended without a message")


def test_a_saved_notebook_is_built_and_a_failure_is_told(small_project: Path, start: Start) -> None:
    server = start(
        [sys.executable, "-m", "helpers", "serve", "--port", "0"],
        cwd=small_project,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stderr=PIPE,
    )
    assert server.stderr is not None
    found = re.match(r"(http://127\.0\.0\.1:\d+)/", server.stderr.readline())
    assert found is not None
    lines: list[str] = []
    reading = threading.Thread(target=lines.extend, args=(server.stderr,), daemon=True)
    reading.start()
    address = found.group(1)
    page = f"{address}/notebooks/two.html"
    with urllib.request.urlopen(f"{address}/.report/events", timeout=300) as stream:
        assert next_message(stream) == {"failed": None}
        assert 'serve.js" data-build="1"' in read(page)
        notebook(small_project / "notebooks" / "two.ipynb", "print('saved ' + 'anew')")
        assert next_message(stream) == {"failed": None}
        assert "saved anew" in read(page)
        notebook(small_project / "notebooks" / "two.ipynb", "raise ValueError('no salt')")
        failed = next_message(stream)["failed"]
        assert failed is not None
        assert failed.startswith("two failed: two, cell 2: ValueError: no salt")
        assert "saved anew" in read(page)
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=60) == 0
    reading.join(timeout=60)
    assert "     done one" in "".join(lines)
    published = small_project / "_build" / "default" / "html" / "notebooks" / "two.html"
    assert "serve.js" not in published.read_text()
    assert "Traceback" not in "".join(lines)


def test_a_port_that_is_taken_is_named_in_one_line(small_project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli, ["serve", "--port", str(port)])
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"report: --port: port {port} is in use; choose another with --port, or 0 for a free one"
    ]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Events, Path]]:
    """Yield address, events and folder of a server of an empty folder that does not exist yet."""
    events = Events()
    server = open_server(tmp_path / "html", events, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", events, tmp_path / "html"
    events.close()
    server.shutdown()
    server.server_close()


def test_pages_have_the_script_and_other_files_are_as_they_are(
    site: tuple[str, Events, Path],
) -> None:
    address, events, pages = site
    assert "is being built" in read(f"{address}/index.html")
    pages.mkdir()
    (pages / "index.html").write_text("<body>ä</body>", encoding="utf-8")
    (pages / "a.css").write_text("</body>")
    events.publish(None)
    events.publish("no salt")
    script = '<script src="/.report/serve.js" data-build="1"></script>'
    assert read(f"{address}/") == f"<body>ä{script}</body>"
    assert read(f"{address}/a.css") == "</body>"
    assert "EventSource" in read(f"{address}/.report/serve.js")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        read(f"{address}/nowhere.html")
    with urllib.request.urlopen(f"{address}/.report/events?since=1", timeout=10) as stream:
        assert next_message(stream) == {"failed": "no salt"}


def names_until(last: str, seen: Iterator[list[str]]) -> set[str]:
    """Gather the names of what was saved until one of them is the last."""
    names: set[str] = set()
    while last not in names:
        names.update(next(seen))
    return names


def test_files_that_an_editor_replaces_are_seen(tmp_path: Path) -> None:
    (tmp_path / "notebooks" / "out").mkdir(parents=True)
    single = tmp_path / "_config.yml"
    single.write_text("a")
    watched = Watched((tmp_path / "notebooks",), (single,), tmp_path / "notebooks" / "out")
    seen = watched.changes()
    assert next(seen) == []
    (tmp_path / "new").write_text("b")
    (tmp_path / "new").replace(single)
    (tmp_path / "notebooks" / "out" / "page.html").write_text("x")
    (tmp_path / "notebooks" / "a.md").write_text("x")
    # What was saved before comes before: were the page not passed over, it would be here, too.
    assert names_until("a.md", seen) == {"_config.yml", "a.md"}


@pytest.mark.parametrize("out", [".", "note"])
def test_a_folder_of_books_around_or_beside_the_sources_hides_none_of_them(
    tmp_path: Path, out: str
) -> None:
    (tmp_path / "notebooks").mkdir()
    seen = Watched((tmp_path / "notebooks",), (), (tmp_path / out).resolve()).changes()
    assert next(seen) == []
    (tmp_path / "notebooks" / "a.md").write_text("x")
    assert names_until("a.md", seen) == {"a.md"}


def test_a_page_of_an_earlier_server_is_told_of_the_first_build() -> None:
    events = Events()
    events.publish(None)
    assert next(events.since(5)) == (1, None)
