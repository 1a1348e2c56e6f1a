"""Give a coder the sample of a corpus as a sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from helpers.coding.answers import UnknownLabelError, Vocabulary, choose_fields
from helpers.coding.reading import check_name
from helpers.coding.sheets import sheet_rows, write_sheet
from helpers.corpus.coding.codes import read_codes, schema_of
from helpers.corpus.coding.folder import SAMPLE, coder_file
from helpers.corpus.coding.samples import read_sample
from helpers.corpus.files.limits import read_limits
from helpers.corpus.problems import InputError
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.untrusted_files import leads_out
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.voice import NO_GROUP
from helpers.measures.framing.codebook import read_codebook


class HandedOut(NamedTuple):
    """A sheet that was written: its sentences, those with answers already, what is asked."""

    sentences: int
    coded: int
    fields: list[str]


def hand_out(corpus: Path, *, coder: str, path: Path, fields: Sequence[str] = ()) -> HandedOut:
    """Write the sentences that were drawn as a sheet for one coder.

    Parameters
    ----------
    corpus
        The corpus folder.
    coder
        Who will fill it in; what they have coded already is filled in.
    path
        The sheet, .xlsx or .csv.
    fields
        What is asked; by default frames of the codebook's first set, tone and voice.

    Raises
    ------
    InputError
        Where no sample was drawn, a name cannot be used, or the sheet is there already.
    """
    own = coder_file(corpus, check_name(coder, option="--coder"))
    if not (corpus / SAMPLE).is_file() or leads_out(corpus, str(SAMPLE)):
        mend = f"draw some first: report code draw {corpus} --n 200"
        raise InputError.of(corpus / SAMPLE, "no sentences were drawn", mend)
    limits = read_limits(corpus)
    sample = read_sample(corpus / SAMPLE, limits=limits)
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    vocabulary = Vocabulary(codebook)
    try:
        asked = choose_fields(fields, vocabulary)
    except UnknownLabelError as error:
        raise InputError.of("--fields", error.what, error.mend) from None
    sets = vocabulary.frame_sets
    codes = pl.DataFrame(schema=schema_of(sets))
    if own.is_file() and not leads_out(corpus, str(own.relative_to(corpus))):
        codes = read_codes(own, frame_sets=sets, limits=limits, coder=coder).table
    rows = sheet_rows(sample, codes, coder=coder, fields=asked, frame_sets=sets)
    blocs = _blocs(read_settings(find_settings(corpus, "actors.yml"), Actors))
    write_sheet(path, rows, codebook=codebook, vocabulary=vocabulary, blocs=blocs)
    answers = rows.drop("id", "before", "sentence", "after")
    coded = rows.select(pl.any_horizontal(pl.col(answers.columns).is_not_null()))
    return HandedOut(rows.height, int(coded.to_series().sum()), asked)


def _blocs(actors: Actors) -> dict[str, str]:
    """List the groups that speakers can belong to, and what they are called."""
    rules = [rule.model_dump(exclude={"nations"}) for rule in actors.blocs]
    rules += [actors.unknown.model_dump(), actors.unnamed.model_dump()]
    named = {person.bloc for person in actors.persons}
    named |= {institution.bloc for institution in actors.institutions}
    found = {*named, *(bloc for rule in rules for bloc in rule.values() if bloc), NO_GROUP}
    return {bloc: actors.labels.get(bloc, bloc) for bloc in sorted({*found, *actors.labels})}
