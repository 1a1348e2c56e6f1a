"""Files, temporary folders, processes and signals."""
