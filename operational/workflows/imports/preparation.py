"""Everything that needs no database: the files of a source, read, mapped and checked."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from operational.core.i18n import _
from operational.workflows.imports.coherence import check
from operational.workflows.imports.layouts import LAYOUTS
from operational.workflows.imports.layouts.documents import LINES
from operational.workflows.imports.reading import Table, UnusableFile, read_file
from operational.workflows.imports.sources import Mapping, Source
from operational.workflows.imports.staging import KEY, Staged, complete, key_of, stage, together
from operational.workflows.imports.terms import Problem, Scope
from operational.workflows.imports.types import Layout


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows by layout, and the columns of the files that the source does not speak of."""

    staged: dict[str, Staged]
    unused_columns: dict[str, tuple[str, ...]]


def prepare(source: Source, path: Path) -> Prepared:
    """The rows of each layout that the files at a path give.

    Refuses files that cannot be used (UnusableFile) and expressions that cannot be computed on
    them (UnusableMapping).
    """
    tables = _tables(source, path)
    staged, used = {}, {name: set[str]() for name in tables}
    for layout in LAYOUTS:
        mappings = [m for m in source.layouts.get(layout.name, ()) if m.file in tables]
        parts = [_staged(layout, mapping, source, tables, used) for mapping in mappings]
        if parts:
            staged[layout.name] = _completed(layout, parts)
    return Prepared(staged, _unused(tables, used))


def _tables(source: Source, path: Path) -> dict[str, Table]:
    read = {name: read_file(path, source, name) for name in source.files}
    tables = {name: table for name, table in read.items() if table is not None}
    if not tables:
        if not path.exists():
            raise UnusableFile(path=path, reason="missing_file")
        raise UnusableFile(path=path, reason="no_file", detail=", ".join(source.files))
    return tables


def _staged(
    layout: Layout,
    mapping: Mapping,
    source: Source,
    tables: dict[str, Table],
    used: dict[str, set[str]],
) -> Staged:
    table = tables[mapping.file]
    scope = Scope(
        columns=frozenset(table.columns),
        decimal=table.decimal,
        tables=source.tables,
        lookup=partial(_lookup, tables, used),
        used=used[mapping.file],
    )
    return stage(layout, mapping, table, scope)


def _completed(layout: Layout, parts: list[Staged]) -> Staged:
    if layout is LINES:
        return complete(layout, _with_positions(together(parts)))
    return check(layout, complete(layout, together(parts)))


def _with_positions(lines: Staged) -> Staged:
    """The lines with their rank in their document, where the source does not say it."""
    rank = pl.int_range(1, pl.len() + 1).over("document", "reference")
    ranked = lines.rows.with_columns(pl.col("position").fill_null(rank))
    return Staged(ranked.with_columns(key_of(LINES).alias(KEY)), lines.issues)


def _lookup(
    tables: dict[str, Table], used: dict[str, set[str]], file: str, key: str, value: str
) -> tuple[pl.Series, pl.Series]:
    """The keys of a file of the source, each once, and the values of a column on their rows."""
    if file not in tables:
        raise Problem(_("le fichier « {name} » est absent").format(name=file))
    for column in (key, value):
        if column not in tables[file].columns:
            problem = _("le fichier « {file} » n'a pas de colonne « {name} »")
            raise Problem(problem.format(file=file, name=column))
    used[file] |= {key, value}
    known = tables[file].frame.filter(pl.col(key).is_not_null()).unique(key, maintain_order=True)
    return known[key], known[value]


def _unused(tables: dict[str, Table], used: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    unused = {
        table.path.name: tuple(column for column in table.columns if column not in used[name])
        for name, table in tables.items()
    }
    return {name: columns for name, columns in unused.items() if columns}
