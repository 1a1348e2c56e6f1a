"""Serve a page for coding to this machine alone, and take its answers."""

import hmac
import json
import secrets
from functools import cache, partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from importlib.resources import files
from typing import Any

from helpers.coding.page.desk import Desk, as_json, failure
from helpers.corpus.problems import InputError
from helpers.page.local_server import CSS, HTML, JSON, SCRIPT, LocalHandler, open_local_server

TOKEN = "X-Report-Token"
_ASSETS = {"/coding.css": CSS, "/coding.js": SCRIPT}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# An answer has a few hundred bytes.
_LARGEST = 65_536


def open_coding_server(desk: Desk, *, port: int) -> ThreadingHTTPServer:
    """Open a server of a page for coding.

    An answer is taken only with the token that the page reads here, which no page from elsewhere
    can read, and as JSON, which a form from elsewhere cannot send.

    Parameters
    ----------
    desk
        What is asked, and what becomes of the answers.
    port
        Where to serve; 0 for any port that is free.

    Raises
    ------
    InputError
        When the port is taken or not allowed.
    """
    return open_local_server(partial(_Handler, desk=desk, token=secrets.token_urlsafe()), port=port)


class _Handler(LocalHandler):
    def __init__(self, *arguments: Any, desk: Desk, token: str, **options: Any) -> None:
        self.desk, self.token = desk, token
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def give(self, path: str, query: str) -> None:
        """Answer with the page, its parts, the sentences, or how far coders agree."""
        if path in _ASSETS:
            self.send(_asset(path), _ASSETS[path])
            return
        if path not in {"/", "/state", "/agreement"}:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        try:
            if path == "/":
                self.send(self.desk.document().encode(), HTML)
            elif path == "/state":
                self.send(as_json({"token": self.token} | self.desk.state()), JSON)
            else:
                self.send(as_json(self.desk.agreement()), JSON)
        except InputError as error:
            # A table was changed by hand since the page was opened.
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, failure(error))

    def do_POST(self) -> None:  # noqa: N802 - the standard library's name
        """Put an answer on the disk."""
        if self.refuses_host():
            return
        refusal = self._refusal()
        if refusal:
            self._say(*refusal)
            return
        try:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not isinstance(message, dict):
                raise ValueError("an answer is an object")
            if message.get("session") != self.desk.session:
                self._say(HTTPStatus.CONFLICT, "The server is now for another coder or corpus")
                return
            self.send(as_json(self.desk.save(message)), JSON)
        except (ValueError, RecursionError) as error:
            self._say(HTTPStatus.BAD_REQUEST, str(error))
        except (InputError, OSError) as error:
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, failure(error))

    def _refusal(self) -> tuple[HTTPStatus, str] | None:
        """Say why a request is not even read."""
        length = self.headers.get("Content-Length", "")
        whole = length.isascii() and length.isdecimal()
        own = {f"http://{host}" for host in self.own_hosts}
        strange = not own.issuperset(self.headers.get_all("Origin", []))
        token = self.headers.get(TOKEN, "").encode()
        known = hmac.compare_digest(token, self.token.encode())
        reasons = {
            (HTTPStatus.NOT_FOUND, "answers go to /answers"): self.path != "/answers",
            (HTTPStatus.FORBIDDEN, "this is asked from another page"): strange,
            (HTTPStatus.FORBIDDEN, "the token is not that of this server"): not known,
            (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"an answer is {JSON}"): (
                self.headers.get_content_type() != JSON
            ),
            (HTTPStatus.LENGTH_REQUIRED, "the length of the answer is missing"): not whole,
            (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the answer is too long"): (
                len(length) > len(str(_LARGEST)) or (whole and int(length) > _LARGEST)
            ),
        }
        return next((reason for reason, applies in reasons.items() if applies), None)

    def _say(self, status: HTTPStatus, words: str) -> None:
        self.send(as_json({"error": words}), JSON, status=status)


@cache
def _asset(path: str) -> bytes:
    return (files("helpers.page") / "templates" / path.removeprefix("/")).read_bytes()
