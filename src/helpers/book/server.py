"""A small web server for a book that is being worked on, with word of every new build."""

import errno
import json
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from helpers.corpus.problems import InputError, Problem

EVENTS = "/.report/events"
SCRIPT = "/.report/serve.js"
# Browsers and what lies between close a connection on which nothing is said for long.
PULSE_SECONDS = 15.0
WAITING = (
    "<!doctype html><html lang=en><title>Building</title>"
    "<p>The book is being built; this page loads anew when it is there.</p></html>"
)


class Events:
    """What became of the builds, for any number of listeners.

    Attributes
    ----------
    number
        Of the last build, from 1.
    last_good
        Of the last build that went well: a page that is shown now is as good as that.

    Examples
    --------
    >>> events = Events()
    >>> events.publish("one, cell 2: ValueError")
    >>> next(events.since(0))
    (1, 'one, cell 2: ValueError')
    >>> events.close()
    >>> list(events.since(1))
    []
    """

    def __init__(self) -> None:
        self.number = 0
        self.last_good = 0
        self._failed: str | None = None
        self._closed = False
        self._changed = threading.Condition()

    def publish(self, failed: str | None) -> None:
        """Tell every listener of a build: null where it went well, else its message."""
        with self._changed:
            self.number += 1
            self._failed = failed
            if failed is None:
                self.last_good = self.number
            self._changed.notify_all()

    def close(self) -> None:
        """End every listener."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _is_after(self, number: int) -> bool:
        return self._closed or self.number > number

    def since(self, number: int) -> Iterator[tuple[int, str | None] | None]:
        """Yield number and message of every build after one; null where nothing came for long.

        A number that is yet to come is of a page that an earlier server sent.
        """
        number = number if number <= self.number else 0
        while True:
            with self._changed:
                news = self._changed.wait_for(partial(self._is_after, number), PULSE_SECONDS)
                if self._closed:
                    return
                number, failed = self.number, self._failed
            yield (number, failed) if news else None


def open_server(pages: Path, events: Events, *, port: int) -> ThreadingHTTPServer:
    """Open a server of the pages on this machine alone.

    Raises
    ------
    InputError
        When the port is taken or not allowed.
    """
    handler = partial(_Handler, directory=str(pages), events=events)
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        what = f"port {port} is taken" if taken else f"port {port}: {error.strerror}"
        mend = "name another with --port, or 0 for any that is free"
        raise InputError([Problem("--port", what, mend)]) from None


class _Server(ThreadingHTTPServer):
    # Another program's port must not be shared, and its listeners end with this one.
    allow_reuse_port = False
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hung up."""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, events: Events, **options: Any) -> None:
        self.events = events
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == EVENTS:
            given = parse_qs(address.query).get("since", [""])[0]
            self._send_events(int(given) if given.isdecimal() else 0)
        elif address.path == SCRIPT:
            self._send(_script(), "text/javascript")
        else:
            page = Path(self.translate_path(self.path))
            page = page / "index.html" if address.path.endswith("/") else page
            if page.suffix == ".html" and page.is_file():
                self._send(self._with_script(page.read_text(encoding="utf-8")), "text/html")
            elif not Path(self.directory).is_dir():
                self._send(self._with_script(WAITING), "text/html")
            else:
                super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Leave the terminal to the builds."""

    def _with_script(self, page: str) -> str:
        script = f'<script src="{SCRIPT}" data-build="{self.events.last_good}"></script>'
        head, end, rest = page.rpartition("</body>" if "</body>" in page else "</html>")
        return f"{head}{script}{end}{rest}"

    def _send(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_events(self, since: int) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for news in self.events.since(since):
            if news is None:
                said = ": still here\n\n"
            else:
                number, failed = news
                said = f"id: {number}\ndata: {json.dumps({'failed': failed})}\n\n"
            self.wfile.write(said.encode())
            self.wfile.flush()


def _script() -> str:
    return (files("helpers.book") / "templates" / "serve.js").read_text(encoding="utf-8")
