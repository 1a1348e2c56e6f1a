"""Texts cut into marked sentences and tokens."""
