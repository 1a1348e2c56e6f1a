"""Buttons that lead from a page to the repository that it comes from."""

import copy
from typing import Any

SERVICES = {
    "binderhub_url": "https://mybinder.org",
    "colab_url": "https://colab.research.google.com",
    "notebook_interface": "jupyterlab",
}


def with_buttons(config: dict[str, Any]) -> dict[str, Any]:
    """Return a book's configuration with buttons for its repository, where it names one.

    Parameters
    ----------
    config
        Content of ``_config.yml``. With ``repository: url`` each chapter gets links that open its
        notebook on Binder and Colab, its source, and forms for an edit and an issue; ``branch``
        and ``path_to_book`` (the project's folder in the repository) say where it lies.

    Examples
    --------
    >>> with_buttons({"repository": {"url": ""}})
    {'repository': {'url': ''}}
    >>> made = with_buttons({"repository": {"url": "https://github.com/a/b"}})
    >>> made["sphinx"]["config"]["html_theme_options"]["repository_branch"]
    'main'
    """
    repository = config.get("repository") or {}
    if not repository.get("url"):
        return config
    made = copy.deepcopy(config)
    sphinx = made.setdefault("sphinx", {}).setdefault("config", {})
    # Here and not under `html`: Jupyter Book lets the options of Sphinx win over its own.
    sphinx.setdefault("html_theme_options", {}).update(
        repository_url=repository["url"],
        repository_branch=repository.get("branch") or "main",
        path_to_docs=repository.get("path_to_book") or "",
        launch_buttons=SERVICES,
        use_repository_button=True,
        use_edit_page_button=True,
        use_issues_button=True,
    )
    return made
