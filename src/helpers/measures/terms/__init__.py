"""Term statistics: frequency, dispersion, diversity, keyness, collocation, concordance.

What holds for all of them, beside the conventions of `helpers.measures`:

- `tokens` has a row per token: document, sentence, position, token (in small letters), start, end.
  All tokens belong in it: what is left out beforehand makes neighbours of words that are none.
- `term` names the column that is counted, so that stems (`forms`) and n-grams (`ngrams`) go through
  the same measures as words do.
- Terms, or pairs, that occur less often than `minimum` are not listed, nor are terms that begin or
  end with one of `stopwords`, or pairs with such a term. All stay in the sums, so that no rate
  depends on the list.
- Equal values are in alphabetical order.
"""
