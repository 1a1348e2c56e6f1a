"""Show a book while it is worked on: build what a saved file touches, then load the page anew."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import watchfiles

import helpers
from helpers.build.description import CITATION
from helpers.build.project import Project
from helpers.build.serve.server import Events, open_server
from helpers.system.processes import tether_command
from helpers.system.signals import end_with

Tell = Callable[[str], None]


class _Sources(watchfiles.DefaultFilter):
    """Pass over what editors, Python and the build itself write."""

    ignore_dirs = (*watchfiles.DefaultFilter.ignore_dirs, ".ipynb_checkpoints")

    def __init__(self, but: Path | None) -> None:
        super().__init__()
        self._but = but

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        passed_over = self._but is not None and Path(path).is_relative_to(self._but)
        return not passed_over and super().__call__(change, path)


@dataclass(frozen=True)
class Watched:
    """Files that a book is made of.

    Attributes
    ----------
    folders
        With everything in them.
    files
        Single files outside these.
    but
        A folder that is passed over where it lies in one of them: where books are built.
    """

    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    but: Path

    def changes(self) -> Iterator[list[str]]:
        """Yield the names of what was saved or removed, about twice a second, if anything was."""
        # A folder around those that are watched would pass all of them over.
        inside = any(self.but.is_relative_to(folder) for folder in self.folders)
        watcher = watchfiles.watch(
            *self.folders,
            watch_filter=_Sources(self.but if inside else None),
            yield_on_timeout=True,
            rust_timeout=500,
        )
        # A single file is looked at instead: an editor puts a new one in its place, which ends
        # what the system's watching of the old one is worth.
        before = self._stamps()
        for batch in watcher:
            now = self._stamps()
            names = {path.name for path in self.files if before[path] != now[path]}
            before = now
            yield sorted(names | {Path(path).name for _, path in batch})

    def _stamps(self) -> dict[Path, int | None]:
        return {path: path.stat().st_mtime_ns if path.is_file() else None for path in self.files}


def build(arguments: Sequence[str], *, tell: Tell) -> str | None:
    """Build in a fresh process, so that changed code counts; return the message of a failure.

    Parameters
    ----------
    arguments
        Of ``report build``.
    tell
        Told of every line that it says.
    """
    with subprocess.Popen(
        tether_command([sys.executable, "-m", "helpers", "build", *arguments]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        # Ctrl-C reaches this process alone, which ends the build.
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line.rstrip("\n"))
            tell(lines[-1])
    if process.returncode == 0:
        return None
    return "\n".join(_message(lines)) or f"the build ended with exit code {process.returncode}"


def _message(lines: Sequence[str]) -> list[str]:
    """Take the lines of an error from those of the progress before it."""
    start = next((at for at, line in enumerate(lines) if line.startswith("report: ")), None)
    if start is None:
        return list(lines[-1:])
    return [line.removeprefix("report: ") for line in lines[start:]]


def serve_book(
    pages: Path, sources: Watched, *, arguments: Sequence[str], port: int, tell: Tell
) -> None:
    """Serve a book on this machine alone and follow its sources until interrupted.

    Parameters
    ----------
    pages
        The book's pages, once it is built.
    sources
        What to follow.
    arguments
        Of the ``report build`` that makes the pages.
    port
        Where to serve; 0 for any port that is free.
    tell
        Told of every line to show.

    Raises
    ------
    InputError
        When the port is taken.
    """
    events = Events()
    server = open_server(pages, events, port=port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    end_with("ended", codes={signal.SIGINT: 0})
    tell(f"http://127.0.0.1:{server.server_port}/ (Ctrl-C to stop)")
    try:
        # The first look comes before the first build, so that what is saved meanwhile counts.
        for place, names in enumerate(sources.changes()):
            if names or place == 0:
                tell(f"changed: {', '.join(names)}" if names else "building")
                failed = build(arguments, tell=tell)
                events.publish(failed)
                tell("ready" if failed is None else "the last good book, if there is one, stays")
    finally:
        events.close()
        server.shutdown()
        server.server_close()


def sources_of(project: Project, *, corpus: Path, edition: str, out: Path) -> Watched:
    """List the files that a book is made of: its pages, its corpus, the code, and how it is set.

    `edition` is a shipped edition or a file, as on the command line.
    """
    package = Path(str(helpers.__file__)).parent
    single = ("_config.yml", "_toc.yml", CITATION, "requirements.lock")
    files = (*(project.root / name for name in single), Path(edition))
    return Watched((project.root / "notebooks", corpus, package), files, out)
