"""Which file of a folder, or which sheet of a workbook, is the file that a source speaks of."""

from collections.abc import Callable, Mapping
from pathlib import Path

from operational.workflows.imports.reading.delimited import read_delimited
from operational.workflows.imports.reading.parquet import read_parquet
from operational.workflows.imports.reading.tables import Table, UnusableFile
from operational.workflows.imports.reading.workbooks import read_workbook, sheet_names
from operational.workflows.imports.sources import File, Source

READERS: Mapping[str, Callable[[Path, File], Table]] = {
    ".csv": read_delimited,
    ".txt": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
    ".xls": read_workbook,
    ".ods": read_workbook,
    ".parquet": read_parquet,
}
WORKBOOKS = {suffix for suffix, reader in READERS.items() if reader is read_workbook}


def read_file(path: Path, source: Source, name: str) -> Table | None:
    """The rows of the file that a source names, in a folder or in the one file given.

    None if it is absent and optional. Refuses a file that is absent, of an unknown format, or
    that its reader refuses (UnusableFile).
    """
    file = source.files[name]
    found, sheet = _found(path, source, name)
    if found is None:
        if file.optional:
            return None
        raise UnusableFile(path=path / file.path if path.is_dir() else path, reason="missing_file")
    reader = READERS.get(found.suffix.lower())
    if reader is None:
        raise UnusableFile(path=found, reason="unknown_format", detail=", ".join(READERS))
    return reader(found, file.model_copy(update={"sheet": sheet or file.sheet}))


def _found(path: Path, source: Source, name: str) -> tuple[Path | None, str | None]:
    """The file, and the sheet of it where the file is a workbook that holds several files."""
    if path.is_dir():
        return _in_folder(path / source.files[name].path), None
    if not path.is_file():
        return None, None
    if len(source.files) == 1:
        return path, None
    if path.suffix.lower() in WORKBOOKS:
        wanted = source.files[name].sheet or name
        return (path, wanted) if wanted in sheet_names(path) else (None, None)
    return (path, None) if path.stem == Path(source.files[name].path).stem else (None, None)


def _in_folder(path: Path) -> Path | None:
    if path.is_file():
        return path
    if path.suffix:
        return None
    candidates = (path.with_suffix(suffix) for suffix in READERS)
    return next((candidate for candidate in candidates if candidate.is_file()), None)
