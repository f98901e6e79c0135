"""The e-mail that tells of a run that failed, or of checks that did not hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dagster import (
    AssetCheckEvaluation,
    AssetCheckSeverity,
    DagsterEventType,
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
)

from operational.core.i18n import _
from orchestration.defs.warehouse.project import TIME_ZONE

SHOWN = 20
"""Failed steps and checks that a message lists, of each."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What a message says."""

    subject: str
    text: str


def alert(instance: DagsterInstance, run: DagsterRun, *, address: str) -> Alert | None:
    """What to tell of a run that ended; nothing of one where all went well."""
    failed = run.status is DagsterRunStatus.FAILURE
    checks = _failed_checks(instance, run)
    if not failed and not checks:
        return None
    ended = datetime.fromtimestamp(instance.get_run_stats(run.run_id).end_time or 0, UTC)
    at = f"{ended.astimezone(ZoneInfo(TIME_ZONE)):%d/%m/%Y à %H:%M}"
    what = _("a échoué") if failed else _("a trouvé des écarts")
    return Alert(
        subject=_("Quarante : « {job} » {what} le {at}").format(
            job=run.job_name, what=what, at=at
        ),
        text="\n".join(
            [
                _("La tâche « {job} » {what} le {at}.").format(job=run.job_name, what=what, at=at),
                *_listed(_("Étapes en échec :"), _failed_steps(instance, run)),
                *_listed(_("Contrôles en échec :"), [_told(check) for check in checks]),
                "",
                _("Le détail, sur le serveur : {address}").format(
                    address=f"{address}/runs/{run.run_id}"
                ),
                _("Que faire : voir « Exploitation » dans le guide de l'utilisateur."),
            ]
        ),
    )


def _failed_steps(instance: DagsterInstance, run: DagsterRun) -> list[str]:
    """Each step that failed with the error at its root; the run itself where it failed without one."""
    ends = {DagsterEventType.STEP_FAILURE, DagsterEventType.RUN_FAILURE}
    records = instance.get_records_for_run(run.run_id, of_type=ends).records
    events = [record.event_log_entry.dagster_event for record in records]
    steps = {
        event.step_key or event.job_name: _root(event.step_failure_data.error)
        if event.is_step_failure
        else event.message
        for event in events
        if event is not None
    }
    return [f"{step} : {_first_line(text)}" for step, text in steps.items()]


def _root(error: Any) -> str:
    """What the first error of a chain says."""
    while error is not None and error.cause is not None:
        error = error.cause
    return "" if error is None else error.message


def _failed_checks(instance: DagsterInstance, run: DagsterRun) -> list[AssetCheckEvaluation]:
    records = instance.get_records_for_run(
        run.run_id, of_type=DagsterEventType.ASSET_CHECK_EVALUATION
    ).records
    events = [record.event_log_entry.dagster_event for record in records]
    found = [event.asset_check_evaluation_data for event in events if event is not None]
    return [one for one in found if not one.passed and one.severity is AssetCheckSeverity.ERROR]


def _told(check: AssetCheckEvaluation) -> str:
    facts = ", ".join(f"{name} {fact.value}" for name, fact in check.metadata.items())
    return f"{check.asset_key.to_user_string()}, {check.check_name} : {facts}"


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    """A list under its title; nothing where it is empty."""
    more = [_("… et {count} autres.").format(count=len(lines) - SHOWN)][: len(lines) > SHOWN]
    return ["", title, *(f"- {line[:300]}" for line in lines[:SHOWN]), *more] if lines else []


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n", 1)[0]
