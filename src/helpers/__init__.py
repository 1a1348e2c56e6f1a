"""A report that can be checked: open a corpus, measure it, make the book."""
