"""Fill the templates that pages and results are made of."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("helpers.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, **values: Any) -> str:
    """Fill a template of ``page/templates``; every value is escaped unless it is `Markup`."""
    return _templates().get_template(template).render(**values)
