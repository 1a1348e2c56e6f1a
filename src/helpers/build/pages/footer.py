"""What stands at the foot of every page: which book this is and how to make it again."""

from markupsafe import Markup

from helpers.build.manifest import Manifest, State

SHORT = 12


def footer(made_from: Manifest) -> Markup:
    """Name edition, commit, digest of the results and command, as HTML with every text escaped.

    Examples
    --------
    >>> nothing = dict.fromkeys(["parameters", "inputs", "code", "versions"], {})
    >>> said = dict.fromkeys(["edition", "description", "book"], "default")
    >>> made = Manifest(title="A < B", command="report build", results="0" * 64, **said, **nothing)
    >>> print(footer(made).striptags())
    Edition A < B Commit no repository Results 000000000000 Make it again report build
    """
    rows = Markup("").join(
        Markup("<div><dt>{}</dt> <dd>{}</dd></div> ").format(term, said)
        for term, said in (
            ("Edition", made_from.title),
            ("Commit", commit_words(made_from)),
            ("Results", Markup("<code>{}</code>").format(made_from.results[:SHORT])),
        )
    )
    # The classes are those by which a button for copying finds its text.
    command = Markup(
        '<div class="report-again">Make it again <div class="highlight"><pre>{}</pre></div></div>'
    ).format(made_from.command)
    return Markup('<div class="report-made"><dl>{}</dl>{}</div>').format(rows, command)


def commit_words(made_from: State) -> str:
    """Name a commit in short.

    Examples
    --------
    >>> commit_words(State(commit="0123456789abcdef", clean=False))
    '0123456, with uncommitted changes'
    """
    if made_from.commit is None:
        return "no repository"
    short = made_from.commit[:7]
    return short if made_from.clean else f"{short}, with uncommitted changes"
