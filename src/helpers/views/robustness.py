"""How far the findings hang on choices of method."""

from functools import partial

import polars as pl

from helpers.findings.finding import Finding
from helpers.findings.specifications import NUMBER, REFERENCE, VALUE, choices_of
from helpers.findings.wording import by_sign, count, listing, number, percent
from helpers.measures.multiverse import influence, summary
from helpers.show.chapter import Chapter
from helpers.show.findings import show_findings
from helpers.show.html import Display, show_text, together
from helpers.show.marks_curve import curve, height
from helpers.show.sentences import link_names, stack_lines
from helpers.views.frame_labels import cell
from helpers.views.summary import FEWEST, KEY, all_claims, all_findings

# A narrow figure has room for no more; what is left out lies between two that are drawn.
DRAWN = 160


def overview(chapter: Chapter) -> Display:
    """Show for every finding how many specifications agree with it and what moves it most."""
    found = _applying(chapter)
    if not found:
        return show_text("No finding applies here, so there is nothing to vary.")
    table = pl.DataFrame([_row(chapter, finding) for finding in found], infer_schema_length=None)
    firm = sum(finding.agreement == 1 for finding in found)
    asked = int(table["specifications"].sum())
    drawn = {finding.title: finding.id for finding in _key(chapter)}
    return chapter.table(
        table,
        full_table=table.drop("agreeing", "span"),
        name="robustness",
        caption=f"{count(table.height, 'finding')} under {number(asked, 0)}"
        f" specifications; {number(firm, 0)} {'gives' if firm == 1 else 'give'} the same "
        "answer under every one. Values in each finding’s own unit.",
        labels={
            "title": "question",
            "verdict": "verdict",
            "agreeing": "same answer",
            "span": "value [smallest, largest]",
            "most": "most influential choice",
        },
        formats={
            "title": link_names("#finding-", drawn),
            "agreeing": stack_lines,
            "span": stack_lines,
            "most": stack_lines,
        },
    )


def curves(chapter: Chapter) -> Display:
    """Show the specification curve of every key finding, and what its choices explain."""
    pieces = [_one(chapter, finding) for finding in _key(chapter)]
    if not pieces:
        return show_text("No key finding applies here, so there is no curve to draw.")
    return together(*pieces)


def not_applying(chapter: Chapter) -> Display:
    """List the findings that have no answer here, with the reason."""
    lines = [
        f"{finding.title} {finding.text}"
        for finding in all_findings(chapter)
        if finding.verdict == "does not apply"
    ]
    return show_text(*lines) if lines else show_text("Every finding applies to this corpus.")


def _key(chapter: Chapter) -> list[Finding]:
    """The findings on the key questions, or others where few of these have an answer."""
    answers = _answers(chapter)
    by_id = {finding.id: finding for finding in answers}
    key = [by_id[name] for name in KEY if name in by_id]
    others = [finding for finding in answers if finding not in key]
    return [*key, *others[: max(0, FEWEST - len(key))]]


def _applying(chapter: Chapter) -> list[Finding]:
    key = _key(chapter)
    return [*key, *(finding for finding in _answers(chapter) if finding not in key)]


def _answers(chapter: Chapter) -> list[Finding]:
    return [finding for finding in all_findings(chapter) if finding.value is not None]


def _specifications(chapter: Chapter, finding: Finding) -> pl.DataFrame:
    """All specifications of a finding: as its chapter kept them in a build, else made again."""
    table = chapter.specifications_of(finding)
    if table is not None:
        return table
    (specifications,) = (
        claim.specifications
        for claim in all_claims(chapter)
        if claim.finding.id == finding.id and claim.specifications
    )
    return specifications.table


def _row(chapter: Chapter, finding: Finding) -> dict[str, object]:
    table = _specifications(chapter, finding)
    told = summary(table, reference=finding.value).row(0, named=True)
    return {
        "finding": finding.id,
        "title": finding.title,
        "verdict": finding.verdict,
        "value": finding.value,
        **told,
        "agreeing": f"{percent(finding.agreement)}\nof {number(told['specifications'], 0)}",
        "span": cell(
            finding.value, (told["low"], told["high"]), write=partial(number, digits=finding.digits)
        ),
        "most": _most(influence(table, choices=choices_of(table))),
    }


def _most(explained: pl.DataFrame) -> str | None:
    """Name the choice that explains most, with its share; null where nothing differs."""
    known = explained.drop_nulls(["options", "explained"])
    if not known.height:
        return None
    name, share = (
        known.sort("explained", "choice", descending=[True, False])
        .select("choice", "explained")
        .row(0)
    )
    return f"{name}\n{percent(share)} of the spread"


def _one(chapter: Chapter, finding: Finding) -> Display:
    table = _specifications(chapter, finding)
    explained = influence(table, choices=choices_of(table))
    told = summary(table, reference=finding.value).row(0, named=True)
    options = {
        name: table[name].unique(maintain_order=True).to_list() for name in choices_of(table)
    }
    ordered = table.drop_nulls(VALUE).sort(VALUE, NUMBER)
    drawn = thinned(ordered)
    claim = show_findings([finding], level=chapter.parameters.confidence)
    if ordered.height < 2:
        return together(claim, show_text("There is a single specification, so no curve."))
    size = number(ordered.height, 0)
    some = f" Of the {size}, {number(drawn.height, 0)} are drawn, evenly along their order."
    lost = table.height - ordered.height
    gone = f" {count(lost, 'further combination')} {'has' if lost == 1 else 'have'} no value."
    # The share came from whole numbers, so this is one again and no rounding of a result.
    same = round((finding.agreement or 0) * finding.specifications)
    answer = "have the sign of the finding" if finding.chosen is None else "choose the same one"
    figure = chapter.figure(
        partial(curve, value=VALUE, reference=REFERENCE, choices=options, ylabel=finding.unit),
        drawn,
        name=f"curve-{finding.id}",
        caption=f"{finding.title} {number(same, 0)} of {size} specifications "
        f"({percent(finding.agreement)}) {answer}.{gone if lost else ''} Each "
        "column is one specification, by rising value; the marks below tell its options."
        f"{some if drawn.height < ordered.height else ''}",
        alt=_alt(finding, ordered, told, explained),
        height=height(options),
        csv=chapter.specifications_address(finding),
    )
    shares = chapter.table(
        explained,
        name=f"influence-{finding.id}",
        caption="How much of the spread each choice explains, over all specifications. What one "
        "choice or another would explain alike, as combinations are left out, and what hangs on "
        "several choices together stand last; all add up to the whole.",
        labels={"choice": "choice", "options": "options", "explained": "share of the spread"},
        formats={"explained": percent},
    )
    return together(claim, figure, shares)


def thinned(ordered: pl.DataFrame) -> pl.DataFrame:
    """Keep so many rows, evenly along their order, the first, the last and the reference's."""
    if ordered.height <= DRAWN:
        return ordered
    step = (ordered.height - 1) / (DRAWN - 1)
    kept = {round(step * place) for place in range(DRAWN)}
    kept |= set(ordered[REFERENCE].arg_true().to_list())
    return ordered[sorted(kept)]


def _alt(
    finding: Finding, ordered: pl.DataFrame, told: dict[str, float], explained: pl.DataFrame
) -> str:
    write = partial(number, digits=finding.digits)
    below = ordered.filter(pl.col(VALUE) < finding.value).height
    side = by_sign(finding.value, above="above zero", below="below zero", zero="at zero")
    # Zero shares its sign with no value, though values may lie at it.
    at_zero = ordered.filter(pl.col(VALUE) == 0).height / ordered.height
    same = told["same_sign"] if finding.value else at_zero
    rest = explained.drop_nulls(["options", "explained"])
    led = [
        f"{row['choice']} {percent(row['explained'])}"
        for row in rest.sort("explained", "choice", descending=[True, False]).head(3).to_dicts()
    ]
    explains = f"Of the spread, {listing(led)}." if led else "The values do not differ."
    return (
        f"A rising row of {number(told['specifications'], 0)} values from {write(told['low'])} "
        f"to {write(told['high'])}, median {write(told['median'])}; "
        f"{percent(same)} lie {side}. The report’s own, {finding.as_text[0]}, has "
        f"{number(below, 0)} below it. {explains}"
    )
