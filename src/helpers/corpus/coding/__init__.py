"""The coding folder of a corpus: which sentences were drawn, and who coded them how.

It lies in the corpus folder and may hold, all of it optional:

``sample.csv``
    The sentences that were drawn at random (`samples`).
``sample.yml``
    How they were drawn, and by which rules the corpus was read then (`rules`).
``coders/NAME.csv``
    What one person codes (`codes`).
``sentences.csv``
    What several persons coded, in one table with the column ``coder``.
``settled.csv``
    The codes agreed on where coders differed.
``machines/NAME.csv``
    What a program coded, such as a language model or a classifier.
``GUIDE.md``
    The guide for the coders.
``CODERS.md``
    What readers have to know of the coders, in a sentence or two.
"""
