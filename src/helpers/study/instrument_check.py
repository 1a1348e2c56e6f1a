"""How often the instruments give the answer that the coders of a sentence agree on."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from helpers.corpus.coding.fields import PLACE, STANCE, WEIGHT
from helpers.corpus.coding.folder import GUIDE, WHO_CODED
from helpers.corpus.problems import InputError
from helpers.corpus.suggestions import suggest
from helpers.corpus.voices.voice import NO_GROUP
from helpers.measures.agreement import accuracy, confusion
from helpers.measures.joins import join_in_order
from helpers.measures.resampling import bootstrap_mean, wilson_interval
from helpers.study import pattern_support
from helpers.study.coded_sample import change_of_rules, coded_sample, scored_codes
from helpers.study.coders import coder_agreement, disagreements, is_text, people
from helpers.study.hand_coding import frame_intervals, frame_scores, mistakes, places
from helpers.study.instruments import (
    INSTRUMENTS,
    LEXICONS,
    in_order,
    instrument_name,
)
from helpers.study.names import every_frame_name, group_names
from helpers.study.sampled_scores import share_intervals
from helpers.study.selection import Selection
from helpers.study.stances import SCORES as STANCE_SCORES
from helpers.study.stances import compare_stances, stance_scores
from helpers.study.tones import labels_and_codes
from helpers.study.voices import VOICE_NAMES

# What is asked of a sentence beside its frames, by the column that holds the answer.
QUESTIONS = {
    "kind": "text, heading or caption",
    "voice": "who says it: reporter, quotation or paraphrase",
    "speaker": "name of the speaker",
    "bloc": "the speaker’s group",
    "tone": "tone",
}
SIDES = {"-1": "against", "0": "neither", "1": "in favour", "": "not referred to"}
TONES = {"-1": "negative", "0": "neutral", "1": "positive"}
IN_VIEW = "yes; not measured on unseen text"
UNSEEN = "no"
# Whether the rules may have been fitted to a sample, by whether they changed after its draw.
SEEN = {
    None: IN_VIEW,
    "unchanged": UNSEEN,
    "changed": "perhaps; changed after the draw",
    "unknown": "not known",
}
RULES, GUESS = "the rules", "a guess"
# Fewer coded sentences say too little to draw a dot for them.
FEWEST = 5
# The witnesses that can bear a pattern out.
WITNESSES: tuple[pattern_support.Witness, ...] = ("sentence", "document")


def questions(selection: Selection) -> dict[str, str]:
    """Say in words what is read and coded of a sentence, by column; what instruments are for.

    Of each set of frames it is the exact frames of the set that a sentence has.
    """
    book = selection.tables.codebook
    sets = {name: f"all frames: {book.set_label(name)}" for name in book.frame_sets()}
    labels = {name: words for name, words in QUESTIONS.items() if name not in ("kind", "tone")}
    return labels | sets | {"tone": QUESTIONS["tone"]}


def instrument_scores(selection: Selection) -> pl.DataFrame:
    """Give the share of coded sentences in which each instrument is right, beside a guess.

    Frames are right where a sentence has exactly the coded ones.

    Parameters
    ----------
    selection
        All coded sentences of its corpus count, whatever it selects.

    Returns
    -------
    DataFrame
        instrument (in words), n (sentences that the coders agree on), right, low, high (share of
        them; blocks of whole articles resampled, or as `helpers.study.sampled_scores` has it),
        guess (share that the commonest answer alone gets), seen (whether the rules were written
        with these sentences in view).
    """
    asked = questions(selection)
    fields = [_hits(selection, field, asked[field]) for field in asked if field != "tone"]
    # Places in the two are counted differently, so they are drawn apart.
    sets = [
        [table for table in tables if table.height] for tables in (fields, _tone_hits(selection))
    ]
    known = [_scored(selection, pl.concat(tables)) for tables in sets if tables]
    schema = {
        "instrument": pl.String,
        "n": pl.Int64,
        "right": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "guess": pl.Float64,
        "seen": pl.String,
    }
    return pl.concat(known).select(list(schema)) if known else pl.DataFrame(schema=schema)


def _scored(selection: Selection, hits: pl.DataFrame) -> pl.DataFrame:
    parameters = selection.parameters
    if coded_sample(selection.tables) is None:
        bounds = bootstrap_mean(
            hits, value="hit", by="instrument", order="place", **parameters.resampling
        )
    else:
        bounds = share_intervals(hits, by="instrument", level=parameters.confidence)
    weight = pl.col(WEIGHT)
    return (
        hits.group_by("instrument", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            ((pl.col("hit") * weight).sum() / weight.sum()).alias("right"),
            pl.col("guess").first(),
            pl.col("seen").first(),
        )
        .pipe(join_in_order, bounds.select("instrument", "low", "high"), on="instrument")
    )


def coding_guide(selection: Selection) -> str:
    """Give the corpus' own coding guide (Markdown); empty where it has none, or no codes."""
    return _of_coding(selection, GUIDE)


def coders_note(selection: Selection) -> str:
    """Give what the corpus says of its coders in short; empty where it says nothing."""
    return _of_coding(selection, WHO_CODED).strip()


def _of_coding(selection: Selection, name: Path) -> str:
    path = selection.tables.folder / name
    if not (selection.tables.coded.height and path.is_file()):
        return ""
    return path.read_text(encoding="utf-8")


def _hits(selection: Selection, field: str, question: str) -> pl.DataFrame:
    """Whether each coded sentence is read as coded: instrument, document, place, hit, guess."""
    sentences = selection.hand_coding.drop_nulls(field)
    if field in selection.tables.codebook.frame_sets():
        sentences = sentences.filter(is_text())
        # Where nobody found a frame of the set, none can be right.
        sentences = sentences.filter((pl.col(field) != "").any())
    scores = accuracy(sentences, gold=field, predicted=f"read_{field}", weight=WEIGHT)
    return sentences.select(
        pl.lit(question).alias("instrument"),
        "document",
        pl.col("start").alias("place"),
        (pl.col(field) == pl.col(f"read_{field}")).fill_null(value=False).alias("hit"),
        WEIGHT,
        pl.lit(scores["majority_accuracy"].item(), pl.Float64).alias("guess"),
        pl.lit(SEEN[change_of_rules(selection.tables, [field])]).alias("seen"),
    )


def _tone_hits(selection: Selection) -> list[pl.DataFrame]:
    beside = labels_and_codes(selection)
    seen = SEEN[change_of_rules(selection.tables, ["tone"])]
    tables = []
    programs = set(beside["lexicon"]) - set(INSTRUMENTS)
    for lexicon in in_order([*LEXICONS, *programs]):
        sentences = beside.filter(pl.col("lexicon") == lexicon)
        if not sentences.height:
            continue
        scores = accuracy(sentences, gold="gold", predicted="predicted", weight=WEIGHT)
        tables.append(
            sentences.select(
                pl.lit(f"{QUESTIONS['tone']}: {instrument_name(lexicon)}").alias("instrument"),
                "document",
                pl.col("sentence").alias("place"),
                (pl.col("gold") == pl.col("predicted")).fill_null(value=False).alias("hit"),
                WEIGHT,
                pl.lit(scores["majority_accuracy"].item(), pl.Float64).alias("guess"),
                pl.lit(seen if lexicon == "headline" else UNSEEN).alias("seen"),
            )
        )
    return tables


def frame_f1(selection: Selection) -> pl.DataFrame:
    """Give the F1 of each frame of the chosen set beside that of naming it in every sentence.

    On a random sample all patterns are applied. On whole articles only those are that match in two
    articles or more: they would be there had one of the articles not been read, which comes nearer
    to an unread article than all patterns do.

    Returns
    -------
    DataFrame
        frame, found_by (these rules, or a guess), f1, low, high, support (coded sentences); the
        frame that is found best first. Frames that the coders agree on in fewer than five sentences
        are left out; no rows where nothing was coded, or where whole articles were and there is no
        second one.
    """
    tables = selection.tables
    if coded_sample(tables) is not None:
        scores = frame_intervals(tables, selection.parameters)
    elif tables.documents.height > 1 and tables.coded.height:
        tables = pattern_support.keep_confirmed(
            tables, pattern_support.matches(tables), by="document"
        )
        scores = frame_intervals(tables, selection.parameters)
    else:
        scores = frame_intervals(tables, selection.parameters).clear()
    scores = scores.join(selection.frames, on="frame", how="semi").filter(
        pl.col("support") >= FEWEST
    )
    ends = ("", "_low", "_high")
    parts = [
        scores.select(
            "frame",
            pl.lit(words).alias("found_by"),
            *(
                pl.col(f"{score}{end}").alias(name)
                for end, name in zip(ends, ("f1", "low", "high"), strict=True)
            ),
            "support",
            best="f1",
        )
        for score, words in (("f1", RULES), ("always_f1", GUESS))
    ]
    return (
        pl.concat(parts)
        .sort("best", "frame", descending=[True, False], nulls_last=True, maintain_order=True)
        .drop("best")
    )


def frame_table(selection: Selection) -> pl.DataFrame:
    """List how well each coded frame is found.

    Returns
    -------
    DataFrame
        label, then the columns of `helpers.study.hand_coding.frame_intervals`.
    """
    table = frame_intervals(selection.tables, selection.parameters)
    return _with_labels(selection, table)


def pattern_table(selection: Selection) -> pl.DataFrame:
    """Count for each frame the patterns that nothing else bears out, and its F1 without them.

    Returns
    -------
    DataFrame
        label, frame, patterns, none (match nowhere), one (in one sentence only), one_document (in
        one article only), f1 (with all patterns), f1_sentence, f1_document (with those that match
        in a second sentence, a second article; missing where the frame was not coded).
    """
    tables = selection.tables
    places = pattern_support.matches(tables)
    counts = (
        pattern_support.support(tables, places)
        .group_by("frame", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("patterns"),
            none=(pl.col("sentences") == 0).sum().cast(pl.Int64),
            one=(pl.col("sentences") == 1).sum().cast(pl.Int64),
            one_document=(pl.col("documents") == 1).sum().cast(pl.Int64),
        )
    )
    scores = {"f1": frame_scores(tables)} | {
        f"f1_{witness}": frame_scores(pattern_support.keep_confirmed(tables, places, by=witness))
        for witness in WITNESSES
    }
    for name, table in scores.items():
        column = table.select("frame", pl.col("f1").alias(name))
        counts = join_in_order(counts, column, on="frame")
    return _with_labels(selection, counts)


def agreement_table(selection: Selection) -> pl.DataFrame:
    """Tell how far the coders agree, for each field and each frame.

    Returns
    -------
    DataFrame
        question (in words), then the columns of `helpers.study.coders.coder_agreement` but for
        field; no rows where fewer than two people coded.
    """
    tables = selection.tables
    codes = scored_codes(tables)
    if people(codes)["coder"].n_unique() < 2:
        codes = codes.clear()
    names = every_frame_name(selection)
    words = QUESTIONS | {name: f"frame: {label}" for name, label in names.items()}
    table = coder_agreement(
        codes,
        tables.codebook.frame_sets(),
        resampling=selection.parameters.resampling,
    )
    return table.select(pl.col("field").replace(words).alias("question"), pl.exclude("field"))


def disputed_codes(selection: Selection) -> pl.DataFrame:
    """List the answers in which the coders of a sentence differ.

    Returns
    -------
    DataFrame
        question (in words), document, sentence (missing where the splitter cuts elsewhere), text,
        answers (each coder’s, as “ann: positive; bo: neutral”), settled (the code agreed on
        afterwards, where there is one).
    """
    asked = QUESTIONS | questions(selection)
    names = _answer_names(selection) | {NO_GROUP: "no group"}
    where = places(selection.tables).select(*PLACE, "sentence", printed="text")
    codes = disagreements(scored_codes(selection.tables))
    rows = [
        {
            "question": asked.get(row["field"], _side_question(row["field"])),
            "document": row["document"],
            "sentence": row["sentence"],
            "text": row["text"] or row["printed"],
            "answers": "; ".join(
                f"{coder}: {_answer_words(names, row['field'], answer)}"
                for coder, answer in zip(row["coders"], row["answers"], strict=True)
            ),
            "settled": None
            if row["settled"] is None
            else _answer_words(names, row["field"], row["settled"]),
        }
        for row in join_in_order(codes, where, on=PLACE).iter_rows(named=True)
    ]
    schema = dict.fromkeys(
        ("question", "document", "sentence", "text", "answers", "settled"), pl.String
    )
    return pl.DataFrame(rows, schema=schema | {"sentence": pl.Int64})


def _side_question(field: str) -> str:
    return f"for or against: {field.removeprefix(STANCE).replace('_', ' ').capitalize()}"


def confusion_shares(selection: Selection, field: str) -> pl.DataFrame:
    """Tell how the sentences of each coded answer are read.

    Parameters
    ----------
    selection
        All coded sentences of its corpus count.
    field
        ``voice``, ``bloc`` or ``tone``.

    Returns
    -------
    DataFrame
        coded, read (in words), sentences, n (with the coded answer), share (sentences / n, or of
        the sentences that those of a random sample stand for); every pair of answers. Answers of
        fewer than five coded sentences are left out.

    Raises
    ------
    InputError
        Where the field is none of these.
    """
    names = {
        "voice": VOICE_NAMES,
        "bloc": group_names(selection) | {NO_GROUP: "no group"},
        "tone": TONES,
    }
    if field not in names:
        raise InputError.of("field", f"there is no '{field}'", suggest(field, names))
    schema = {
        "coded": pl.String,
        "read": pl.String,
        "sentences": pl.Int64,
        "n": pl.Int64,
        "share": pl.Float64,
    }
    sentences = selection.hand_coding.filter(is_text()).select(
        pl.col(field).alias("gold"),
        pl.col(f"read_{field}").fill_null("").alias("predicted"),
        WEIGHT,
    )
    if not sentences["gold"].count():
        return pl.DataFrame(schema=schema)
    weights = sentences.group_by("gold", "predicted").agg(pl.col(WEIGHT).sort().sum())
    pairs = (
        confusion(sentences, gold="gold", predicted="predicted")
        .pipe(join_in_order, weights, on=["gold", "predicted"])
        .with_columns(n=pl.col("n").sum().over("gold"), sentences="n")
        .with_columns(share=pl.col(WEIGHT) / pl.col(WEIGHT).sum().over("gold"))
    )
    firm = pairs.filter(pl.col("n") >= FEWEST)
    words = names[field] | {"": "not found"}
    order = {code: place for place, code in enumerate(words)}
    answers = firm.select("gold", "n").unique().sort(_place(pl.col("gold"), order), "gold")
    readings = firm.select("predicted").unique().sort(_place(pl.col("predicted"), order))
    return (
        answers.join(readings, how="cross", maintain_order="left_right")
        .join(firm.drop("n"), on=["gold", "predicted"], how="left", maintain_order="left")
        .with_columns(pl.col("sentences", "share").fill_null(0))
        .select(
            pl.col("gold").replace(words).alias("coded"),
            pl.col("predicted").replace(words).alias("read"),
            "sentences",
            "n",
            "share",
        )
    )


def every_mistake(selection: Selection) -> pl.DataFrame:
    """List the sentences that are read otherwise than the coders agree on.

    Returns
    -------
    DataFrame
        question (in words), document, sentence, text, coded, read; captions and credits left out.
    """
    schema = {
        "question": pl.String,
        "document": pl.String,
        "sentence": pl.Int64,
        "text": pl.String,
        "coded": pl.String,
        "read": pl.String,
    }
    text = selection.hand_coding.filter(is_text())
    names = _answer_names(selection)
    # Several frames stand in one cell; only with spaces can they be broken into lines.
    words = (
        pl.col("coded", "read")
        .fill_null("")
        .str.split(";")
        .list.eval(pl.element().replace(names))
        .list.join("; ")
    )
    return pl.concat(
        mistakes(text, field)
        .with_columns(words)
        .select(pl.lit(question).alias("question"), pl.all())
        for field, question in questions(selection).items()
    ).select(list(schema))


def side_scores(selection: Selection) -> pl.DataFrame:
    """Score how the frames tell whether a sentence speaks for or against a side.

    Returns
    -------
    DataFrame
        The columns of `helpers.study.stances.stance_scores`, low and high (Wilson's interval of the
        accuracy).
    """
    tables, level = selection.tables, selection.parameters.confidence
    table = stance_scores(tables)
    if not table.height:
        return pl.DataFrame(schema=STANCE_SCORES | {"low": pl.Float64, "high": pl.Float64})
    if coded_sample(tables) is None:
        return wilson_interval(table, hits="hits", n="n", level=level)
    hit = (pl.col("coded") == pl.col("read")).fill_null(value=False)
    hits = compare_stances(tables).with_columns(hit=hit)
    return join_in_order(table, share_intervals(hits, by="target", level=level), on="target")


def _answer_names(selection: Selection) -> dict[str, str]:
    return every_frame_name(selection) | VOICE_NAMES | group_names(selection) | TONES


def _answer_words(names: Mapping[str, str], field: str, answer: str) -> str:
    words = SIDES if field.startswith(STANCE) else names
    return ", ".join(words.get(part, part) for part in answer.split(";")) or "none"


def _with_labels(selection: Selection, table: pl.DataFrame) -> pl.DataFrame:
    names = every_frame_name(selection)
    label = pl.col("frame").replace_strict(names, return_dtype=pl.String)
    return table.select(label.alias("label"), pl.all())


def _place(code: pl.Expr, order: dict[str, int]) -> pl.Expr:
    return code.replace_strict(order, default=len(order), return_dtype=pl.Int64)
