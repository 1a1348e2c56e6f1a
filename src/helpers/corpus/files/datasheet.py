"""Write the datasheet of a corpus that was imported."""

from pathlib import Path
from string import Template

from helpers.corpus.files.import_result import ImportResult
from helpers.corpus.files.tables import Table
from helpers.corpus.settings import DEFAULTS


def datasheet(result: ImportResult, table: Table) -> str:
    """Return the datasheet of a new corpus, with questions for the analyst to answer."""
    template = Template((DEFAULTS / "datasheet.md").read_text(encoding="utf-8"))
    return template.substitute(
        name=result.folder.name,
        source=table.path.name,
        summary="\n".join(f"- {line}" for line in result.summary()),
        notes=_notes(result),
    )


def append_to_sheet(path: Path, heading: str, result: ImportResult, table: Table) -> None:
    """Add what was imported since to a datasheet, which may lack."""
    lines = [f"\n## {heading}: `{table.path.name}`\n", *(f"- {one}" for one in result.summary())]
    lines += ["\nIrregularities found in it:\n", _notes(result)]
    with path.open("a", encoding="utf-8") as sheet:
        sheet.write("\n".join(lines) + "\n")


def is_untouched(path: Path) -> bool:
    """Return whether nobody has answered a question of a datasheet."""
    template = (DEFAULTS / "datasheet.md").read_text(encoding="utf-8")
    sheet = path.read_text(encoding="utf-8", errors="replace")
    return all(part in sheet for part in template.split("\n\n") if part.startswith("*"))


def _notes(result: ImportResult) -> str:
    return "\n".join(f"- {note.what}; {note.mend}" for note in result.notes) or "- none"
