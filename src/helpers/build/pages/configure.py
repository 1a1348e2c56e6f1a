"""The configuration that Jupyter Book sets one edition with."""

import copy
from typing import Any

from markupsafe import Markup, escape

from helpers.build.manifest import Manifest
from helpers.build.pages.finish import FOOTER
from helpers.build.tool import named

SERVICES = {
    "binderhub_url": "https://mybinder.org",
    "colab_url": "https://colab.research.google.com",
    "notebook_interface": "jupyterlab",
}


def configure(config: dict[str, Any], manifest: Manifest) -> dict[str, Any]:
    """Return a configuration with an edition's title, and without running notebooks.

    The footer is a mark that the finished pages have filled in, since all of them would have to be
    set anew whenever it changes.

    Parameters
    ----------
    config
        Content of ``_config.yml``.
    manifest
        What the edition is made from.

    Examples
    --------
    >>> nothing = dict.fromkeys(["parameters", "inputs", "code", "versions"], {})
    >>> texts = dict.fromkeys(["edition", "title", "description", "command"], "default")
    >>> edition = Manifest(book="Five articles", **texts, **nothing)
    >>> configure({"html": {"favicon": "mark.svg"}}, edition)["title"]
    'Five articles'
    """
    settings = add_buttons(config)
    settings["execute"] = {"execute_notebooks": "off"}
    settings["title"] = manifest.book
    # All that is staged is to be set, also what the contents do not name.
    settings["only_build_toc_files"] = False
    html = settings.setdefault("html", {})
    html["extra_footer"] = FOOTER + (html.get("extra_footer") or "")
    options = settings.get("sphinx", {}).get("config", {}).get("html_theme_options")
    if options is not None:
        # Options that are given to Sphinx replace those that Jupyter Book makes of `html`.
        options["extra_footer"] = html["extra_footer"] + options.get("extra_footer", "")
        if "logo" in options:
            # The theme takes this text for HTML.
            options["logo"]["text"] = str(escape(manifest.book))
    return settings


def add_buttons(config: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a configuration, with buttons for the repository where it names one.

    Parameters
    ----------
    config
        Content of ``_config.yml``. With ``repository: url`` each chapter gets links that open its
        notebook on Binder and Colab, its source, and forms for an edit and an issue; ``branch``
        and ``path_to_book`` (the project's folder in the repository) say where it lies.

    Examples
    --------
    >>> add_buttons({"repository": {"url": ""}})
    {'repository': {'url': ''}}
    >>> settings = add_buttons({"repository": {"url": "https://github.com/a/b"}})
    >>> settings["sphinx"]["config"]["html_theme_options"]["repository_branch"]
    'main'
    """
    settings = copy.deepcopy(config)
    repository = settings.get("repository") or {}
    if not repository.get("url"):
        return settings
    sphinx = settings.setdefault("sphinx", {}).setdefault("config", {})
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
    return settings


def footer(manifest: Manifest) -> Markup:
    """Name edition, commit, tool, digest and command, as HTML with every text escaped.

    Examples
    --------
    >>> nothing = dict.fromkeys(["parameters", "inputs", "code", "versions"], {})
    >>> texts = dict.fromkeys(["edition", "description", "book"], "default")
    >>> edition = Manifest(
    ...     title="A < B", command="report build", results="0" * 64, **texts, **nothing
    ... )
    >>> print(footer(edition).striptags())
    Edition A < B Commit no repository Results 000000000000 Make it again report build
    """
    rows = Markup("").join(
        Markup("<div><dt>{}</dt> <dd>{}</dd></div> ").format(term, value)
        for term, value in (
            ("Edition", manifest.title),
            ("Commit", manifest.words),
            ("Tool", named(manifest.versions)),
            ("Results", Markup("<code>{}</code>").format(manifest.short_results)),
        )
        if value
    )
    # The classes are those by which a button for copying finds its text.
    command = Markup(
        '<div class="report-again">Make it again <div class="highlight"><pre>{}</pre></div></div>'
    ).format(manifest.command)
    return Markup('<div class="report-made"><dl>{}</dl>{}</div>').format(rows, command)
