"""Each notebook, run by papermill alone, as nbconvert and JupyterLab show it in a browser."""

import json
import os
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from support import ROOT, Run, Start, needs_browser

from helpers.build.project import Project

NAMES = [path.stem for path in Project(ROOT).notebooks]
# Seconds for a server to answer, and for a page to show a notebook, on a busy machine.
PATIENCE = 120
WIDTH = 1400
# Pixels: a figure is wider, an icon is not.
FIGURE, ICON = 200, 32
# What stands for a picture that nobody has described (nbconvert).
NO_WORDS = "No description has been provided for this image"
NUMBER = re.compile(r"[−+-]?\d[\d,]*(\.\d+)?%?( ?[\[(].*[\])])?")
UNFINISHED = re.compile(
    r"\{[a-z][\w:-]*\}|Loading|&#?\w+;|Cannot display an untrusted|Traceback|Warning:|vnd\.report"
)
# JupyterLab asks for news and updates, and keeps what is out of sight out of the page.
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
OPEN = """async path => {
    const panel = await window.jupyterapp.commands.execute("docmanager:open", {path});
    await panel.context.ready;
    await panel.revealed;
}"""
# Both front ends have the same classes.
READ = """root => {
    const notebook = document.querySelector(root);
    const cell = place => ({
        text: place.innerText.trim(), align: getComputedStyle(place).textAlign,
    });
    const outputs = [...notebook.querySelectorAll(".jp-OutputArea-output")];
    const texts = [...notebook.querySelectorAll(".jp-MarkdownCell .jp-RenderedMarkdown")];
    return {
        trusted: outputs.every(output => output.matches(".jp-mod-trusted")),
        heights: outputs.map(output => output.getBoundingClientRect().height),
        text: [...texts, ...outputs].map(place => place.innerText).join("\\n"),
        pictures: outputs.flatMap(output => [...output.querySelectorAll("img, svg")]).map(
            picture => ({
                natural: picture.naturalWidth || picture.getBoundingClientRect().width,
                width: picture.getBoundingClientRect().width,
                words: picture.getAttribute("alt") || picture.getAttribute("aria-label"),
            })
        ),
        tables: outputs.flatMap(output => [...output.querySelectorAll("table")]).map(
            table => [...table.rows].map(row => [...row.cells].map(cell))
        ),
    };
}"""
SHOWN = """([root, count]) => {
    const outputs = [...document.querySelectorAll(root + " .jp-OutputArea-output")];
    return outputs.length === count && outputs.every(
        output => [...output.querySelectorAll("img")].every(
            picture => picture.complete && picture.naturalWidth
        ) && output.getBoundingClientRect().height
    );
}"""


def outputs_of(path: Path) -> list[NotebookNode]:
    cells = nbformat.read(path, as_version=4).cells
    return [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.parametrize("name", NAMES)
def test_outputs_are_ordinary_and_say_what_they_show(executed: Path, name: str) -> None:
    for output in outputs_of(executed / f"{name}.ipynb"):
        # No warning, no message, nothing that was printed.
        assert output.output_type in {"execute_result", "display_data"}, output
        kinds = set(output.data)
        assert kinds & {"image/png", "text/html", "text/markdown"}
        assert output.data["text/plain"]
        if "image/png" in kinds:
            assert "image/svg+xml" in kinds
            assert len(output.metadata["image/png"]["alt"]) > 20


@pytest.mark.parametrize("name", NAMES)
def test_papermill_warns_of_nothing(executed: Path, name: str) -> None:
    text = (executed / f"{name}.log").read_text(encoding="utf-8")
    assert not re.search("warning|error", text, re.IGNORECASE), text


class Watch:
    """What goes wrong in a page: errors that it reports, and what it asks of other machines."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._ask)

    def _hear(self, message: ConsoleMessage) -> None:
        # JupyterLab starts a kernel for each notebook that it opens; a busy machine may refuse one.
        if message.type == "error" and "/api/kernels" not in message.location["url"]:
            self.faults.append(f"{message.text} {message.location}")

    def _ask(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname != "127.0.0.1":
            self.faults.append(f"asks {request.url}")


def faults_in(page: Page, root: str, path: Path) -> list[str]:
    """Name what a reader finds wrong with a notebook that a part of a page shows."""
    outputs = outputs_of(path)
    page.wait_for_function(SHOWN, arg=[root, len(outputs)], timeout=1000 * PATIENCE)
    seen: dict[str, Any] = page.evaluate(READ, root)
    faults = [f"{words!r} is shown" for words in UNFINISHED.findall(seen["text"])]
    figures = [picture for picture in seen["pictures"] if picture["width"] > ICON]
    drawn = [output for output in outputs if "image/png" in output.data]
    if len(figures) != len(drawn):
        faults.append(f"{len(figures)} pictures for {len(drawn)} figures: {figures}")
    for figure in figures:
        if figure["natural"] <= FIGURE or figure["width"] <= FIGURE:
            faults.append(f"a figure of {figure}")
        if len((figure["words"] or "").replace(NO_WORDS, "")) < 20:
            faults.append(f"a figure without words: {figure}")
    written = sum(output.data.get("text/html", "").count("<table") for output in outputs)
    if len(seen["tables"]) != written:
        faults.append(f"{len(seen['tables'])} tables for {written}")
    return faults + [fault for table in seen["tables"] for fault in misaligned(table)]


def misaligned(table: list[list[dict[str, str]]]) -> list[str]:
    """Name the columns whose numbers do not stand on the right, or whose head stands elsewhere."""
    faults = []
    for head, *cells in zip(*table, strict=True):
        values = [cell["text"] for cell in cells if cell["text"] not in {"–", ""}]
        numbers = bool(values) and all(map(NUMBER.fullmatch, values))
        sides = {cell["align"] for cell in cells} | {head["align"]}
        # A word between its neighbours stands in the middle.
        wanted = {"right", "end"} if numbers else {"left", "start", "right", "end", "center"}
        if len(sides) != 1 or not sides <= wanted:
            faults.append(f"column {head['text']!r} with {values[:3]} stands {sides}")
    return faults


@needs_browser
def test_nbconvert_shows_every_notebook(
    executed: Path, run: Run, browser: Browser, tmp_path: Path
) -> None:
    sources = [executed / f"{name}.ipynb" for name in NAMES]
    # nbconvert's own scripts for mathematics and widgets would come from other machines.
    scripts = [f"--HTMLExporter.{name}_url=" for name in ("mathjax", "require_js", "jquery")]
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", tmp_path]
    run([*command, *scripts, *sources], seconds=PATIENCE)
    faults: list[str] = []
    for source in sources:
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        watch = Watch(page)
        page.goto((tmp_path / f"{source.stem}.html").as_uri())
        wrong = faults_in(page, "main", source) + watch.faults
        faults += [f"{source.stem}: {fault}" for fault in wrong]
        page.close()
    assert faults == []


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def faults_in_lab(page: Page, address: str, folder: Path, *, trusted: bool) -> list[str]:
    """Open every notebook in JupyterLab, and name what a reader finds wrong."""
    watch = Watch(page)
    page.goto(f"{address}/lab?reset")
    page.wait_for_function("window.jupyterapp?.started", timeout=1000 * PATIENCE)
    page.evaluate("window.jupyterapp.restored")
    root = ".jp-NotebookPanel:not(.lm-mod-hidden)"
    for name in NAMES:
        page.evaluate(OPEN, f"{name}.ipynb")
        wrong = faults_in(page, root, folder / f"{name}.ipynb")
        watch.faults += [f"{name}: {fault}" for fault in wrong]
        if page.evaluate(READ, root)["trusted"] != trusted:
            watch.faults.append(f"{name}: trusted is not {trusted}")
    page.close()
    return watch.faults


@needs_browser
def test_jupyterlab_shows_every_notebook_untrusted_and_trusted(
    executed: Path, run: Run, start: Start, browser: Browser, tmp_path: Path
) -> None:
    home, folder = tmp_path / "home", tmp_path / "notebooks"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.ipynb").write_bytes((executed / f"{name}.ipynb").read_bytes())
    for name, values in SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    environment = os.environ | {name: str(home / place) for name, place in own.items()}
    port = free_port()
    options = [
        "--no-browser",
        "--allow-root",
        "--expose-app-in-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder}",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
    ]
    log = (tmp_path / "server.log").open("w", encoding="utf-8")
    with log:
        start(
            [sys.executable, "-m", "jupyter", "lab", *options],
            env=environment,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api")
        # One server for both, which has started their kernels once.
        for trusted in (False, True):
            if trusted:
                sign = [sys.executable, "-m", "jupyter", "trust", *sorted(folder.glob("*.ipynb"))]
                run(sign, env=environment, seconds=PATIENCE)
            page = browser.new_page(viewport={"width": WIDTH, "height": 1200})
            assert faults_in_lab(page, address, folder, trusted=trusted) == []
