"""Read a YAML file into a pydantic model, with the line of every defect."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from helpers.corpus.parser_limits import yaml_defect
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.suggestions import suggest
from helpers.corpus.untrusted_files import check_inside, read_bytes

M = TypeVar("M", bound=BaseModel)
# What an analyst fits to a corpus: its folder may hold its own, and a new one gets copies.
SETTINGS = (
    "actors.yml",
    "cleaning.yml",
    "codebook.yml",
    "speech.yml",
    "stopwords.yml",
    "tone.yml",
)
DEFAULTS = Path(__file__).resolve().parents[1] / "defaults"
# The largest that comes with the package has 20 kilobytes.
MAX_BYTES = 5_000_000


def find_settings(folder: Path, name: str) -> Path:
    """Return the corpus folder's own settings file, or the package's default of that name.

    Parameters
    ----------
    folder : Path
        A corpus folder.
    name : str
        File name, such as ``"codebook.yml"``.

    Raises
    ------
    InputError
        Where neither the folder nor the package has such a file, or the folder's is a link out of
        it.
    """
    for place in (Path(folder), DEFAULTS):
        # Whatever bears the name is meant: what is no file is refused when it is read.
        if os.path.lexists(place / name):
            return check_inside(place, Path(name))
    names = [path.name for path in DEFAULTS.glob("*.yml")]
    raise InputError.of(Path(folder) / name, "no such settings", suggest(name, names))


def read_settings(path: Path, model: type[M]) -> M:
    """Read a YAML file and validate it.

    Only ``true`` and ``false`` are booleans and dates stay text until the model reads them,
    so a word list may hold "no", "on" or "off" without quotes.

    Parameters
    ----------
    path : Path
        A YAML file in UTF-8. An empty file is an empty mapping.
    model : type of pydantic.BaseModel
        What the file must look like.

    Raises
    ------
    InputError
        With one problem for each defect, in the order of lines; `where` is ``file:line``.

    Examples
    --------
    >>> import tempfile
    >>> class Rule(BaseModel, extra="forbid"):
    ...     words: list[str] = []
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "rule.yml")
    ...     _ = path.write_text("words: [no, on]")
    ...     read_settings(path, Rule)
    Rule(words=['no', 'on'])
    """
    path = Path(path)
    node, data = _parse(path, _decode(path))
    try:
        return model.model_validate(data)
    except ValidationError as error:
        schema = model.model_json_schema()
        defects = {(_line(node, e["loc"]), *_explain(e, schema)) for e in error.errors()}
        raise InputError(
            [Problem(f"{path}:{line}", what, mend) for line, what, mend in sorted(defects)]
        ) from None


# libyaml's parser where PyYAML was built with it: ten times as fast, the same nodes.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that leaves yes, no, on, off and dates as the words they are."""


_DROPPED = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _DROPPED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _decode(path: Path) -> str:
    content = read_bytes(path, max_bytes=MAX_BYTES, mend="split it, or shorten its lists")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _defect(path, line, "not UTF-8", "save the file in UTF-8") from None


def _parse(path: Path, text: str) -> tuple[yaml.Node | None, Any]:
    """Return the document's nodes, which know their lines, and its data."""
    wrong = yaml_defect(text)
    if wrong:
        raise _defect(path, *wrong)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        twice = sorted(_duplicates(node, set()))
        if twice:
            mend = "keep one of the two"
            raise InputError(
                [Problem(f"{path}:{line}", f'key "{key}" twice', mend) for line, key in twice]
            )
        return node, {} if node is None else loader.construct_document(node)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise _defect(path, line, "a character that YAML does not allow", "remove it") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"not YAML: {error.problem or error.context}"
        mend = "correct the syntax here or just above (indentation, quotes, colons)"
        raise _defect(path, mark.line + 1 if mark else None, what, mend) from None
    except (ValueError, RecursionError) as error:
        raise _defect(path, None, f"not YAML: {error}", "correct the value") from None


def _defect(path: Path, line: int | None, what: str, mend: str) -> InputError:
    return InputError.of(f"{path}:{line}" if line else str(path), what, mend)


def _duplicates(node: yaml.Node | None, node_ids: set[int]) -> Iterator[tuple[int, str]]:
    if node is None or id(node) in node_ids or isinstance(node, yaml.ScalarNode):
        return
    node_ids.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _duplicates(item, node_ids)
        return
    keys: set[tuple[str, str]] = set()
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            if (key.tag, key.value) in keys:
                yield key.start_mark.line + 1, key.value
            keys.add((key.tag, key.value))
        yield from _duplicates(value, node_ids)


def _line(node: yaml.Node | None, location: tuple[str | int, ...]) -> int:
    """Return the line of the deepest node on the way to a pydantic error's location."""
    line = 1 if node is None else node.start_mark.line + 1
    for part in location:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            if part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            # Parts that are no key (a union's branch, "[key]") leave the place unchanged.
            for key, value in node.value:
                if key.value == str(part):
                    node, line = value, key.start_mark.line + 1
                    break
    return line


def _explain(error: ErrorDetails, schema: dict[str, Any]) -> tuple[str, str]:
    """Return what is wrong and how to mend it."""
    location = error["loc"]
    place = ".".join(str(part) for part in location) or "the file"
    kind, message = error["type"], error["msg"].removeprefix("Value error, ")
    if kind == "extra_forbidden":
        keys = {name for part in _at(schema, location[:-1]) for name in part.get("properties", {})}
        return f'unknown key "{place}"', suggest(str(location[-1]), keys)
    if kind == "missing":
        return f'"{place}" is missing', "add it"
    value = repr(error["input"])
    value = value if len(value) <= 60 else value[:57] + "..."
    choices = {
        str(choice)
        for part in _at(schema, location)
        for choice in part.get("enum", [part["const"]] if "const" in part else [])
    }
    if kind in ("literal_error", "enum") and choices:
        return f"{place} is {value}", suggest(str(error["input"]), choices)
    if message.startswith("Input should "):
        # YAML knows no other kind of list.
        should = re.sub("valid (frozenset|tuple)", "valid list", message.removeprefix("Input "))
        return f"{place} is {value}", f"it {should}"
    return f"{place}: {message}", "correct it"


def _at(schema: dict[str, Any], location: tuple[str | int, ...]) -> list[dict[str, Any]]:
    """Return the parts of a JSON schema that describe a location, one for each alternative."""

    def alternatives(part: Any) -> Iterator[dict[str, Any]]:
        if not isinstance(part, dict):
            return
        if "$ref" in part:
            yield from alternatives(schema["$defs"][part["$ref"].rsplit("/", 1)[-1]])
        elif "anyOf" in part or "oneOf" in part:
            for choice in part.get("anyOf") or part["oneOf"]:
                yield from alternatives(choice)
        else:
            yield part

    parts = list(alternatives(schema))
    for step in location:
        children = [
            part.get("items")
            if isinstance(step, int)
            else part.get("properties", {}).get(step, part.get("additionalProperties"))
            for part in parts
        ]
        below = [alternative for child in children for alternative in alternatives(child)]
        # Steps that the schema does not know (a union's branch) leave the place unchanged.
        parts = below or parts
    return parts
