"""The configuration of a book."""

from helpers.build.pages.configure import add_buttons


def test_only_a_repository_with_an_address_gets_buttons() -> None:
    config = {"repository": {"url": ""}, "html": {}}
    assert add_buttons(config) == config
    named = {
        "repository": {"url": "https://github.com/a/b", "path_to_book": "report"},
        "sphinx": {"config": {"html_theme_options": {"show_toc_level": 2}}},
    }
    options = add_buttons(named)["sphinx"]["config"]["html_theme_options"]
    assert options["show_toc_level"] == 2
    assert options["path_to_docs"] == "report"
    assert options["launch_buttons"]["colab_url"] == "https://colab.research.google.com"
    assert "repository_url" not in named["sphinx"]["config"]["html_theme_options"]
