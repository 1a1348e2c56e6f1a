"""Read a folder or a table into checked documents."""
