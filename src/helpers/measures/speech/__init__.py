"""Who speaks: shares of voices and groups, speakers, sources without a name, verbs, marks.

What holds for all of it, beside the conventions of `helpers.measures`: `sentences` needs document,
sentence and voice, and whatever columns a function names; `by` names further columns, such as
document or outlet. A sentence is a source's where its voice is ``quote`` or ``indirect``. A column
``places`` lists the sentences behind a row, the first 200 of them, as "document#sentence".
"""
