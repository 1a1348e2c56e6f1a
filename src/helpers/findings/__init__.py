"""What is claimed: estimate, interval, specifications, verdict, words; a module a chapter."""
