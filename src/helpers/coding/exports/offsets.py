"""Turn places counted as Java and JavaScript count them into characters."""


def code_points(text: str, *places: int) -> tuple[int, ...]:
    """Give the characters at places that are counted in UTF-16, where some signs count as two.

    Examples
    --------
    >>> code_points("a😀b", 1, 3, 4)
    (1, 2, 3)
    """
    if text.isascii():
        return places
    encoded = text.encode("utf-16-le")
    return tuple(len(encoded[: 2 * place].decode("utf-16-le", "ignore")) for place in places)
