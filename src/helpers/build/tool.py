"""The tool that builds a report: its version, and where others get it."""

import json
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

DISTRIBUTION = "nato-framing-report"
# Folder of a project for a tool that is to be had nowhere else.
WHEELS = "wheels"


def version() -> str:
    """Version of the tool."""
    return metadata.version(DISTRIBUTION)


def named(versions: Mapping[str, str]) -> str:
    """Name the tool with its version among others; empty where an older one left itself out.

    Examples
    --------
    >>> named({"nato-framing-report": "1.2", "polars": "2.0"}), named({})
    ('nato-framing-report 1.2', '')
    """
    return f"{DISTRIBUTION} {versions[DISTRIBUTION]}" if DISTRIBUTION in versions else ""


def wheel() -> Path | None:
    """Find the wheel that the tool was installed from, where that is a file that still exists."""
    origin = _origin()
    url = urlsplit(str(origin.get("url", "")))
    path = Path(unquote(url.path))
    return path if url.scheme == "file" and "archive_info" in origin and path.is_file() else None


def requirement() -> str | None:
    """Say in a line for pip how to install this very tool; None where only this machine has it.

    A wheel is taken from the project's own folder `WHEELS`.
    """
    file, origin = wheel(), _origin()
    if file is not None:
        return f"./{WHEELS}/{file.name}"
    if origin:
        address = address_of(origin)
        return f"{DISTRIBUTION} @ {address}" if address else None
    # Only what an index gave has no origin but somebody who installed it.
    was_installed = metadata.distribution(DISTRIBUTION).read_text("INSTALLER")
    return f"{DISTRIBUTION}=={version()}" if was_installed else None


def address_of(origin: dict[str, Any]) -> str | None:
    """Give the address of what was installed, as pip takes it; None for a place on this machine.

    Parameters
    ----------
    origin
        Content of ``direct_url.json`` (https://packaging.python.org/specifications/direct-url).

    Examples
    --------
    >>> commit = {"vcs": "git", "commit_id": "0f"}
    >>> address_of({"url": "https://me:secret@example.org/a.git", "vcs_info": commit})
    'git+https://example.org/a.git@0f'
    >>> address_of({"url": "https://example.org/a.whl", "archive_info": {}})
    'https://example.org/a.whl'
    >>> address_of({"url": "file:///home/me/a", "dir_info": {"editable": True}})
    """
    url = urlsplit(origin["url"])
    if url.scheme == "file":
        return None
    # Whoever reads the line must not learn a password.
    host = url.netloc if url.scheme == "ssh" else url.netloc.rpartition("@")[2]
    address = urlunsplit(url._replace(netloc=host))
    code = origin.get("vcs_info")
    return f"{code['vcs']}+{address}@{code['commit_id']}" if code else address


def _origin() -> dict[str, Any]:
    """Read where the tool was installed from; empty where that was an index of packages."""
    text = metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
    return dict(json.loads(text)) if text else {}
