"""A corpus that people and a program coded, for tests of what is learnt and chosen."""

from pathlib import Path

import pytest
from machine_corpus import coded_corpus

from helpers.study.make_tables import make
from helpers.study.tables import Tables


@pytest.fixture(scope="session")
def machine_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded_corpus(tmp_path_factory.mktemp("coded"))


@pytest.fixture(scope="session")
def machine_tables(machine_folder: Path) -> Tables:
    return make(machine_folder)
