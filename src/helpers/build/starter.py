"""The files that a new project starts from: those of this report that are about no topic.

It imports nothing but the standard library, as ``setup.py`` asks it what goes into the package.
"""

from pathlib import Path

PATTERNS = (
    "_config.yml",
    "_toc.yml",
    ".gitattributes",
    "notebooks/*.ipynb",
    "notebooks/*.md",
    "notebooks/*.bib",
    "notebooks/editions/*.yml",
    "notebooks/_static/*",
    "notebooks/_templates/*",
)
# Where they lie in a package that was built; a checkout has them where people work on them.
PACKAGED = Path(__file__).resolve().parents[1] / "starter"


def starter_folder() -> Path:
    """Find the folder that holds the files: in the installed package, or the checkout itself."""
    return PACKAGED if PACKAGED.is_dir() else PACKAGED.parents[2]


def starter_files(folder: Path) -> list[Path]:
    """List the files, by their places in the folder.

    Examples
    --------
    >>> Path("notebooks/index.ipynb") in starter_files(starter_folder())
    True
    """
    paths = (path for pattern in PATTERNS for path in folder.glob(pattern))
    return sorted(path.relative_to(folder) for path in paths if path.is_file())
