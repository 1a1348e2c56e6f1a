"""Take out of a book what serves none of its readers."""

import json
import shutil
from pathlib import Path


def trim(html: Path) -> None:
    """Make a book lighter without changing a page.

    Source maps serve the theme's authors; fonts in TTF serve browsers that cannot read the WOFF2
    beside them, and none such shows these pages; the theme's translations are read while pages are
    set. A notebook is downloaded without its outputs, which are the page.
    """
    for path in [*html.rglob("*.map"), *html.rglob("fontawesome/webfonts/*.ttf")]:
        path.unlink()
    shutil.rmtree(html / "_static" / "locales", ignore_errors=True)
    for path in sorted((html / "_sources").rglob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")
