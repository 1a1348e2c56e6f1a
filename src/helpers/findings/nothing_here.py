"""What the report says where it has nothing to show or to compare."""

NO_ARTICLE = "No article is selected."
NO_SPEECH = "Nothing is quoted or paraphrased here."
NO_GROUPS = "Fewer than two groups of speakers are quoted or paraphrased here."
NO_CONTENT_WORD = "There is no content word to look at."
NO_UNITS = "No sentence of this selection can be coded."
NO_PAIRS = "The codebook names no pairs of wordings."
NO_DATE = "No article carries a date."


def no_coding(so: str) -> str:
    """Say what follows where the corpus has no coded sentences.

    Examples
    --------
    >>> no_coding("no instrument can be checked here")
    'No sentence of this corpus was coded, so no instrument can be checked here.'
    """
    return f"No sentence of this corpus was coded, so {so}."


def not_measured(what: str, reason: str = "no sentence was coded for it") -> str:
    """Say that how good an instrument is was not measured, and why.

    Examples
    --------
    >>> not_measured("tone is told")
    'How well tone is told is not measured: no sentence was coded for it.'
    """
    return f"How well {what} is not measured: {reason}."
