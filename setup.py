"""Build the package with the files in it that a new project starts from (see pyproject.toml)."""

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "src"))

from helpers.build.starter import PACKAGED, starter_files  # noqa: E402


class BuildWithStarter(build_py):
    """Copy notebooks, pages and editions, which the repository has in one place only."""

    def run(self) -> None:
        """Build anew, as a file that was deleted would stay in the package."""
        if self.editable_mode:
            super().run()
            return
        library = Path(self.build_lib)
        shutil.rmtree(library, ignore_errors=True)
        super().run()
        for name in starter_files(ROOT):
            place = library / PACKAGED.relative_to(ROOT / "src") / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place)

    def get_source_files(self) -> list[str]:
        """Name the files for an archive of the sources, too."""
        return [*super().get_source_files(), *map(str, starter_files(ROOT))]


setup(cmdclass={"build_py": BuildWithStarter})
