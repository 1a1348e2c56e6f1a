"""The engine of papermill that runs the notebooks of a build."""

from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.iorw import write_ipynb

# By this name papermill knows it.
ENGINE = "report"


class Engine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook and writes it at its end, not before and after each cell.

    What a chapter shows weighs megabytes, and nobody reads it while it runs.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any
    ) -> None:
        """Run the cells; where the kernel dies, write what they have shown till then."""
        partial, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except BaseException:
            write_ipynb(nb_man.nb, partial)
            raise
