"""Frames by an open codebook, sentence by sentence."""
