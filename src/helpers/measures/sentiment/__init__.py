"""Tone by lexicon and rule, sentence by sentence.

What holds for all of it, beside the conventions of `helpers.measures`:

- `texts` is a column with one sentence a row; a missing text is read as empty.
- `instruments` are those of `helpers.measures.sentiment.instruments.instruments`, and a `lexicon`
  names one of them.
- `tones` has a row per sentence and instrument: document, sentence, lexicon, score (in the
  instrument's unit, missing where no word matched), tone (its label: -1, 0, 1).
- `valences` has a row per word that matched, in reading order: what the word adds to its sentence
  after the instrument's rules, so that a negated "good" is negative.
"""
