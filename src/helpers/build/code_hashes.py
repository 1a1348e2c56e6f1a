"""Hashes of the package's files that a notebook's results depend on."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import grimp

from helpers.corpus.files.contents import sha256


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("helpers", cache_dir=None)


def code_reached(modules: Iterable[str]) -> dict[str, str]:
    """Hash the files of this package that modules import, directly or through others.

    Parameters
    ----------
    modules
        Dotted names; those outside the package are passed over (the lock file pins them).

    Returns
    -------
    dict
        Folder to the SHA-256 of its files that count: Python files and, since they steer the
        results alike, the package's data files.

    Examples
    --------
    >>> sorted(code_reached(["helpers.corpus.problems"]))
    ['helpers', 'helpers/corpus', 'helpers/defaults']
    """
    graph = _graph()
    dependencies: set[str] = set()
    for module in modules:
        if module in graph.modules:
            dependencies |= {module, *graph.find_upstream_modules(module)}
    # Importing a module runs the packages above it.
    dependencies |= {
        ".".join(parts[:depth])
        for parts in (name.split(".") for name in dependencies)
        for depth in range(1, len(parts))
    }
    package = Path(str(_package().origin)).parent
    files = {_file(package, module) for module in dependencies}
    files |= set(package.glob("defaults/*"))
    if "helpers.page.template" in dependencies:
        files |= set(package.glob("page/templates/*"))
    folders: dict[str, list[Path]] = {}
    for path in sorted(files):
        folders.setdefault(path.parent.relative_to(package.parent).as_posix(), []).append(path)
    return {folder: _digest(tuple(paths)) for folder, paths in folders.items()}


def _package() -> ModuleSpec:
    spec = find_spec("helpers")
    assert spec is not None
    return spec


def _file(package: Path, module: str) -> Path:
    """File of a module. `find_spec` would import the packages above it."""
    place = package.parent.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


@cache
def _digest(paths: tuple[Path, ...]) -> str:
    lines = [f"{path.name} {sha256(path)}" for path in paths]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
