"""The embedded server: shared, repaired after kills, and clear about what it cannot do."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from operational.core import embedded
from operational.core.embedded import embedded_server, running_url

TUNING = {"fsync": "off"}
USER = """
import sys
from pathlib import Path
from operational.core.embedded import embedded_server

with embedded_server(Path(sys.argv[1]), tuning={"fsync": "off"}):
    print("in", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def cluster(data_dir: Path) -> Path:
    """Where a server of the test's own keeps its data."""
    return data_dir / "postgres"


@contextmanager
def other_process(cluster: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until its input ends."""
    command = [sys.executable, "-c", USER, str(cluster)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        yield process


def kill_server(cluster: Path) -> None:
    """Ends the server as a power failure would."""
    postmaster = psutil.Process(int((cluster / "postmaster.pid").read_text().split()[0]))
    everything = [postmaster, *postmaster.children()]
    for process in everything:
        process.kill()
    psutil.wait_procs(everything)


def test_makes_a_tuned_database_in_utf8(cluster: Path) -> None:
    with embedded_server(cluster) as url, psycopg.connect(url) as connection:
        version, jit, encoding, lower = connection.execute(
            "SELECT current_setting('server_version'), current_setting('jit'),"
            " current_setting('server_encoding'), lower('ÉTÉ')"
        ).fetchall()[0]

    assert version.split(".")[0] == embedded.embedded_version()
    assert (jit, encoding, lower) == ("off", "UTF8", "été")


def test_similarity_search_knows_accented_letters(cluster: Path) -> None:
    with embedded_server(cluster, tuning=TUNING) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        [(words,)] = connection.execute("SELECT cardinality(show_trgm('noël'))").fetchall()

    assert words == 5


def test_stops_with_its_last_user(cluster: Path) -> None:
    with embedded_server(cluster, tuning=TUNING) as first:
        with embedded_server(cluster) as second:
            assert first == second
        assert running_url(cluster) == first

    assert running_url(cluster) is None


def test_outlives_the_process_that_started_it(cluster: Path) -> None:
    with other_process(cluster) as starter, embedded_server(cluster) as url:
        starter.communicate()
        assert running_url(cluster) == url

    assert running_url(cluster) is None


def test_does_not_wait_for_a_killed_user(cluster: Path) -> None:
    with other_process(cluster) as user:
        user.kill()
        user.wait()
        assert running_url(cluster) is not None
        with embedded_server(cluster):
            pass

    assert running_url(cluster) is None


def test_keeps_what_was_committed_before_a_kill(cluster: Path) -> None:
    with embedded_server(cluster) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
        kill_server(cluster)

    with embedded_server(cluster) as url, psycopg.connect(url) as connection:
        assert connection.execute("TABLE kept").fetchall() == [(1,)]


def test_number_of_a_killed_server_taken_by_another_program(cluster: Path) -> None:
    with embedded_server(cluster, tuning=TUNING):
        trace = (cluster / "postmaster.pid").read_text()
        kill_server(cluster)
    _, rest = trace.split("\n", 1)
    (cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{rest}")

    with embedded_server(cluster) as url:
        assert running_url(cluster) == url


def test_joins_a_server_that_another_process_left_starting(
    cluster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with embedded_server(cluster, tuning=TUNING):
        trace = cluster / "postmaster.pid"
        ready = trace.read_text()
        trace.write_text(ready.replace("ready", "starting"))
        monkeypatch.setattr("time.sleep", lambda _: trace.write_text(ready))

        with embedded_server(cluster) as url:
            assert url == running_url(cluster)


def test_gives_up_on_a_recovery_that_takes_too_long(
    cluster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with embedded_server(cluster, tuning=TUNING):
        trace = cluster / "postmaster.pid"
        ready = trace.read_text()
        trace.write_text(ready.replace("ready", "starting"))
        monkeypatch.setattr(embedded, "START_TIMEOUT", 0)

        with pytest.raises(embedded.StillRecovering), embedded_server(cluster):
            pass

        trace.write_text(ready)
        monkeypatch.undo()


def test_starts_anew_after_a_kill_during_the_making(cluster: Path) -> None:
    draft = cluster.with_suffix(".new")
    draft.mkdir()
    (draft / "PG_VERSION").write_text("half")

    with embedded_server(cluster, tuning=TUNING) as url:
        assert running_url(cluster) == url
    assert not draft.exists()


def test_path_too_long_for_a_socket(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(data_dir.parent))
    cluster = data_dir / ("long" * 30) / "postgres"

    with embedded_server(cluster, tuning=TUNING) as url, psycopg.connect(url) as connection:
        assert connection.info.dbname == "quarante"


def test_refuses_data_of_another_version(cluster: Path) -> None:
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("14\n")

    with pytest.raises(embedded.OtherVersion) as refusal, embedded_server(cluster):
        pass

    assert (refusal.value.found, refusal.value.expected) == ("14", embedded.embedded_version())
    assert (cluster / "PG_VERSION").read_text() == "14\n"


def test_refuses_a_folder_of_something_else(cluster: Path) -> None:
    cluster.mkdir()
    (cluster / "photo.jpg").touch()

    with pytest.raises(embedded.NotACluster), embedded_server(cluster):
        pass

    assert (cluster / "photo.jpg").exists()


def test_refuses_to_start_on_a_full_disk(cluster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "ROOM_TO_START", 1 << 60)

    with pytest.raises(embedded.DiskFull), embedded_server(cluster, tuning=TUNING):
        pass


def test_refuses_a_folder_it_may_not_write() -> None:
    with pytest.raises(embedded.NotPermitted), embedded_server(Path("/sys/quarante/postgres")):
        pass


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            'FATAL:  could not write to file "pg_wal/xlogtemp.20": No space left on device',
            embedded.DiskFull,
        ),
        (
            'FATAL:  could not open file "global/pg_control": Permission denied',
            embedded.NotPermitted,
        ),
        ("FATAL:  could not map anonymous shared memory", embedded.ProgramFailed),
    ],
)
def test_names_the_cause_of_a_failed_program(
    cluster: Path, said: str, expected: type[embedded.ServerError]
) -> None:
    assert type(embedded._failure("postgres", cluster, said)) is expected


def test_says_what_a_damaged_server_said(cluster: Path) -> None:
    with embedded_server(cluster, tuning=TUNING):
        pass
    (cluster / "postgresql.conf").write_text("port = nowhere\n")

    with (
        pytest.raises(embedded.ProgramFailed, match="nowhere") as refusal,
        embedded_server(cluster),
    ):
        pass

    assert refusal.value.reason.endswith("contains errors")
