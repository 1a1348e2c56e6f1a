"""What the report says where it has nothing to show or to compare."""

NO_ARTICLE = "No article is selected."
NO_SPEECH = "No one is quoted or paraphrased in this selection."
NO_GROUPS = "Fewer than two known groups of speakers are quoted or paraphrased here."
NO_CONTENT_WORD = "This selection has no content word: only words such as “the” and “of”, or none."
NO_UNITS = "This selection has no sentence that frames are searched in."
NO_PAIRS = "The codebook lists no pairs of wordings."
NO_DATE = "No article has a date."


def no_coding(so: str, what: str = "") -> str:
    """Say what follows where the corpus has no coded sentences, or none coded for something.

    Examples
    --------
    >>> no_coding("no instrument can be checked here")
    'No sentence of this corpus was coded, so no instrument can be checked here.'
    >>> no_coding("no tool can be checked here", "tone")
    'No sentence of this corpus was coded for tone, so no tool can be checked here.'
    """
    return f"No sentence of this corpus was coded{f' for {what}' if what else ''}, so {so}."


def not_measured(what: str, reason: str = "no sentence was coded for it") -> str:
    """Say that the quality of an instrument was not measured, and why.

    Examples
    --------
    >>> not_measured("tone is read")
    'How well tone is read has not been measured: no sentence was coded for it.'
    """
    return f"How well {what} has not been measured: {reason}."
