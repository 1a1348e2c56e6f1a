"""Every finding of a study: as its chapters have kept them in a build, elsewhere made anew."""

import polars as pl

from helpers.findings import company, framing, keyness, sentiment, terms, voices
from helpers.findings.claim import Claim
from helpers.findings.finding import Finding, read_findings
from helpers.findings.specifications import Specifications
from helpers.study.opening import Study
from helpers.study.selection import Selection, once

MODULES = (voices, framing, sentiment, terms, keyness, company)


def specifications_name(finding: Finding) -> str:
    """Name of the table in which a finding's specifications are kept."""
    return f"specifications-{finding.id}"


@once
def make_claims(selection: Selection) -> list[Claim]:
    """Make every finding from a selection, chapter by chapter."""
    return [claim for module in MODULES for claim in module.findings(selection)]


@once
def every_claim(study: Study) -> list[Claim]:
    """Give every finding and its specifications; within a build those that were kept."""
    if study.build is None:
        return make_claims(study)
    claims = []
    for path in sorted((study.build / "results").glob("*/findings.json")):
        for finding in read_findings(path):
            table = path.parent / "tables" / f"{specifications_name(finding)}.parquet"
            kept = pl.read_parquet(table).drop("finding") if table.is_file() else None
            claims.append(Claim(finding, None if kept is None else Specifications(kept)))
    return claims
