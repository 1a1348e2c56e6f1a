"""A folder or a table in, checked documents out."""
