"""The kind of output that only the book reads: its own form of what a cell shows."""

# Other front ends do not know it and show the ordinary output beside it.
BOOK_HTML = "application/vnd.report.book+html"
