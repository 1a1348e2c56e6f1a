"""What programs coded, as tables of the same form as those of the report's own instruments.

Where a program says nothing of a sentence, its tone is missing. Frames and voices cannot be
missing, as the sentence would be counted without them: there the report's own stand.
"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from helpers.corpus.coding.fields import PLACE, SCORE
from helpers.corpus.voices.voice import NO_GROUP, SOURCE_VOICES
from helpers.measures.joins import KEYS, join_in_order
from helpers.study.chosen import NO_PATTERN
from helpers.study.hand_coding import places
from helpers.study.tables import Tables

TONE, VOICE = ("tone", SCORE), ("voice",)


def programs(machines: pl.DataFrame, fields: Iterable[str]) -> list[str]:
    """List the programs that answer at least one of some fields.

    Parameters
    ----------
    machines
        As `helpers.corpus.coding.folder.Coding.machines`.
    fields
        Names of columns, which need not be there.

    Examples
    --------
    >>> machines = pl.DataFrame({"coder": ["b", "a"], "tone": ["1", None], "voice": [None, "x"]})
    >>> programs(machines, TONE), programs(machines, VOICE)
    (['b'], ['a'])
    """
    answered = [pl.col(name).is_not_null() for name in fields if name in machines.columns]
    if not answered:
        return []
    return machines.filter(pl.any_horizontal(answered))["coder"].unique().sort().to_list()


def answers(tables: Tables, program: str) -> pl.DataFrame:
    """Give a program's rows with the sentence that each lies in.

    Returns
    -------
    DataFrame
        The columns of `tables.machines`, sentence (as read); in reading order. Rows of places that
        the corpus does not have are left out.
    """
    where = places(tables).select(*PLACE, sentence="part_of").unique(PLACE, maintain_order=True)
    own = tables.machines.filter(pl.col("coder") == program)
    return join_in_order(own, where, on=PLACE, how="inner").sort(PLACE)


def with_tones(tables: Tables) -> Tables:
    """Add the tones that programs give to those of the report's own instruments.

    Returns
    -------
    Tables
        `tones` and `target_tones` with a row for each program (its name in lexicon), too: score
        (its score, or its tone where it gives none), given (its tone). A sentence that a signature
        cut apart has what is said of the first part that it says something of; a clause has
        nothing.
    """
    parts, targets = [tables.tones], [tables.target_tones]
    for program in programs(tables.machines, TONE):
        own = answers(tables, program).with_columns(given=pl.col("tone").cast(pl.Int64))
        tone = pl.col("given").cast(pl.Float64)
        own = own.with_columns(
            score=pl.coalesce(SCORE, tone) if SCORE in own.columns else tone,
            lexicon=pl.lit(program),
        ).drop_nulls("score")
        own = own.select(*KEYS, "score", "given").unique(KEYS, keep="first", maintain_order=True)
        rows = join_in_order(tables.sentences.select(KEYS), own)
        named = tables.target_tones.select(*KEYS, "target").unique(maintain_order=True)
        for tables_of, table in ((parts, rows), (targets, join_in_order(named, own))):
            tables_of.append(table.with_columns(lexicon=pl.lit(program)))
    return tables.change(tones=_like(parts), target_tones=_like(targets))


def _like(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Put tables below the first, with its columns."""
    return pl.concat(
        [parts[0], *(part.select(set(part.columns) & set(parts[0].columns)) for part in parts[1:])],
        how="diagonal",
    )


def with_frames(tables: Tables, program: str) -> Tables:
    """Put a program's frames in place of those that the codebook's patterns find.

    Returns
    -------
    Tables
        With other codes: one of the program covers its sentence and has no pattern. The sentences
        that it says something of count as searched, whatever their language.
    """
    own = answers(tables, program)
    codes, others, sentences = tables.codes, set[str](), tables.sentences
    for name, frames in tables.codebook.frame_sets().items():
        said = own.drop_nulls(name)
        if said.height:
            found = said.with_columns(frame=pl.col(name).str.split(";")).explode("frame")
            codes = put_frames(codes, said, found.filter(pl.col("frame") != ""), frames=frames)
            others |= set(frames)
            also = said.select(*KEYS, also=pl.lit(value=True)).unique(KEYS)
            sentences = (
                join_in_order(sentences, also)
                .with_columns(searched=pl.col("searched") | pl.col("also").fill_null(value=False))
                .drop("also")
            )
    chosen = replace(tables.chosen, other_frames=frozenset(others))
    return tables.change(codes=codes, sentences=sentences, chosen=chosen)


def put_frames(
    codes: pl.DataFrame, said: pl.DataFrame, found: pl.DataFrame, *, frames: Iterable[str]
) -> pl.DataFrame:
    """Put frames of whole sentences in place of those that the patterns find there.

    Parameters
    ----------
    codes
        As `Tables.codes`.
    said
        document, sentence: where the patterns count no longer.
    found
        document, sentence, frame, start, end.
    frames
        Those of which something is said.

    Examples
    --------
    >>> codes = pl.DataFrame(
    ...     {
    ...         "document": "a",
    ...         "sentence": [0, 1],
    ...         "frame": "costs",
    ...         "start": [3, 20],
    ...         "end": [8, 25],
    ...         "pattern": "cost*",
    ...     }
    ... )
    >>> found = codes.head(1).with_columns(start=0, end=12)
    >>> put_frames(codes, codes.select("document", "sentence"), found, frames=["costs"]).rows()
    [('a', 0, 'costs', 0, 12, '')]
    """
    names = list(frames)
    there = codes.join(said.select(KEYS).unique(), on=KEYS, how="semi", maintain_order="left")
    gone = there.filter(pl.col("frame").is_in(names)).select(*KEYS, "frame").unique()
    stay = codes.join(gone, on=[*KEYS, "frame"], how="anti", maintain_order="left")
    new = found.with_columns(pattern=pl.lit(NO_PATTERN)).select(
        pl.col(name).cast(kind) for name, kind in codes.schema.items()
    )
    return pl.concat([stay, new]).sort("document", "start", "end", "frame", maintain_order=True)


def with_voices(tables: Tables, program: str) -> Tables:
    """Put a program's voices, speakers and groups in place of those that the rules read.

    A speaker or a group that the program was never asked for stays as the rules read it, where a
    source speaks. A group that the corpus does not have is no group. Boilerplate, which nobody
    says, keeps no voice.

    Returns
    -------
    Tables
        With other voices in `sentences` and `spans`.
    """
    own = answers(tables, program).drop_nulls("voice").unique(KEYS, keep="first")
    asked = [name for name in ("speaker", "bloc") if own[name].count()]
    own = own.select(*KEYS, pl.col("voice", *asked).name.prefix("new_"))
    known = {*tables.bloc_labels, *tables.sentences["bloc"].drop_nulls()}
    said = pl.col("new_voice").is_not_null() & (pl.col("kind") != "boilerplate")
    source = pl.col("new_voice").is_in(SOURCE_VOICES)
    speaker = pl.col("new_speaker" if "speaker" in asked else "speaker")
    bloc = pl.col("new_bloc" if "bloc" in asked else "bloc")
    if "bloc" in asked:
        bloc = pl.when(bloc.is_in(sorted(known))).then(bloc).otherwise(pl.lit(NO_GROUP))
    same = pl.col("speaker").eq_missing(speaker)
    new = {
        "voice": pl.col("new_voice"),
        "speaker": pl.when(source).then(speaker),
        "bloc": pl.when(source).then(bloc).otherwise(pl.lit(NO_GROUP)),
        "full_name": pl.when(source & same).then("full_name"),
        "verb": pl.when(source).then("verb"),
        "verb_class": pl.when(source).then("verb_class"),
    }

    def put(table: pl.DataFrame, *, sentence: str) -> pl.DataFrame:
        joined = join_in_order(table, own.rename({"sentence": sentence}), on=["document", sentence])
        return joined.with_columns(
            pl.when(said).then(value).otherwise(name).alias(name) for name, value in new.items()
        ).select(table.columns)

    return tables.change(
        sentences=put(tables.sentences, sentence="sentence"),
        spans=put(tables.spans, sentence="part_of"),
    )


def reads_all(tables: Tables, program: str, field: str, sentences: pl.DataFrame) -> bool:
    """Tell whether a program, once it is chosen, answers a field of all of some sentences.

    Parameters
    ----------
    tables
        Of the corpus.
    program
        One that has codes there.
    field
        ``voice``, ``speaker``, ``bloc`` or a set of frames.
    sentences
        document, start, end; those that the splitter cuts elsewhere are passed over.
    """
    own = answers(tables, program)
    # Who speaks is taken from it as a whole, where it was asked for the speaker at all.
    answered = "voice" if field in ("speaker", "bloc") and own[field].count() else field
    said = own.drop_nulls(answered)
    where = places(tables).select(*PLACE, sentence="part_of").unique(PLACE)
    return (
        join_in_order(sentences, where, on=PLACE, how="inner")
        .join(said, on=KEYS, how="anti")
        .is_empty()
    )


def coverage(tables: Tables, program: str, fields: Iterable[str]) -> float:
    """Give the share of the counted sentences of which a program answers one of some fields."""
    counted = tables.sentences.filter(pl.col("kind") != "boilerplate")
    names = [name for name in fields if name in tables.machines.columns]
    said = answers(tables, program).filter(pl.any_horizontal(pl.col(names).is_not_null()))
    return join_in_order(counted, said.unique(KEYS), how="semi").height / max(counted.height, 1)
