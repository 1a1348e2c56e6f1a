"""Marks: a file each, all with the same three methods."""
