"""Tone by lexicon and rule, sentence by sentence."""
