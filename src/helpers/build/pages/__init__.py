"""Set the pages of a book and finish them."""
