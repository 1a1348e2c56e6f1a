"""Split what news databases export as running text into articles: Nexis Uni, Factiva, ProQuest."""

import re
from collections.abc import Iterable

from helpers.corpus.files.dates import read_date

# Fields of one article, by the names in `helpers.corpus.files.columns.FIELDS`.
Article = dict[str, str]

_PAGE = re.compile(r"^\s*Page \d+ of \d+\s*$", re.MULTILINE)
_NEXIS_END = re.compile(r"^\s*End of Document\s*$", re.MULTILINE)
_NEXIS_START = re.compile(r"^\s*\d+ of \d+ DOCUMENTS?\s*$", re.MULTILINE)
# Fields of Nexis: what stands before the text, and what stands behind it.
_NEXIS_HEAD = re.compile(
    r"(Copyright|Section|Length|Byline|Highlight|Headline|Dateline|Graphic|Edition|Series)\b:?",
    re.IGNORECASE,
)
_NEXIS_TAIL = re.compile(
    r"(Load-Date|Language|Publication-Type|Classification|Subject|Graphic|Copyright \d{4})\b",
    re.IGNORECASE,
)
_FACTIVA_CODE = re.compile(
    r"(HD|SE|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|ART)"
    r"(?:\s+(.*))?$"
)
_FACTIVA_END = re.compile(r"^\s*(?:AN\s+)?Document [A-Za-z]\w{14,}\s*$", re.MULTILINE)
_PROQUEST_LINE = re.compile(r"^_{20,}\s*$", re.MULTILINE)
_PROQUEST_FIELD = re.compile(
    r"(Full text|Abstract|Title|Subject|Location|People|Company / organization|Classification"
    r"|Identifier / keyword|Links|Credit|Author|URL|Publication title|Publication year|First page"
    r"|Publication date|Publication info|Publication subject|Section|Publisher|Place of publication"
    r"|Country of publication|ISSN|Source type|Language of publication|Document type|Document URL"
    r"|ProQuest document ID|Copyright|Last updated|Database|Pages|Volume|Issue|column"
    r"|Number of pages|Dateline):(?:\s+(.*))?$"
)


def split_export(text: str) -> list[Article]:
    r"""Return the articles of an export, none where the text is no export.

    Parameters
    ----------
    text : str
        As a database exports it (Nexis Uni and its predecessor, Factiva with or without indexing,
        ProQuest), or any text.

    Returns
    -------
    list of dict
        text, and of headline, outlet, published, language, url those that the export has.

    Examples
    --------
    >>> text = "No deal\nThe Daily\nMay 11, 2022 Tuesday\n\nBody\n\nTalks ended.\n\nEnd of Document"
    >>> split_export(text) == [
    ...     {"headline": "No deal", "outlet": "The Daily", "published": "May 11, 2022 Tuesday",
    ...      "text": "Talks ended."}
    ... ]
    True
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if _NEXIS_END.search(text):
        parts = _NEXIS_END.split(_PAGE.sub("", text))
        return _all(_nexis_uni(_lines(part)) for part in parts if part.strip())
    if _NEXIS_START.search(text):
        parts = _NEXIS_START.split(text)[1:]
        return _all(_nexis(_lines(part)) for part in parts)
    if len(_PROQUEST_LINE.findall(text)) > 1 and "ProQuest document ID:" in text:
        return _all(_proquest(_lines(part)) for part in _PROQUEST_LINE.split(text))
    if _FACTIVA_END.search(text):
        # What follows the last article is a list of search terms.
        parts = _FACTIVA_END.split(text)[:-1]
        return _all(_factiva(_lines(part)) for part in parts)
    return []


def _all(articles: Iterable[Article | None]) -> list[Article]:
    return [article for article in articles if article]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


def _paragraphs(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _date_line(lines: list[str]) -> int:
    """Return where the first line is that is nothing but a whole date, -1 where none is."""
    for number, line in enumerate(lines):
        if re.search(r"\d{4}", line) and not read_date(line).defect:
            return number
    return -1


def _article(text: str, **fields: str) -> Article:
    return {**{name: value for name, value in fields.items() if value}, "text": text}


def _nexis_uni(lines: list[str]) -> Article | None:
    if "Body" not in lines:
        return None
    body = lines.index("Body")
    head = [line for line in lines[:body] if line]
    dated = _date_line(head)
    text = lines[body + 1 :]
    ends = (n for n, line in enumerate(text) if re.match(r"Load-Date:|Classification$", line))
    end = next(ends, None)
    return _article(
        _paragraphs(text[:end]),
        headline=head[0] if head and dated != 0 else "",
        outlet=head[dated - 1] if dated > 1 else "",
        published=head[dated] if dated >= 0 else "",
        language=_value(lines, "Language"),
    )


def _value(lines: list[str], field: str) -> str:
    """Return what stands behind a field and a colon."""
    start = f"{field.lower()}:"
    found = (line[len(start) :].strip() for line in lines if line.lower().startswith(start))
    return next(found, "")


def _nexis(lines: list[str]) -> Article | None:
    dated = _date_line(lines)
    if dated < 0:
        return None
    above = [line for line in lines[:dated] if line and not line.startswith("Copyright")]
    rest = lines[dated + 1 :]
    heads = [n for n, line in enumerate(rest[:60]) if _NEXIS_HEAD.match(line) and ":" in line]
    start = heads[-1] + 1 if heads else 0
    tails = (n for n, line in enumerate(rest) if n >= start and _NEXIS_TAIL.match(line))
    plain = [line for line in rest[:start] if line and not _NEXIS_HEAD.match(line)]
    return _article(
        _paragraphs(rest[start : next(tails, None)]),
        headline=_value(rest, "HEADLINE") or (plain[0] if plain else ""),
        outlet=above[-1] if above else "",
        published=lines[dated],
        language=_value(rest, "LANGUAGE"),
    )


def _factiva(lines: list[str]) -> Article | None:
    fields = _coded(lines)
    if "HD" in fields and ("LP" in fields or "TD" in fields):
        return _article(
            _paragraphs([*fields.get("LP", []), "", *fields.get("TD", [])]),
            headline=" ".join(filter(None, fields["HD"])),
            outlet=" ".join(filter(None, fields.get("SN", []))),
            published=" ".join(filter(None, fields.get("PD", []))),
            language=" ".join(filter(None, fields.get("LA", []))),
        )
    counts = [n for n, line in enumerate(lines) if re.fullmatch(r"[\d,.]+ words", line)]
    if not counts:
        return None
    # Headline, byline, words, date, time, outlet, its code, page, language, copyright, text.
    head = [line for line in lines[: counts[0]] if line]
    rest = lines[counts[0] + 1 :]
    dated = _date_line(rest[:8])
    rights = [n for n, line in enumerate(rest[:15]) if re.match(r"Copyright|\(c\)|©", line, re.I)]
    after = [line for line in rest[dated + 1 : dated + 4] if line]
    outlet = next((line for line in after if not re.fullmatch(r"\d\d?:\d\d.*", line)), "")
    return _article(
        _paragraphs(rest[(rights[0] if rights else dated) + 1 :]),
        headline=head[0] if head else "",
        outlet=outlet,
        published=rest[dated] if dated >= 0 else "",
    )


def _coded(lines: list[str]) -> dict[str, list[str]]:
    """Return the lines of each field that begins with a code of two or three capitals."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = _FACTIVA_CODE.match(line)
        if match and match[1] not in fields:
            code = match[1]
            fields[code] = [match[2] or ""]
        elif code:
            fields[code].append(line)
    return fields


def _proquest(lines: list[str]) -> Article | None:
    fields: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        match = _PROQUEST_FIELD.match(line)
        # A text may have a line like a field; the fields that follow it come once.
        if match and match[1] not in fields:
            name = match[1]
            fields[name] = [match[2] or ""]
        elif name:
            fields[name].append(line)
    if "ProQuest document ID" not in fields:
        return None

    def one(name: str) -> str:
        return " ".join(filter(None, fields.get(name, [])))

    return _article(
        _paragraphs(fields.get("Full text") or fields.get("Abstract") or []),
        headline=one("Title"),
        outlet=re.sub(r";.*", "", one("Publication title")),
        published=one("Publication date"),
        language=one("Language of publication"),
        url=one("Document URL"),
    )
