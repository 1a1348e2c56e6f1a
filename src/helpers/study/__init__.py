"""What a notebook opens: parameters, the corpus as tables, what they select."""
