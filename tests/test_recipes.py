"""The recipes of CONTRIBUTING for a finding and a chapter, followed in a copy of the project."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

from support import ROOT, Run, notebook

GUIDE = ROOT / ".github" / "CONTRIBUTING.md"
BLOCK = re.compile(
    r"^```\w+\n# (?P<place>[\w/]+\.\w+)(?P<rest>[^\n]*)\n(?P<text>.*?)^```", re.M | re.S
)


def test_a_finding_and_a_chapter_are_added_as_contributing_says(
    small_corpus: Path, tmp_path: Path, run: Run
) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "src", project / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    shutil.copyfile(ROOT / "_config.yml", project / "_config.yml")
    (project / "_toc.yml").write_text("format: jb-book\nroot: notebooks/length\n")
    cells = {}
    for block in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        place = project / block["place"]
        if place.suffix == ".py":
            place.write_text(block["text"], encoding="utf-8")
        else:
            cells[block["rest"]] = block["text"]
    title, parameters, code = cells.values()
    notebook(project / "notebooks" / "length.ipynb", code, parameters=parameters, title=title)
    command = [sys.executable, "-m", "helpers", "build", "--corpus", small_corpus]
    run(command, cwd=project, env=os.environ | {"PYTHONPATH": str(project / "src")})
    book = project / "_build" / "default"
    (finding,) = json.loads((book / "data" / "findings.json").read_text(encoding="utf-8"))
    assert finding["id"] == "length-by-voice"
    page = (book / "html" / "notebooks" / "length.html").read_text(encoding="utf-8")
    assert finding["text"] in page
    assert "helpers.findings.length.by_voice" in page
