"""Typer in French: the same help, and one sentence for whatever goes wrong."""

import signal
import sys
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import Abort, TyperException

from operational.core.i18n import _
from orchestration.cli.console import err
from orchestration.cli.labels import INTERRUPTED
from orchestration.cli.usage import explain_usage

FLAG = " "
"""What the help shows for the form of an option that takes no value."""


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, explained in French."""
        return _in_french(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help under French titles."""
        _translate_titles()
        super().format_help(ctx, formatter)


class FrenchGroup(TyperGroup):
    """The commands of `quarante`; no failure of theirs shows a traceback."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, explained in French."""
        return _in_french(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help under French titles."""
        _translate_titles()
        super().format_help(ctx, formatter)

    def main(self, *args: Any, **options: Any) -> Any:
        """Runs a command; its failure is one sentence on the error output, and an exit code."""
        signal.signal(signal.SIGTERM, _leave)
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except TyperException as error:
            code = 2
            if type(error).__name__ != "NoArgsIsHelpError":  # Typer has shown the help
                err.print(explain_usage(error), style="red", markup=False)
        except (Abort, KeyboardInterrupt):
            err.print(INTERRUPTED, style="red", markup=False)
            code = 128 + signal.SIGINT
        except Exception as error:  # noqa: BLE001 - the edge, where every failure is told
            from orchestration.cli.failures import tell

            code = tell(error)
        sys.exit(code)


def _leave(*_: object) -> None:
    """Asked to end by the system: leaves every block on the way, as an interruption does."""
    sys.exit(128 + signal.SIGTERM)


def _in_french(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = _("Affiche cette aide."), FLAG
    return option


def _translate_titles() -> None:
    from typer import rich_utils

    rich_utils.COMMANDS_PANEL_TITLE = _("Commandes")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.DEFAULT_STRING = _("[par défaut : {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[obligatoire]")
