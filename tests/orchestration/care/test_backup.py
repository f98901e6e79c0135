"""A backup is whole or is not there, and comes back as it was saved."""

import json
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import psycopg
import pytest

from operational.core.periods import parse_period
from orchestration.care.backup import Backup, NoRoomForBackup, back_up, backups
from orchestration.care.exclusive import CareUnderWay, only_care
from orchestration.care.manifest import DATABASE, FILE, DamagedBackup, NotABackup
from orchestration.care.restore import NewerBackup, NotEmpty, Restored, restore
from orchestration.load.reconcile import reconcile
from tests.conftest import new_database
from tests.orchestration.care.conftest import Company
from tests.orchestration.load.processes import running
from transform.reader import open_reader

AT = datetime(2026, 6, 15, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def saved(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """A backup of the company."""
    return make(company, tmp_path_factory.mktemp("backups"), at=AT)


@pytest.fixture(scope="module")
def restored(
    server_url: str, saved: Backup, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Company, Restored]]:
    """The backup, restored where nothing ever was."""
    with new_database(server_url, template="template1") as url:
        there = Company(url, f"{tmp_path_factory.mktemp('there')}/lake/")
        yield there, restore(url, lake_path=there.lake_path, folder=saved.folder)


@pytest.fixture
def elsewhere(empty_database_url: str, tmp_path: Path) -> Company:
    """A place where nothing ever was."""
    return Company(empty_database_url, f"{tmp_path}/elsewhere/lake/")


def make(company: Company, folder: Path, *, at: datetime, **options: Any) -> Backup:
    """Makes a backup, kept for a week."""
    return back_up(
        company.url, lake_path=company.lake_path, folder=folder, days=7, at=at, **options
    )


def revenue(company: Company) -> tuple[Any, Any, Any]:
    """Revenue of 2026 and of the two years before, as published."""
    with closing(open_reader(company.url, company.lake_path)) as reader:
        year = parse_period("2026")
        figure = reader.kpis(year, today=year.end)["revenue"]
    return figure.value, figure.n1, figure.n2


def tables(url: str) -> list[tuple[Any, ...]]:
    """The tables of a database."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname !~ '^pg_|^information|^lake' ORDER BY 1, 2"
        ).fetchall()


def test_what_was_saved_comes_back(
    company: Company, saved: Backup, restored: tuple[Company, Restored]
) -> None:
    there, done = restored

    assert revenue(there) == revenue(company)
    assert all(revenue(there))
    assert tables(there.url) == tables(company.url)
    assert done.manifest == saved.manifest
    assert done.manifest.rows["sales.invoice"] > 0
    assert done.reconciliation.differences == ()
    assert done.reconciliation.rows > 0


def test_life_goes_on_until_it_is_undone(
    saved: Backup, restored: tuple[Company, Restored]
) -> None:
    there, _ = restored
    with psycopg.connect(there.url) as connection:
        connection.execute("UPDATE crm.party SET name = 'Changé'")
    assert reconcile(there.url, lake_path=there.lake_path).differences == ()
    with pytest.raises(NotEmpty):
        restore(there.url, lake_path=there.lake_path, folder=saved.folder)

    undone = restore(there.url, lake_path=there.lake_path, folder=saved.folder, replace=True)

    assert undone.reconciliation.differences == ()
    with psycopg.connect(there.url) as connection:
        query = "SELECT count(*) FROM crm.party WHERE name = 'Changé'"
        assert connection.execute(query).fetchone() == (0,)


@pytest.mark.parametrize("harm", ["altered", "missing", "cut short"])
def test_a_damaged_backup_touches_nothing(
    saved: Backup, elsewhere: Company, tmp_path: Path, harm: str
) -> None:
    copy = Path(shutil.copytree(saved.folder, tmp_path / saved.folder.name))
    parquet = next(copy.glob("lake/**/*.parquet"))
    if harm == "altered":
        content = parquet.read_bytes()
        parquet.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif harm == "missing":
        parquet.unlink()
    else:
        dump = copy / DATABASE
        dump.write_bytes(dump.read_bytes()[:-100])

    with pytest.raises(DamagedBackup):
        restore(elsewhere.url, lake_path=elsewhere.lake_path, folder=copy)

    assert tables(elsewhere.url) == []
    assert not Path(elsewhere.lake_path).exists()


def test_a_damaged_manifest_is_said(saved: Backup, elsewhere: Company, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text((saved.folder / FILE).read_text()[:-50])

    with pytest.raises(DamagedBackup):
        restore(elsewhere.url, lake_path=elsewhere.lake_path, folder=tmp_path)


def test_a_folder_that_is_no_backup(elsewhere: Company, tmp_path: Path) -> None:
    with pytest.raises(NotABackup):
        restore(elsewhere.url, lake_path=elsewhere.lake_path, folder=tmp_path)


def test_a_backup_of_a_later_version(saved: Backup, elsewhere: Company, tmp_path: Path) -> None:
    told = json.loads((saved.folder / FILE).read_text()) | {"revision": "9999"}
    (tmp_path / FILE).write_text(json.dumps(told))

    with pytest.raises(NewerBackup):
        restore(elsewhere.url, lake_path=elsewhere.lake_path, folder=tmp_path)


def test_killed_half_way_it_is_no_backup_and_the_next_one_cleans_up(
    company: Company, tmp_path: Path
) -> None:
    with running(save_and_hang, company, tmp_path):
        drafts = list(tmp_path.iterdir())

    assert [draft.name[:7] for draft in drafts] == [".draft-"]
    assert (drafts[0] / DATABASE).exists()
    assert backups(tmp_path) == []

    made = make(company, tmp_path, at=AT)

    assert list(tmp_path.iterdir()) == [made.folder]


def save_and_hang(company: Company, folder: Path, started: Event) -> None:
    """Never goes past the third file."""

    def wait(_name: str, number: int, _files: int) -> None:
        if number == 3:
            started.set()
            signal.pause()

    make(company, folder, at=AT, progress=wait)


def test_old_backups_go_and_the_last_one_stays(company: Company, tmp_path: Path) -> None:
    first = make(company, tmp_path, at=AT)
    second = make(company, tmp_path, at=AT + timedelta(days=6))
    third = make(company, tmp_path, at=AT + timedelta(days=8))

    assert (second.removed, third.removed) == ((), (first.folder,))
    assert backups(tmp_path) == [second.folder, third.folder]


def test_a_folder_of_another_name_is_left_alone(company: Company, tmp_path: Path) -> None:
    first = make(company, tmp_path, at=AT)
    kept = Path(shutil.copytree(first.folder, tmp_path / f"{first.folder.name}-before-the-move"))
    odd = Path(shutil.copytree(first.folder, tmp_path / "quarante-old"))

    second = make(company, tmp_path, at=AT + timedelta(days=8))

    assert second.removed == (first.folder,)
    assert backups(tmp_path) == [second.folder]
    assert kept.exists()
    assert odd.exists()


def test_a_disk_too_full(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(NoRoomForBackup):
        make(company, tmp_path, at=AT)

    assert list(tmp_path.iterdir()) == []


def test_one_care_at_a_time(company: Company, tmp_path: Path) -> None:
    with only_care(company.url), pytest.raises(CareUnderWay):
        make(company, tmp_path, at=AT)
