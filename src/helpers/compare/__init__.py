"""Two or more built books held against one another."""
