"""What the report says where it has nothing to show or to compare."""

NO_SPEECH = "Nothing is quoted or paraphrased here."
NO_GROUPS = "Fewer than two groups of speakers are quoted or paraphrased here."
NO_CONTENT_WORD = "There is no content word to look at."
NO_UNITS = "No sentence of this selection can be coded."
NO_PAIRS = "The codebook names no pairs of wordings."
NO_DATE = "No article carries a date."


def no_coding(so: str) -> str:
    """Say what follows where the corpus has no hand-coded sentences.

    Examples
    --------
    >>> no_coding("no instrument can be checked here")
    'No sentence of this corpus was coded by hand, so no instrument can be checked here.'
    """
    return f"No sentence of this corpus was coded by hand, so {so}."


def not_checked(what: str) -> str:
    """Say that an instrument is not checked where no sentence was coded.

    Examples
    --------
    >>> not_checked("tone is measured")
    'How well tone is measured is not checked: no sentence was coded by hand.'
    """
    return f"How well {what} is not checked: no sentence was coded by hand."
