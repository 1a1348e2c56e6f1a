"""Show a book while it is worked on."""
