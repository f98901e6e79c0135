"""Frames kept in files, so that a large company never is in memory whole."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import polars as pl

T = TypeVar("T")


class Shelf:
    """Keeps dataclasses of frames, of plain values and of such dataclasses."""

    def __init__(self, folder: Path) -> None:
        """Keeps the frames in a folder, which must exist."""
        self._folder = folder
        self._plain: dict[str, Any] = {}

    def put(self, name: str, kept: object) -> None:
        """Keeps something under a name."""
        if isinstance(kept, pl.DataFrame):
            kept.write_ipc(self._file(name))
        elif is_dataclass(kept):
            for field in fields(kept):
                self.put(f"{name}.{field.name}", getattr(kept, field.name))
        else:
            self._plain[name] = kept

    def get(self, name: str, kind: type[T]) -> T:
        """What was kept under a name."""
        found: Any
        if kind is pl.DataFrame:
            found = pl.read_ipc(self._file(name))
        elif is_dataclass(kind):
            parts = get_type_hints(kind)
            found = kind(**{part: self.get(f"{name}.{part}", of) for part, of in parts.items()})
        else:
            found = self._plain[name]
        return found

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.arrow"
