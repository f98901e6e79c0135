"""Each failure that a person can cause is one sentence that says what to do."""

import inspect
import re
import socket
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from operational.core.embedded import embedded_version
from operational.core.settings import Settings
from orchestration.cli.failures import explain, tell
from orchestration.cli.labels import FAILURES_OF_LIBRARIES
from tests.orchestration.cli.conftest import Run, one_sentence

OF_THEIR_OWN = {"reason", "shortest", "longest"}
"""Facts that a failure draws from what it is given."""

PACKAGES = [
    "exports",
    "operational.core",
    "operational.identity",
    "operational.sales.commissions",
    "operational.workflows.imports",
    "orchestration.care",
    "orchestration.cli",
    "orchestration.demo",
    "orchestration.load",
    "orchestration.supervisor",
    "transform",
    "transform.reader",
]


def test_unknown_command(run: Run) -> None:
    assert one_sentence(run("upp")) == (
        "« upp » n'est pas compris. « quarante --help » dit ce qui est possible."
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demo", "--seed", "one"], "La valeur de --seed doit être de la forme ENTIER≥0."),
        (
            ["demo", "--scale", "0"],
            "La valeur de --scale doit être de la forme NOMBRE≥0,01.",
        ),
        (
            ["demo", "--date", "31/12/2026"],
            "La valeur de --date doit être de la forme AAAA-MM-JJ.",
        ),
        (["demo", "--size", "1"], "L'option --size n'existe pas."),
        (["import", "."], "Il manque --source."),
        (["import", "--source", "northwind"], "Il manque CHEMIN."),
        (["status", "now"], "« now » n'est pas compris."),
    ],
)
def test_command_mistyped(run: Run, arguments: list[str], said: str) -> None:
    done = run(*arguments)

    assert done.returncode == 2
    assert (
        one_sentence(done) == f"{said} « quarante {arguments[0]} --help » dit ce qui est possible."
    )


def test_setting_with_an_impossible_value(run: Run) -> None:
    sentence = one_sentence(run("status", database_url="mysql://me:secret@db/quarante"))

    assert sentence == (
        "Le réglage QUARANTE_DATABASE_URL est refusé ; attendu : une adresse qui commence par"
        " postgresql://. Corrigez-le dans .env ou dans l'environnement."
    )


def test_database_that_does_not_answer(run: Run) -> None:
    sentence = one_sentence(
        run("migrate", database_url="postgresql://me:secret@127.0.0.1:1/quarante")
    )

    assert sentence.startswith(
        "PostgreSQL ne répond pas à postgresql://me:***@127.0.0.1:1/quarante ("
    )
    assert sentence.endswith("Vérifiez QUARANTE_DATABASE_URL et que le serveur est démarré.")


def test_database_that_does_not_exist(run: Run, server_url: str) -> None:
    sentence = one_sentence(
        run("migrate", database_url=server_url.replace("/quarante?", "/nowhere?"))
    )

    assert "nowhere" in sentence
    assert sentence.endswith("dans QUARANTE_DATABASE_URL.")


def test_data_of_another_version(run: Run, data_dir: Path) -> None:
    cluster = data_dir / "postgres"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("14\n")

    assert one_sentence(run("migrate")) == (
        f"Les données de {cluster} viennent de PostgreSQL 14 et cette version de Quarante apporte"
        f" PostgreSQL {embedded_version()} : rien n'a été touché. Reprenez la version de Quarante qui"
        " les a écrites, ou choisissez un autre dossier avec QUARANTE_DATA_DIR."
    )
    assert [file.name for file in cluster.iterdir()] == ["PG_VERSION"]


def test_folder_that_may_not_be_written(run: Run) -> None:
    assert "QUARANTE_DATA_DIR" in one_sentence(run("migrate", data_dir="/sys/quarante"))


def test_folder_that_is_a_file(run: Run, data_dir: Path) -> None:
    (data_dir / "file").touch()

    assert one_sentence(run("migrate", data_dir=data_dir / "file")) == (
        f"Impossible d'utiliser {data_dir}/file : ce n'est pas un dossier."
    )


@pytest.mark.parametrize("setting", ["port", "dagster_port"])
def test_port_taken(run: Run, data_dir: Path, setting: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        sentence = one_sentence(run("up", **{setting: port}))

    assert sentence.startswith(f"Le port {port} est déjà pris (par ")
    assert sentence.endswith(f"choisissez un autre port avec QUARANTE_{setting.upper()}.")
    assert not (data_dir / "postgres").exists()


def test_address_of_another_machine(run: Run) -> None:
    assert "QUARANTE_HOST" in one_sentence(run("up", host="192.0.2.1"))


def test_unexpected_failure_keeps_its_traceback_in_a_log(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("orchestration.cli.failures.settings", lambda: Settings(data_dir=data_dir))

    code = tell(ZeroDivisionError("division by zero"))

    log = data_dir / "logs" / "quarante.log"
    assert code == 1
    assert capsys.readouterr().err == (
        f"Erreur inattendue : division by zero. Le détail est dans {log}.\n"
    )
    assert "ZeroDivisionError: division by zero" in log.read_text()


def test_one_port_for_two(run: Run) -> None:
    assert one_sentence(run("up", port=8801, dagster_port=8801)).startswith(
        "Le réglage QUARANTE_DAGSTER_PORT est refusé ; attendu : un autre port que celui"
    )


def test_a_level_that_is_none(run: Run) -> None:
    assert "'DEBUG', 'INFO', 'WARNING' ou 'ERROR'" in one_sentence(run("up", log_level="BLA"))


def test_a_folder_of_other_things(run: Run, data_dir: Path) -> None:
    (data_dir / "photos").mkdir()

    assert "contient autre chose que les données de Quarante" in one_sentence(run("migrate"))
    assert [found.name for found in data_dir.iterdir()] == ["photos"]


def test_build_before_load(run: Run, database_url: str) -> None:
    assert one_sentence(run("build", database_url=database_url)) == (
        "L'entrepôt est vide. « quarante load » y porte la base, puis relancez."
    )


@pytest.mark.parametrize("period", ["9999", "0001", "1997-10-15..1997-10-01"])
def test_impossible_period(run: Run, period: str) -> None:
    assert "n'est pas comprise" in one_sentence(run("kpi", "--period", period))


@pytest.mark.parametrize(
    "error",
    [
        psycopg.errors.DiskFull("could not extend file"),
        OperationalError("COPY", None, psycopg.errors.DiskFull("could not extend file")),
        OSError(28, "No space left on device", "/data/lake"),
    ],
)
def test_disk_full(error: Exception) -> None:
    assert "Libérez de la place et relancez" in str(explain(error))


def test_connection_cut_by_the_server() -> None:
    error = psycopg.errors.AdminShutdown("terminating connection\nserver closed")

    assert explain(error) == (
        "PostgreSQL a coupé la connexion (terminating connection). Relancez quand il répond : ce"
        " qui était enregistré l'est toujours."
    )


def test_unexpected_failures_have_no_sentence() -> None:
    assert explain(ZeroDivisionError()) is None


@pytest.mark.parametrize("name", FAILURES_OF_LIBRARIES)
def test_failures_of_libraries_are_named_as_they_are(name: str) -> None:
    module, _, kind = name.rpartition(".")
    failure = getattr(import_module(module), kind)

    assert issubclass(failure, Exception)
    assert f"{failure.__module__}.{failure.__name__}" == name


@pytest.mark.parametrize("package", PACKAGES)
def test_every_sentence_finds_its_facts(package: str) -> None:
    for name, sentence in import_module(f"{package}.labels").FAILURES.items():
        kind = class_in(package, name)
        facts = (
            set(re.findall(r"{(\w+)}", sentence)) - {"error"}
            if isinstance(sentence, str)
            else set()
        )
        assert facts <= set(inspect.signature(kind.__init__).parameters) | OF_THEIR_OWN, kind


def class_in(package: str, name: str) -> Any:
    """The class of that name that a module of a package declares."""
    folder = import_module(package).__path__
    modules = [import_module(f"{package}.{found.name}") for found in iter_modules(folder)]
    found = [vars(module)[name] for module in modules if name in vars(module)]
    [kind] = {kind for kind in found if isinstance(kind, type)}
    return kind
