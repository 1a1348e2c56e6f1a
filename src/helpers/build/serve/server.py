"""A small web server for a book that is being worked on, with word of every new build."""

import json
import mimetypes
import os
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote_to_bytes

from helpers.page.local_server import HTML, SCRIPT, LocalHandler, open_local_server

EVENTS = "/.report/events"
RELOADER = "/.report/serve.js"
# Browsers and what lies between close a connection on which nothing is said for long.
PULSE_SECONDS = 15.0
WAITING = (
    b"<!doctype html><html lang=en><title>Building</title>"
    b"<p>The book is being built; this page reloads when it is ready.</p></html>"
)


class Events:
    """Results of the builds, for any number of listeners.

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
        """Tell every listener of a build: None where it went well, else its message."""
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
        """Yield number and message of every build after one; None after a while without any.

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

    It answers to its own address only, so that a page from elsewhere that has its name point to
    this machine reads nothing. It gives regular files of the folder; a link that leads out of it,
    a folder without a first page and any odd path are not found.

    Raises
    ------
    InputError
        When the port is taken or not allowed.
    """
    return open_local_server(partial(_Handler, pages=pages, events=events), port=port)


class _Handler(LocalHandler):
    def __init__(self, *arguments: Any, pages: Path, events: Events, **options: Any) -> None:
        self.pages = pages
        self.events = events
        super().__init__(*arguments, **options)

    def give(self, path: str, query: str) -> None:
        """Answer with the events, the script, or a file of the book."""
        if path == EVENTS:
            since = parse_qs(query).get("since", [""])[0]
            # No build has a number of ten digits.
            self._send_events(int(since) if since.isdecimal() and len(since) < 10 else 0)
        elif path == RELOADER:
            self.send(_script(), SCRIPT)
        elif not self.pages.is_dir():
            self.send(self._with_script(WAITING), HTML)
        else:
            self._send_file(unquote_to_bytes(path.encode("latin-1")))

    def _send_file(self, name: bytes) -> None:
        # A name with a NUL is a ValueError, a link to itself a RuntimeError before Python 3.13.
        try:
            root = self.pages.resolve(strict=True)
            page = b"index.html" if name.endswith(b"/") else b""
            place = root / os.fsdecode(name.lstrip(b"/") + page)
            place = place.resolve(strict=True)
            inside = place.is_relative_to(root)
            folder = inside and (place / "index.html").is_file()
            # To open anything but a regular file may wait for ever.
            body = place.read_bytes() if inside and place.is_file() else None
        except (OSError, ValueError, RuntimeError):
            folder, body = False, None
        if folder:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"/{quote(bytes(place.relative_to(root)))}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif body is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif place.suffix == ".html":
            self.send(self._with_script(body), HTML)
        else:
            kind, _ = mimetypes.guess_type(place.name)
            self.send(body, kind or "application/octet-stream")

    def _with_script(self, page: bytes) -> bytes:
        script = f'<script src="{RELOADER}" data-build="{self.events.last_good}"></script>'
        head, end, rest = page.rpartition(b"</body>" if b"</body>" in page else b"</html>")
        return b"".join([head, script.encode(), end, rest])

    def _send_events(self, since: int) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        for news in self.events.since(since):
            if news is None:
                event = ": still here\n\n"
            else:
                number, failed = news
                event = f"id: {number}\ndata: {json.dumps({'failed': failed})}\n\n"
            self.wfile.write(event.encode())
            self.wfile.flush()


def _script() -> bytes:
    return (files("helpers.page") / "templates" / "serve.js").read_bytes()
