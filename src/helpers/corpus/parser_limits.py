"""Check how deep and how large foreign YAML and JSON is, before it is parsed.

The parsers are recursive: 100,000 brackets end the process.
"""

import re
from typing import Any

import yaml

# The settings of a corpus have 6 levels, the notebooks and findings of a book 8.
MAX_DEPTH = 50
# What a YAML file's aliases stand for counts as often as it is said: a dozen lines of aliases of
# aliases are a billion values.
MAX_NODES = 1_000_000
_BRACKETS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The line, what is wrong there, and how to mend it.
Defect = tuple[int, str, str]


def yaml_defect(text: str) -> Defect | None:
    """Return where a YAML text is nested too deep or unfolds to too many values, or None.

    Examples
    --------
    >>> yaml_defect("- " * 51)
    (1, 'nested more than 50 levels deep', 'flatten it')
    >>> yaml_defect("a: &a [*a]")[1]
    'the value named "a" contains itself'
    """
    try:
        return _yaml_defect(text)
    except (yaml.YAMLError, ValueError):
        # Whoever reads it says what is wrong.
        return None


def _yaml_defect(text: str) -> Defect | None:
    # For each open level the name of its value and how many values it holds so far.
    open_levels: list[tuple[str | None, int]] = [(None, 0)]
    sizes: dict[str | None, int] = {}
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionStartEvent):
            open_levels.append((event.anchor, 1))
            if len(open_levels) - 1 > MAX_DEPTH:
                return line, f"nested more than {MAX_DEPTH} levels deep", "flatten it"
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            name, size = open_levels.pop()
            sizes[name] = size
        elif isinstance(event, yaml.ScalarEvent):
            size = sizes[event.anchor] = 1
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor in (name for name, _ in open_levels):
                return line, f'the value named "{event.anchor}" contains itself', "write it out"
            size = sizes.get(event.anchor, 1)
        else:
            continue
        name, total = open_levels.pop()
        open_levels.append((name, total + size))
        if total + size > MAX_NODES:
            return line, f"more than {MAX_NODES} values", "split the file, or use fewer aliases"
    return None


def json_too_deep(content: bytes) -> bool:
    r"""Return whether a JSON text has more than `MAX_DEPTH` levels in one another.

    Examples
    --------
    >>> [json_too_deep(text) for text in (b'{"a": [1]}', b"[" * 51, b'"' + b"[" * 51 + b'"')]
    [False, True, False]
    """
    # It would take that many brackets; most texts have fewer.
    if content.count(b"[") + content.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    for bracket in _BRACKETS.finditer(content):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(bracket[0], 0)
        if depth > MAX_DEPTH:
            return True
    return False
