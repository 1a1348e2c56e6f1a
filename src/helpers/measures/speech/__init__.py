"""Who speaks in a text: shares of voices and groups, speakers, verbs of saying, unnamed sources.

What holds for all of it, beside the conventions of `helpers.measures`: `sentences` needs document,
sentence, voice, speaker and bloc; `by` names further columns, such as document or outlet.
"""
