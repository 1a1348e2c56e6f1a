"""What the operating system is asked for: whole files, temporary folders, processes, signals."""
