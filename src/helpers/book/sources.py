"""Which source files a notebook's results depend on."""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import grimp


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("helpers", cache_dir=None)


def files_reached(modules: Iterable[str]) -> tuple[Path, ...]:
    """Return the files of this package that modules import, directly or through others.

    Parameters
    ----------
    modules
        Dotted names; those outside the package are passed over (the lock file pins them).

    Returns
    -------
    tuple of Path
        Python files and, since they steer the results alike, the package's data files.

    Examples
    --------
    >>> [path.name for path in files_reached(["helpers.corpus.problems"]) if path.suffix == ".py"]
    ['__init__.py', '__init__.py', 'problems.py']
    """
    graph = _graph()
    reached: set[str] = set()
    for module in modules:
        if module in graph.modules:
            reached |= {module, *graph.find_upstream_modules(module)}
    # Importing a module runs the packages above it.
    reached |= {
        ".".join(parts[:depth])
        for parts in (name.split(".") for name in reached)
        for depth in range(1, len(parts))
    }
    files = {Path(str(spec.origin)) for name in reached if (spec := find_spec(name))}
    package = Path(str(find_spec("helpers").origin)).parent  # type: ignore[union-attr]
    data = set(package.glob("defaults/*"))
    if "helpers.book.present" in reached:
        data |= set(package.glob("book/templates/*"))
    return tuple(sorted(files | data))
