"""A backup: the database at one snapshot, and the files of the lake that this snapshot names.

Files of a lake never change, and only maintenance removes them, which waits: so both agree.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from orchestration.care import catalog, manifest, postgres
from orchestration.care.exclusive import only_care
from orchestration.care.figures import figures, published_state
from orchestration.care.manifest import DATABASE, LAKE_FOLDER, Content, Manifest
from transform.lake import LAKE

NAME = "quarante-%Y%m%d-%H%M%S"
"""The name of a backup, by when it was made (UTC)."""
DRAFT = ".draft-"

Progress = Callable[[str, int, int], None]
"""Told before each file: its name, which it is, of how many."""


class NoRoomForBackup(Exception):
    """The disk of the backups has less room than one takes."""

    def __init__(self, *, folder: Path, needed: int, free: int) -> None:
        super().__init__(f"{folder}: {needed} > {free}")
        self.folder = folder
        self.needed, self.free = f"{needed / 1e9:.1f}", f"{free / 1e9:.1f}"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that ended well, and the older ones that it let go of."""

    folder: Path
    manifest: Manifest
    removed: tuple[Path, ...]


def back_up(
    url: str,
    *,
    lake_path: str,
    folder: Path,
    days: int,
    at: datetime,
    progress: Progress | None = None,
) -> Backup:
    """Makes a backup under a folder, and removes those older than `days`.

    Killed half-way, it leaves a draft that no restore takes for a backup and that the next one
    removes. Raises NoRoomForBackup, CareUnderWay or PostgresFailed.
    """
    with only_care(url):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _draft(folder, at) as (draft, done):
            made = _write(url, lake_path, draft, at, progress or _say_nothing)
            os.sync()
            draft.rename(done)
        return Backup(done, made, tuple(_let_go(folder, before=at - timedelta(days=days))))


def backups(folder: Path) -> list[Path]:
    """The backups under a folder, oldest first; a folder of another name is none."""
    return sorted((found for found in folder.glob("quarante-*") if _is_backup(found)), key=made_at)


def made_at(backup: Path) -> datetime:
    """When a backup was made, by its name. Raises ValueError where it is no name of ours."""
    return datetime.strptime(f"{backup.name} +0000", f"{NAME} %z")


def _is_backup(folder: Path) -> bool:
    try:
        made_at(folder)
    except ValueError:
        return False
    return (folder / manifest.FILE).exists()


@contextmanager
def _draft(folder: Path, at: datetime) -> Iterator[tuple[Path, Path]]:
    """An empty folder to fill, and what it is to be called once it is whole."""
    for left in folder.glob(f"{DRAFT}*"):
        shutil.rmtree(left)
    draft = folder / f"{DRAFT}{at:%Y%m%d%H%M%S}"
    draft.mkdir(mode=0o700)
    try:
        yield draft, folder / at.astimezone(UTC).strftime(NAME)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(url: str, lake_path: str, draft: Path, at: datetime, progress: Progress) -> Manifest:
    with catalog.one_snapshot(url) as (connection, snapshot):
        has_lake = catalog.has_lake(connection)
        has_files = has_lake and Path(lake_path).is_dir()
        named = catalog.lake_files(connection) if has_files else []
        _refuse_without_room(connection, draft, sum(file.size for file in named))
        progress(DATABASE, 1, len(named) + 1)
        dump = draft / DATABASE
        postgres.dump(url, snapshot=snapshot, without=[] if has_files else [LAKE], file=dump)
        files = {DATABASE: manifest.content_of(dump)}
        for number, file in enumerate(named, start=2):
            progress(file.path, number, len(named) + 1)
            files |= _copy(Path(lake_path), draft, file.path)
        rows, revision = catalog.row_counts(connection), catalog.revision(connection)
        last = catalog.last_state(connection) if has_files else None
    state = None if last is None else published_state(url, lake_path, at_most=last)
    told = {} if state is None else figures(url, lake_path, state=state, year=at.year)
    made = Manifest(at, revision, files, rows, state, told, has_files)
    manifest.write(made, draft)
    return made


def _copy(lake: Path, draft: Path, path: str) -> dict[str, Content]:
    return {f"{LAKE_FOLDER}/{path}": manifest.copy(lake / path, draft / LAKE_FOLDER / path)}


def _refuse_without_room(connection: psycopg.Connection, draft: Path, lake: int) -> None:
    """Counts the database as large as it is, though its dump is smaller."""
    needed, free = lake + catalog.database_size(connection), shutil.disk_usage(draft).free
    if needed > free:
        raise NoRoomForBackup(folder=draft.parent, needed=needed, free=free)


def _let_go(folder: Path, *, before: datetime) -> Iterator[Path]:
    """Removes old backups, never the last one."""
    for old in backups(folder)[:-1]:
        if made_at(old) < before:
            old.rename(gone := folder / f"{DRAFT}{old.name}")
            shutil.rmtree(gone)
            yield old


def _say_nothing(_name: str, _number: int, _files: int) -> None:
    """Nobody looks on."""
