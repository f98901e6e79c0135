"""`quarante commissions` on a small demo: shown, closed, and then never changed."""

import re

import pytest

from tests.orchestration.cli.conftest import Run, one_sentence

DEMO = ("demo", "--no-serve", "--scale", "0.01", "--date", "2026-11-24")
DIRECTION = "direction@azur-demo.example.com"


def lines_of(shown: str) -> list[str]:
    """The rows of the table, without what tells whether they are settled."""
    rows = (" ".join(row.split()) for row in shown.splitlines()[2:-1])
    return [row.removesuffix(" oui") for row in rows]


@pytest.mark.soak
@pytest.mark.usefixtures("parsed_project")
def test_a_period_is_shown_then_closed(run: Run) -> None:
    made = run(*DEMO)
    shown = run("commissions", "show", "2026-09")
    closed = run("commissions", "close", "2026-09", "--by", DIRECTION)
    settled = run("commissions", "show", "2026-09")
    again = run("commissions", "close", "2026-09", "--by", DIRECTION)
    deleted = run("commissions", "delete", "2026-09")
    later = run("commissions", "close", "2199-12", "--by", DIRECTION)
    overlapping = run("commissions", "close", "2026-09-15..2026-10-14", "--by", DIRECTION)
    by_nobody = run("commissions", "close", "2026-10", "--by", "personne@example.com")

    assert made.returncode == 0, made.stderr
    assert shown.stdout.startswith("du 1er au 30 septembre 2026")
    assert " oui" not in shown.stdout
    assert closed.returncode == 0, closed.stderr
    assert re.search(r"[1-9]\d* lignes réglées, -?[\d\u202f]+,\d\d €\.", closed.stdout)
    assert " oui" in settled.stdout
    assert lines_of(settled.stdout) == lines_of(shown.stdout)
    assert one_sentence(again).startswith("La période du 01/09/2026 au 30/09/2026 est déjà")
    assert one_sentence(deleted) == one_sentence(again)
    assert one_sentence(later).startswith("La période n'est pas finie")
    assert "du 01/09/2026 au 30/09/2026 a déjà une partie de ces jours" in one_sentence(
        overlapping
    )
    assert "personne@example.com" in one_sentence(by_nobody)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show",), "Il manque PÉRIODE."),
        (
            ("reopen", "2026-09"),
            "La valeur de show|close|delete doit être de la forme show|close|delete.",
        ),
        (("show", "septembre"), "n'est pas comprise"),
        (("close", "2026-09"), "Dites qui clôture avec --by."),
        (("delete", "2026-09"), "Aucune période de commission ne va du 01/09/2026"),
    ],
)
def test_mistyped(run: Run, database_url: str, arguments: tuple[str, ...], said: str) -> None:
    assert said in one_sentence(run("commissions", *arguments, database_url=database_url))


def test_before_any_build(run: Run, database_url: str) -> None:
    done = run("commissions", "show", "2026-09", database_url=database_url)

    assert one_sentence(done).endswith("« quarante load » puis « quarante build » les calculent.")
