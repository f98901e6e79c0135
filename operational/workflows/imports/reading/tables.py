"""A file once read: one text per cell, and the line each row is on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from operational.core.errors import Refusal

LINE, BROKEN = "#line", "#broken"


class UnusableFile(Refusal):
    """A file that cannot be imported at all: `reason` is a code of `labels.FILE_PROBLEMS`."""

    def __init__(self, *, path: Path, reason: str, detail: str = "") -> None:
        """Keeps the file, the code of the reason, and what the reason is about."""
        super().__init__(f"{path}: {reason} {detail}".rstrip())
        self.path, self.reason, self.detail = path, reason, detail


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file.

    `frame` has a text per cell (stripped, null where empty), the line in the file (`LINE`), and
    the whole row as text where it does not have the right number of cells (`BROKEN`).
    """

    path: Path
    frame: pl.DataFrame
    decimal: str = "."
    dates: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The names of the columns of the file."""
        return [name for name in self.frame.columns if name not in {LINE, BROKEN}]


def headings(path: Path, names: Sequence[str | None]) -> list[str]:
    """The names of the columns; those without one are named by their rank. Refuses doubles."""
    given = [(name or "").strip() or f"colonne {rank}" for rank, name in enumerate(names, 1)]
    doubles = [name for name, count in Counter(given).items() if count > 1]
    if doubles:
        raise UnusableFile(path=path, reason="duplicate_column", detail=", ".join(doubles))
    return given


def cleaned(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its texts stripped, empty ones null, and without the rows that hold nothing."""
    texts = pl.exclude(LINE)  # not by their names: a heading `*` would mean every column
    stripped = frame.with_columns(texts.str.strip_chars().replace("", None))
    if stripped.width == 1:
        return stripped.clear()
    return stripped.filter(pl.any_horizontal(texts.is_not_null()))
