"""An Excel workbook made by hand."""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape


def workbook(path: Path, rows: list[tuple[object, ...]], *, corner: str = "") -> Path:
    """Write the least that is an Excel workbook: one sheet, strings in their cells.

    `corner` is the place of one more field, such as "XFD1048576".
    """
    cells = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t xml:space="preserve">{_plain(value)}</t></is></c>'
            if isinstance(value, str)
            else f"<c><v>{value}</v></c>"
            for value in row
        )
        + "</row>"
        for row in rows
    )
    if corner:
        cells += f'<row><c r="{corner}"><v>1</v></c></row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    book, page = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/>'
        f'<Override PartName="/{book}" ContentType="{sheet}.sheet.main+xml"/>'
        f'<Override PartName="/{page}" ContentType="{sheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="{book}"/></Relationships>',
        book: f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="articles" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        page: f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _plain(text: str) -> str:
    """Return a text as XML holds it, which has no other control characters."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text))
