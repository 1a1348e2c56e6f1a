"""Tables in, tables out: terms, sentiment, framing, agreement, calibration, correction, resampling.

What holds for every measure, so that its docstring need not say it:

- The subject comes first, one table or several, and is never changed; options follow by keyword.
  The columns that a docstring names must be there, others may be.
- One row of `sentences` is one sentence: document, sentence (its number), start, end, text, and
  where they are known kind, voice, speaker, bloc. Numbers and ranks of rows, sentences and words
  count from 0. `start` and `end` count code points of the raw text, the end not included.
- `by` names a column, or several, whose groups are measured apart. They stand first in the result,
  which is sorted by them; without any the whole table is one group.
- A value that cannot be given is missing (None), never 0: a score where no word matched, a share of
  nothing, a ratio to 0. Shares lie in 0..1, counts are whole numbers.
- `level` and `confidence` are confidence levels, between 0 and 1. `resamples` is the number of
  bootstrap samples, 1 or more. The same `seed`, 0 or more, gives the same interval.
- A ValueError says which option lies outside its range or list and what to give instead. Docstrings
  name other errors, and those of a table's contents.
"""
