"""What the instruments of tone and their labels are called, and which scales they have."""

# Those that every corpus has; each but the first also comes without the neutral terms.
LEXICONS = ("headline", "vader", "afinn", "pattern")
NEUTRAL = "_neutral"
INSTRUMENTS = {
    "headline": "this report",
    "vader": "VADER",
    "vader_neutral": "VADER without neutral terms",
    "afinn": "AFINN",
    "afinn_neutral": "AFINN without neutral terms",
    "pattern": "pattern",
    "pattern_neutral": "pattern without neutral terms",
}
# What people say, where an instrument is named.
CODERS = "coders"
SCALES = {
    "headline": "on a scale from −1 to 1",
    "vader": "VADER compound, −1 to 1",
    "afinn": "sum of AFINN valences",
    "pattern": "pattern polarity, −1 to 1",
}
# What a label of tone is called, and by its code in a table of codes.
TONES = {-1: "negative", 0: "neutral", 1: "positive"}
TONE_CODES = {str(tone): name for tone, name in TONES.items()}
# A score of a program is read as the nearest of the three tones.
NEAREST = 0.5
_MACHINE = " (machine codes)"


def machine_name(program: str) -> str:
    """Name a program's codes so that nobody takes them for people's.

    Examples
    --------
    >>> machine_name("model")
    'model (machine codes)'
    """
    return f"{program}{_MACHINE}"


def instrument_name(lexicon: str) -> str:
    """Name an instrument of tone, which may be a program.

    Examples
    --------
    >>> instrument_name("vader"), instrument_name("model")
    ('VADER', 'model (machine codes)')
    """
    return INSTRUMENTS.get(lexicon) or machine_name(lexicon)


def scale_of(lexicon: str) -> str:
    """Say what the scores of an instrument are measured on; those of a program go from -1 to 1.

    Examples
    --------
    >>> scale_of("headline"), scale_of("model")
    ('on a scale from −1 to 1', 'model (machine codes), −1 to 1')
    """
    return SCALES.get(lexicon) or f"{machine_name(lexicon)}, −1 to 1"


def is_bounded(lexicon: str) -> bool:
    """Tell whether scores lie between -1 and 1, as coded tones do.

    Examples
    --------
    >>> is_bounded("model"), is_bounded("afinn")
    (True, False)
    """
    return not lexicon.startswith("afinn")


def in_order(lexicons: list[str]) -> list[str]:
    """Put instruments in their usual order, programs last.

    Examples
    --------
    >>> in_order(["model", "vader", "headline"])
    ['headline', 'vader', 'model']
    """
    own = [name for name in INSTRUMENTS if name in lexicons]
    return own + sorted(set(lexicons) - set(INSTRUMENTS))
