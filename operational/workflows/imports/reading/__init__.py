"""Files as frames of texts, whatever their format: typing is done later, where errors are reported."""

from operational.workflows.imports.reading.files import read_file
from operational.workflows.imports.reading.tables import BROKEN, LINE, Table, UnusableFile

__all__ = ["BROKEN", "LINE", "Table", "UnusableFile", "read_file"]
