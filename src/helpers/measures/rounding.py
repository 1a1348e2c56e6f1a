"""Round numbers so that equal ones are written alike."""

import polars as pl


def round_plainly(column: pl.Expr, digits: int) -> pl.Expr:
    """Round to so many digits; what rounds to zero has no sign.

    Adding zero would do in arithmetic, but polars leaves that out as if it changed nothing.

    Examples
    --------
    >>> table = pl.DataFrame({"x": [-0.0004, -0.0, 0.12345, None]})
    >>> table.select(round_plainly(pl.col("x"), 3)).to_series().to_list()
    [0.0, 0.0, 0.123, None]
    """
    rounded = column.round(digits)
    return pl.when(rounded.is_null() | (rounded != 0)).then(rounded).otherwise(0.0)
