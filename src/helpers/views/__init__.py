"""Results of the chapters, until the notebooks show them themselves."""
