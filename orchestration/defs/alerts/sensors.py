"""Each failure is told by e-mail, once; a message that does not leave is tried again."""

from dataclasses import dataclass
from typing import Literal

import dagster as dg
from dagster import DagsterEventType

from exports.mail import (
    MailNotSent,
    MailNotSet,
    MailServer,
    compose,
    mail_server,
    recipients,
    send,
)
from operational.core.clock import now
from operational.core.i18n import _
from operational.core.settings import Settings, settings
from orchestration.defs.alerts.messages import Alert, alert

AT_A_TIME = 20
"""Runs looked at in one go: a sensor has a minute."""


@dataclass(frozen=True, slots=True)
class Post:
    """How a message leaves, and to whom."""

    server: MailServer
    to: list[str]

    @classmethod
    def of(cls, chosen: Settings) -> "Post":
        """What the settings say. Refuses settings that are not enough (MailNotSet)."""
        to = recipients(chosen)
        return cls(mail_server(chosen), to)

    def send(self, found: Alert) -> None:
        """Tells everybody. Raises MailNotSent."""
        message = compose(
            sender=self.server.sender,
            to=self.to,
            subject=found.subject,
            text=found.text,
            at=now(),
        )
        send(message, server=self.server)


End = Literal[DagsterEventType.RUN_FAILURE, DagsterEventType.RUN_SUCCESS]


def telling(name: str, end: End, description: str) -> dg.SensorDefinition:
    """A sensor that looks at every run that came to such an end, and tells of what failed in it."""

    @dg.sensor(
        name=name,
        minimum_interval_seconds=60,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=description,
    )
    def tell(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        return dg.SkipReason(_tell(context, end))

    return tell


run_failures = telling(
    "run_failures",
    DagsterEventType.RUN_FAILURE,
    _("Prévient par courriel, une fois, de chaque tâche qui échoue."),
)
check_failures = telling(
    "check_failures",
    DagsterEventType.RUN_SUCCESS,
    _("Prévient par courriel, une fois, des contrôles qui trouvent des écarts."),
)


def _tell(context: dg.SensorEvaluationContext, end: End) -> str:
    """Goes on from where it stopped; says how far it came.

    What ended before anybody was to be told is not told: neither a new installation nor a new
    address gets the history.
    """
    try:
        post = Post.of(settings())
    except MailNotSet as missing:
        context.update_cursor(str(_last(context.instance, end)))
        return _("{setting} n'est pas réglé : personne n'est prévenu.").format(
            setting=missing.setting
        )
    if context.cursor is None:
        context.update_cursor(str(_last(context.instance, end)))
        return _("Prêt.")
    return _tell_since(context, end, post)


def _tell_since(context: dg.SensorEvaluationContext, end: End, post: Post) -> str:
    """Sends the next message, one a tick: Dagster keeps the place of a tick that ended well only."""
    for place, run in _ended(context.instance, end, after=int(context.cursor or 0)):
        found = alert(context.instance, run, address=_address(settings()))
        if found is None:
            context.update_cursor(str(place))
            continue
        try:
            post.send(found)
        except MailNotSent as refusal:
            context.log.warning("%s", refusal)
            return _("Le message n'est pas parti, et sera renvoyé : {reason}").format(
                reason=refusal
            )
        context.update_cursor(str(place))
        return _("Message envoyé.")
    return _("Rien à dire.")


def _address(chosen: Settings) -> str:
    """Where Dagster's screen is, on the server itself."""
    return f"http://localhost:{chosen.dagster_port}"


def _ended(
    instance: dg.DagsterInstance, end: End, *, after: int
) -> list[tuple[int, dg.DagsterRun]]:
    """The runs that came to an end past a place of the log, with their own place."""
    chosen = dg.RunStatusChangeRecordsFilter(end, after_storage_id=after)
    records = instance.fetch_run_status_changes(chosen, AT_A_TIME, ascending=True).records
    runs = [(one.storage_id, instance.get_run_by_id(one.run_id)) for one in records]
    return [(place, run) for place, run in runs if run is not None]


def _last(instance: dg.DagsterInstance, end: End) -> int:
    """The place of the last such end."""
    records = instance.fetch_run_status_changes(end, 1).records
    return records[0].storage_id if records else 0
