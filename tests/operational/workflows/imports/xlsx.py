"""A workbook as a spreadsheet writes it, in the fewest parts: no library here writes any."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

Cell = str | int | float | bool | date | None
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)
"""Style 1 is a date."""


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Path:
    """Writes rows of cells, by sheet."""
    ranks = list(enumerate(sheets, 1))
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{rank}" r:id="s{rank}"/>' for rank, name in ranks
    )
    links = "".join(
        f'<Relationship Id="s{rank}" Type="{OFFICE}/worksheet" Target="sheet{rank}.xml"/>'
        for rank, _name in ranks
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="{FORMAT}.worksheet+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{FORMAT}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="b" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}<Relationship Id="styles" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    for rank, name in ranks:
        parts[f"xl/sheet{rank}.xml"] = sheet(sheets[name])
    with ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def sheet(rows: Sequence[Sequence[Cell]]) -> str:
    """The XML of a sheet."""
    lines = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def cell(content: Cell) -> str:
    """The XML of a cell; days are numbers since the end of 1899."""
    match content:
        case None:
            return "<c/>"
        case bool():
            return f'<c t="b"><v>{int(content)}</v></c>'
        case date():
            return f'<c s="1"><v>{(content - date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f"<c><v>{content!r}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(content)}</t></is></c>'
