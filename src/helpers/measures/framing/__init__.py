"""Frames by an open codebook, sentence by sentence.

What holds for all of it, beside the conventions of `helpers.measures`:

- `sentences` needs document and sentence, and where words are looked for start and text.
  Boilerplate is left out where there is a column kind.
- `codes` is what `coding.code` returns: document, sentence, frame, start, end, pattern.
- `frames` are the ids of the frames to report, in this order; by default those in `codes`, sorted.
  Give the codebook's: a frame that occurs nowhere has no codes.
- `by` names columns of `sentences`, such as document, voice, bloc, or those that
  `shares.with_documents` adds. Where one is missing, a ValueError names it.
"""
