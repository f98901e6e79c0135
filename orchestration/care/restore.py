"""The return of a backup: all of it, or nothing; then proof that it is what was saved."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from alembic.script import ScriptDirectory

from operational import migrations
from operational.core.database import engine
from operational.migrations.metadata import SCHEMAS
from orchestration.care import catalog, manifest, postgres
from orchestration.care.backup import Progress
from orchestration.care.exclusive import only_care
from orchestration.care.figures import figures
from orchestration.care.manifest import DATABASE, LAKE_FOLDER, Manifest
from orchestration.load.exclusive import only_load
from orchestration.load.reconcile import Reconciliation, reconcile
from orchestration.load.run import PATIENCE
from transform.lake import LAKE


class NotEmpty(Exception):
    """The database holds a company, that a restore would replace."""

    def __init__(self, *, company: str) -> None:
        super().__init__(company)
        self.company = company


class InUse(Exception):
    """Others work on the database: they would change what is restored, or show what it replaces."""

    def __init__(self, *, sessions: int) -> None:
        super().__init__(f"{sessions} sessions")
        self.sessions = sessions


class NewerBackup(Exception):
    """The backup was made by a later version, whose tables this one does not know."""

    def __init__(self, *, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


class NoRoomForLake(Exception):
    """The disk of the lake has less room than the backup's files take."""

    def __init__(self, *, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class NotAsSaved(Exception):
    """What was restored is not what was saved: rows of a table, an indicator, a sum of the lake."""

    def __init__(self, *, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, found equal to what was saved, with a lake found equal to the database."""

    manifest: Manifest
    reconciliation: Reconciliation


def restore(
    url: str,
    *,
    lake_path: str,
    folder: Path,
    replace: bool = False,
    progress: Progress | None = None,
) -> Restored:
    """Puts a backup in the place of what the database and the lake hold.

    Nothing is touched before every file was read and found as it was saved; the database changes in
    one transaction, to which the files of the lake are brought first. Tables then come to the present
    schema. Raises what refuses to start (NotABackup, DamagedBackup, NewerBackup, NotEmpty unless
    `replace`, InUse, NoRoomForLake, CareUnderWay), PostgresFailed having changed nothing, or NotAsSaved.
    """
    saved = manifest.read(folder)
    _refuse_newer(url, saved)
    if not replace:
        _refuse_company(url)
    manifest.verify(saved, folder)
    _refuse_others(url)
    with _alone(url):
        _bring_files(saved, folder, Path(lake_path), progress)
        engine(url).dispose()
        postgres.replay(url, folder / DATABASE, instead_of=[*SCHEMAS, LAKE])
        _compare_rows(url, saved)
        migrations.upgrade(url)
    return Restored(saved, _prove(url, lake_path, saved))


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """No care and no load of the database meanwhile."""
    with only_care(url), only_load(url, patience=PATIENCE):
        yield


def _refuse_others(url: str) -> None:
    """Raises InUse where another session is in the database."""
    engine(url).dispose()
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        [sessions] = found.fetchone() or [0]
    if sessions:
        raise InUse(sessions=sessions)


def _refuse_newer(url: str, saved: Manifest) -> None:
    known = ScriptDirectory.from_config(migrations.config(url)).walk_revisions()
    if saved.revision not in {script.revision for script in known}:
        raise NewerBackup(revision=saved.revision)


def _refuse_company(url: str) -> None:
    with psycopg.connect(url) as connection:
        [table] = connection.execute("SELECT to_regclass('core.company')").fetchone() or [None]
        if table is None:
            return
        found = connection.execute("SELECT name FROM core.company LIMIT 1").fetchone()
    if found is not None:
        raise NotEmpty(company=found[0])


def _bring_files(saved: Manifest, folder: Path, lake: Path, progress: Progress | None) -> None:
    """Adds the files to the lake's folder: no state that is there names them, nor is harmed."""
    named = {path: content for path, content in saved.files.items() if path != DATABASE}
    if not named:
        return
    lake.mkdir(parents=True, exist_ok=True)
    if sum(content.size for content in named.values()) > shutil.disk_usage(lake).free:
        raise NoRoomForLake(folder=lake)
    for number, (path, content) in enumerate(named.items(), start=1):
        if progress is not None:
            progress(path, number, len(named))
        target = lake / Path(path).relative_to(LAKE_FOLDER)
        if target.exists() and manifest.content_of(target) == content:
            continue
        draft = target.with_suffix(".restored")
        if manifest.copy(folder / path, draft) != content:
            raise manifest.DamagedBackup(file=folder / path)
        draft.replace(target)


def _compare_rows(url: str, saved: Manifest) -> None:
    with psycopg.connect(url) as connection:
        found = catalog.row_counts(connection)
    for table, rows in saved.rows.items():
        if found.get(table) != rows:
            raise NotAsSaved(what=f"{table}: {found.get(table)} ≠ {rows}")


def _prove(url: str, lake_path: str, saved: Manifest) -> Reconciliation:
    """The indicators are those saved, and the lake, loaded anew, equals the database."""
    if saved.has_lake and saved.state is not None:
        year = saved.made_at.year
        found = figures(url, lake_path, state=saved.state, year=year)
        for code, values in saved.figures.items():
            if found.get(code) != values:
                raise NotAsSaved(what=f"{code}: {found.get(code)} ≠ {values}")
    reconciled = reconcile(url, lake_path=lake_path)
    for difference in reconciled.differences:
        raise NotAsSaved(what=f"{difference.table}.{difference.measure}")
    return reconciled
