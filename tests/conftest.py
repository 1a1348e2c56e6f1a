"""Which tests share a process: those of one module, and all that look at the real book."""

from collections.abc import Iterable

import pytest


# Before the plugin reads the groups.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Keep what is built for several tests from being built once in each process."""
    for item in items:
        real = "real_book" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("real book" if real else item.path.name))
