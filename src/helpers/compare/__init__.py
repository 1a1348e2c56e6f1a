"""Compare two or more built books."""
