"""What one coder is asked to do, on a page or on a sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from helpers.coding.codes_file import CodesFile, open_coder
from helpers.coding.places import shuffle
from helpers.coding.vocabulary import Vocabulary, choose_fields
from helpers.corpus.coding.fields import PLACE
from helpers.corpus.coding.folder import SAMPLE, read_drawn
from helpers.corpus.problems import InputError
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.voices.actors import Actors
from helpers.measures.framing.codebook import Codebook, read_codebook


class Assignment(NamedTuple):
    """What one coder is asked.

    Attributes
    ----------
    sample
        The sentences that were drawn, as `helpers.corpus.coding.samples.read_sample`, in the
        coder's order, which follows neither articles nor strata.
    fields
        What is asked, in that order.
    codebook, vocabulary, actors
        Of the corpus.
    file
        The coder's answers.
    """

    sample: pl.DataFrame
    fields: tuple[str, ...]
    codebook: Codebook
    vocabulary: Vocabulary
    actors: Actors
    file: CodesFile


def assign(corpus: Path, *, coder: str, fields: Sequence[str] = ()) -> Assignment:
    """Give a coder the sentences that were drawn.

    Parameters
    ----------
    corpus
        The corpus folder.
    coder
        The coder's name, which is that of a file.
    fields
        What is asked, as for `helpers.coding.vocabulary.choose_fields`.

    Raises
    ------
    InputError
        Where no sentence was drawn, the name cannot be a coder's, there is no such field, or the
        codebook, the actors or a file of codes cannot be used.
    """
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    vocabulary = Vocabulary(codebook)
    file = open_coder(corpus, coder, frame_sets=vocabulary.frame_sets)
    asked = choose_fields(fields, vocabulary)
    actors = read_settings(find_settings(corpus, "actors.yml"), Actors)
    sample = read_drawn(corpus).unique(PLACE, keep="first", maintain_order=True)
    if sample.is_empty():
        mend = f"draw some first: report code draw {corpus} --n 200"
        raise InputError.of(corpus / SAMPLE, "no sentences were drawn", mend)
    return Assignment(shuffle(sample, coder=coder), asked, codebook, vocabulary, actors, file)
