"""Take the markup of HTML out of a text, and write its entities as characters."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from helpers.corpus.text.drafts import Draft, Edit

# What such an element holds is no text of the article.
_HIDDEN = re.compile(
    "audio|canvas|head|iframe|noscript|object|script|select|style|svg|template|textarea|video"
)
# Such an element stands in lines of its own.
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|dir|div|fieldset"
    "|figcaption|figure|footer|form|frameset|h[1-6r]|header|hgroup|html|legend|li|main|menu|nav"
    "|noframes|[ou]l|optgroup|option|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|title"
)
# Words with a colon or a hyphen are names of other vocabularies and of custom elements.
_INLINE = re.compile(
    "a|abbr|acronym|applet|area|b|base|basefont|bdi|bdo|big|br|button|cite|code|col|colgroup|data"
    "|datalist|del|dfn|em|embed|font|frame|i|img|input|ins|kbd|label|link|map|mark|meta|meter|nobr"
    "|output|param|picture|progress|q|r[pt]|ruby|s|samp|small|source|span|strike|strong|su[bp]"
    "|time|track|tt|u|var|wbr|.+[:-].*"
)
_SIGNS = {"br": ("\n", "\n"), "q": ("“", "”")}
# A bound on the angle brackets within values keeps the time that a text takes in line with its
# length, however many quotation marks stay open.
_TAG = re.compile(
    r"""<!--(?:(?!<!--).)*?-->
    | <!\[(?:CDATA\[|[^\]<>]*\]>) | \]\]>
    | <[!?][A-Za-z][^<>]*>
    | <(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*(?:[:-][A-Za-z0-9_.-]+)?)
      (?P<rest>
        (?:[\s/]
          (?:[^<>"']++|"[^"<]*+(?:<[^"<]*+){0,8}"|'[^'<]*+(?:<[^'<]*+){0,8}'){0,80}+
        )?(?=>)
        |[\s/][^<>]*+(?=>|\Z)
      )>?
    """,
    re.VERBOSE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31});|#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6});|nbsp\b)")
_PARAGRAPHS = re.compile(r"<[pP](?:\s[^<>]*)?>")
# White space with one line break at most; a blank line parts paragraphs in marked-up texts, too.
_SPACE = re.compile(r"(?<![ \t\r\n\f])(?:[ \t\f]*(?:\r\n|[\r\n\t\f])[ \t\f]*)(?![ \t\r\n\f])")
# A feed may have been escaped once more on its way.
_LAYERS = 3


def remove_markup(draft: Draft) -> None:
    r"""Take tags out of a draft and decode entities, those that were escaped twice as well.

    The tags of elements that HTML sets in lines of their own become blank lines, ``<br>`` a line
    break, ``<q>`` quotation marks; all others go, and so do comments, scripts and what else a
    browser does not show as text. Names that HTML does not have, and "a <b and c>", are no tags.
    Where paragraphs are tagged, a single line break is a space, as in a browser.

    Examples
    --------
    >>> draft = Draft('<p>Jobs &amp;\ngrowth, <a href="x">he</a> said.</p><p>A &lt; B</p>')
    >>> remove_markup(draft)
    >>> draft.text
    '\n\nJobs & growth, he said.\n\n\n\nA < B\n\n'
    """
    for _ in range(_LAYERS):
        before = draft.text
        if "<" in before or "]]>" in before:
            if _PARAGRAPHS.search(before):
                draft.apply(Edit(*match.span(), " ") for match in _SPACE.finditer(before))
            draft.apply(_tags(draft.text))
        if "&" in before:
            draft.apply(_entities(draft.text))
        if draft.text == before:
            return


def _tags(text: str) -> list[Edit]:
    edits: list[Edit] = []
    # The hidden element that is open, and how many edits stood before it.
    hidden: tuple[str, int, int] | None = None
    for match in _TAG.finditer(text):
        name, rest, closes = (
            (match["name"] or "").lower(),
            match["rest"] or "",
            bool(match["close"]),
        )
        if name and not _is_tag(name, rest, complete=match[0].endswith(">")):
            continue
        if hidden and closes and name == hidden[0]:
            del edits[hidden[1] :]
            edits.append(Edit(hidden[2], match.end(), "\n\n"))
            hidden = None
            continue
        if not hidden and _HIDDEN.fullmatch(name) and not closes and not rest.endswith("/"):
            hidden = name, len(edits), match.start()
        if _BLOCK.fullmatch(name) or _HIDDEN.fullmatch(name):
            edits.append(Edit(*match.span(), "\n\n"))
        else:
            edits.append(Edit(*match.span(), _SIGNS.get(name, ("", ""))[closes]))
    return edits


def _is_tag(name: str, rest: str, *, complete: bool) -> bool:
    """Return whether what looks like a tag is one: a known name, and attributes with values."""
    if not any(names.fullmatch(name) for names in (_BLOCK, _INLINE, _HIDDEN)):
        return False
    bare = not rest.strip(" \t\r\n/")
    return "=" in rest or (complete and (bare or _HIDDEN.fullmatch(name) is not None))


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        name = match[1]
        new = html5.get(f"{name};") if name else unescape(match[0])
        if new is not None:
            yield Edit(*match.span(), new)
