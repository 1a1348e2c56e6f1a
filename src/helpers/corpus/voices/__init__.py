"""Find who says each sentence: actors, quotations, reporting clauses."""
