"""Run the code of a notebook as it stands, without a kernel, and keep what its cells show."""

import ast
import json
from typing import Any

from support import ROOT

from helpers.show.display import Display


def run_chapter(name: str, **parameters: Any) -> list[Display]:
    """Run a chapter's code cells with other parameters, and give what they show, in order."""
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    space: dict[str, Any] = {}
    shown = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        body = ast.parse("".join(cell["source"])).body
        last = body.pop().value if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), name, "exec"), space)
        if "parameters" in cell["metadata"].get("tags", ()):
            space |= parameters
        if last is not None:
            shown.append(eval(compile(ast.Expression(last), name, "eval"), space))
    return shown
