"""Cut texts into sentences and tokens, and mark what is not body text."""
