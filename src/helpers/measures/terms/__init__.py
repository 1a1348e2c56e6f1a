"""Term statistics: frequency, dispersion, diversity, keyness, collocation, concordance.

Every measure takes a table of tokens (document, sentence, position, token, start, end) and
returns a table; the keyword `term` names the column that is counted, so that stems
(`helpers.measures.terms.forms`) and n-grams (`helpers.measures.terms.ngrams`) go through the
same measures as words do.
"""
