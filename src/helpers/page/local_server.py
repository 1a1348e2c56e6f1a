"""A small web server that answers to this machine alone."""

import errno
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from helpers.corpus.problems import InputError

# How long a browser may say nothing in the middle of a request, and after its answer.
REQUEST_SECONDS = 30.0
FAREWELL_SECONDS = 1.0
HTML, CSS = "text/html; charset=utf-8", "text/css; charset=utf-8"
SCRIPT, JSON = "text/javascript; charset=utf-8", "application/json"
_NAMES = frozenset({"127.0.0.1", "localhost"})


def open_local_server(
    handler: Callable[..., BaseHTTPRequestHandler], *, port: int
) -> ThreadingHTTPServer:
    """Open a server on this machine alone; each request has a thread.

    Parameters
    ----------
    handler
        Makes the `LocalHandler` of a request.
    port
        Where to serve; 0 for any port that is free.

    Raises
    ------
    InputError
        When the port is taken or not allowed.
    """
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        what = f"port {port} is in use" if in_use else f"port {port}: {error.strerror}"
        mend = "choose another with --port, or 0 for a free one"
        raise InputError.of("--port", what, mend) from None


class _Server(ThreadingHTTPServer):
    # Another program's port must not be shared, and its listeners end with this one.
    allow_reuse_port = False
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hung up."""

    def shutdown_request(self, request: Any) -> None:
        """Hear a request out: bytes left unread break the connection and the answer with it."""
        with suppress(OSError):
            request.shutdown(socket.SHUT_WR)
            request.settimeout(FAREWELL_SECONDS)
            for _ in range(64):
                if not request.recv(2**16):
                    break
        self.close_request(request)


class LocalHandler(BaseHTTPRequestHandler):
    """Answers requests that call the server by its own name.

    A page from elsewhere that has its name point to this machine reads nothing. What is there to
    be read is the business of `give`.
    """

    timeout = REQUEST_SECONDS
    error_message_format = "%(code)d %(message)s\n"
    error_content_type = "text/plain; charset=utf-8"

    def give(self, path: str, query: str) -> None:
        """Answer a request for a path, written as in the address."""
        raise NotImplementedError

    @property
    def own_hosts(self) -> frozenset[str]:
        """What this server is called in an address."""
        port = self.connection.getsockname()[1]
        hosts = frozenset(f"{name}:{port}" for name in _NAMES)
        return hosts | _NAMES if port == 80 else hosts

    def refuses_host(self) -> bool:
        """Refuse a request that calls the server by another name, and return whether it did."""
        if self.own_hosts.issuperset(self.headers.get_all("Host", [""])):
            return False
        port = self.connection.getsockname()[1]
        here = f"This is http://127.0.0.1:{port}/ and answers to no other name"
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST, here)
        return True

    def do_GET(self) -> None:
        """Answer a request that calls the server by its own name."""
        if not self.refuses_host():
            path, _, query = self.path.partition("?")
            self.give(path, query)

    def do_HEAD(self) -> None:
        """Answer as to GET, without a body."""
        self.do_GET()

    def end_headers(self) -> None:
        """Have nothing kept by the browser."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Leave the terminal to the command."""

    def send(
        self,
        body: bytes,
        kind: str,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send an answer of a kind of content, without its body where only the head is asked."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
