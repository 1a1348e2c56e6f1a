"""The pages, on this machine alone, on which people code sentences and settle where they differ.

A page reads files (articles, sample, codes), so that it opens at once however large the corpus is;
the tables of a study, which take long to make, are asked only for the context of sentences that
were coded but not drawn.
"""
