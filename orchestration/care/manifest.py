"""What a backup is made of: files with their sums, rows by table, figures. Written last."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FILE = "manifest.json"
DATABASE = "database.dump"
LAKE_FOLDER = "lake"
BLOCK = 1 << 20


class NotABackup(Exception):
    """The folder is no backup that ended well."""

    def __init__(self, *, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class DamagedBackup(Exception):
    """A file of the backup is missing, or is not what it was."""

    def __init__(self, *, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


@dataclass(frozen=True, slots=True)
class Content:
    """A file of a backup: its size and its SHA-256 sum."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup: `files` by path, `rows` by table, and `figures` of a year at a state of the lake.

    `state` is None where the lake had none published.
    """

    made_at: datetime
    revision: str
    files: Mapping[str, Content]
    rows: Mapping[str, int]
    state: int | None
    figures: Mapping[str, Any]
    has_lake: bool

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(content.size for content in self.files.values())


def write(manifest: Manifest, folder: Path) -> None:
    """Writes it among the files it tells of."""
    told = asdict(manifest) | {"made_at": manifest.made_at.isoformat()}
    (folder / FILE).write_text(json.dumps(told, indent=1, ensure_ascii=False))


def read(folder: Path) -> Manifest:
    """Reads it. Refuses a folder without one (NotABackup), and one that is damaged (DamagedBackup)."""
    try:
        told = json.loads((folder / FILE).read_text())
        told["made_at"] = datetime.fromisoformat(told["made_at"])
        told["files"] = {path: Content(**content) for path, content in told["files"].items()}
        return Manifest(**told)
    except (FileNotFoundError, NotADirectoryError):
        raise NotABackup(folder=folder) from None
    except (ValueError, TypeError, KeyError):
        raise DamagedBackup(file=folder / FILE) from None


def verify(manifest: Manifest, folder: Path) -> None:
    """Reads every file again. Raises DamagedBackup for the first that is not what it was."""
    for path, content in manifest.files.items():
        file = folder / path
        if not file.is_file() or content_of(file) != content:
            raise DamagedBackup(file=file)


def content_of(file: Path) -> Content:
    """The size and the sum of a file."""
    with file.open("rb") as blocks:
        digest = hashlib.file_digest(blocks, "sha256")
        return Content(blocks.tell(), digest.hexdigest())


def copy(source: Path, target: Path) -> Content:
    """Copies a file, and gives the sum of what was copied."""
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as blocks, target.open("wb") as written:
        while block := blocks.read(BLOCK):
            digest.update(block)
            written.write(block)
        return Content(written.tell(), digest.hexdigest())
