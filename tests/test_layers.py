"""Imports point one way, and importing the package does nothing."""

import sys

from importlinter import cli


def test_the_rooms_import_downward_only() -> None:
    assert cli.lint_imports(cache_dir=None) == 0


def test_importing_the_package_reads_nothing_heavy(run) -> None:
    code = "import sys, helpers; print([m for m in sys.modules if m in ('polars', 'nltk')])"
    assert run([sys.executable, "-c", code]).stdout.strip() == "[]"
