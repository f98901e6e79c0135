"""Each failure is told once, by a real e-mail, and none is lost while the mail server is away."""

from collections.abc import Iterator

import dagster as dg
import pytest

from operational.core.settings import settings
from orchestration.defs.alerts.sensors import check_failures, run_failures
from tests.smtp import Mailbox, mailbox

TO = "camille@example.com"


@dg.op
def break_down() -> None:
    """Fails."""
    msg = "disque plein"
    raise RuntimeError(msg)


@dg.job
def breaking() -> None:
    """A job that fails."""
    break_down()


@dg.asset
def table() -> None:
    """A table."""


@dg.asset_check(asset=table)
def equals() -> dg.AssetCheckResult:
    """A check that does not hold."""
    return dg.AssetCheckResult(passed=False, metadata={"net": "12.00 ≠ 12.01"})


@dg.asset_check(asset=table)
def equals_nothing() -> dg.AssetCheckResult:
    """A check that had nothing to compare."""
    return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.WARN)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    """Dagster, without a run."""
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that the settings name."""
    with mailbox() as box:
        use(monkeypatch, box.port)
        yield box
    monkeypatch.undo()
    settings.cache_clear()


def use(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """Has messages go to a port of this machine."""
    for name, value in {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_TLS": "none",
        "MAIL_FROM": "quarante@example.com",
        "ALERT_TO": TO,
    }.items():
        monkeypatch.setenv(f"QUARANTE_{name}", value)
    settings.cache_clear()


def fail(instance: dg.DagsterInstance) -> str:
    """A run that fails."""
    return breaking.execute_in_process(instance=instance, raise_on_error=False).run_id


def tick(
    sensor: dg.SensorDefinition, instance: dg.DagsterInstance, cursor: str | None
) -> str | None:
    """Has a sensor look; returns where it stopped."""
    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    sensor(context)
    return context.cursor


def test_a_failed_run_is_told_once(instance: dg.DagsterInstance, box: Mailbox) -> None:
    fail(instance)
    cursor = tick(run_failures, instance, None)
    assert box.messages == []

    run_id = fail(instance)
    cursor = tick(run_failures, instance, cursor)
    tick(run_failures, instance, cursor)

    [(to, message)] = box.messages
    assert to == [TO]
    assert message["Subject"].startswith("Quarante : « breaking » a échoué le ")
    assert "disque plein" in message.get_content()
    assert f"http://localhost:3070/runs/{run_id}" in message.get_content()


def test_a_check_that_does_not_hold_is_told(instance: dg.DagsterInstance, box: Mailbox) -> None:
    cursor = tick(check_failures, instance, None)
    defs = dg.Definitions(assets=[table], asset_checks=[equals, equals_nothing])
    defs.resolve_implicit_global_asset_job_def().execute_in_process(instance=instance)

    tick(check_failures, instance, cursor)

    [(_, message)] = box.messages
    assert "a trouvé des écarts" in message["Subject"]
    assert "table, equals : net 12.00 ≠ 12.01" in message.get_content()
    assert "equals_nothing" not in message.get_content()


def test_a_message_that_does_not_leave_leaves_later(
    instance: dg.DagsterInstance, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = tick(run_failures, instance, None)
    fail(instance)
    use(monkeypatch, 1)
    cursor = tick(run_failures, instance, cursor)
    assert box.messages == []

    use(monkeypatch, box.port)
    cursor = tick(run_failures, instance, cursor)
    tick(run_failures, instance, cursor)

    assert len(box.messages) == 1


def test_nobody_to_tell(
    instance: dg.DagsterInstance, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUARANTE_ALERT_TO")
    settings.cache_clear()
    fail(instance)

    cursor = tick(run_failures, instance, None)
    use(monkeypatch, box.port)
    tick(run_failures, instance, cursor)

    assert box.messages == []
