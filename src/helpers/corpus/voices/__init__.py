"""Who says each sentence: actors, quotations, the grammar of reporting."""
