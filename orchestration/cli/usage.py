"""What is wrong with a command as typed, in French."""

import re
from typing import Any

from typer.exceptions import TyperException

from operational.core.i18n import _

SENTENCES = {
    "NoSuchOption": _("L'option {option} n'existe pas."),
    "BadOptionUsage": _("L'option {option} attend une valeur."),
    "MissingParameter": _("Il manque {name}."),
    "BadParameter": _("La valeur de {name} doit être de la forme {form}."),
    "UsageError": _("« {word} » n'est pas compris."),
}
"""By Typer's name of the mistake."""


def explain_usage(error: TyperException) -> str:
    """One sentence, and where to read what is possible."""
    facts: Any = error
    parameter, context = getattr(facts, "param", None), getattr(facts, "ctx", None)
    word = re.search(r"'(.*?)'|\(([^()]*)\)$", error.message)
    sentence = SENTENCES[type(error).__name__].format(
        option=getattr(facts, "option_name", ""),
        name=parameter
        and (parameter.opts[0] if parameter.opts[0] != parameter.name else parameter.metavar),
        form=parameter and parameter.metavar,
        word=(word[1] or word[2]) if word else "",
    )
    command = context.command_path if context else "quarante"
    return _("{sentence} « {command} --help » dit ce qui est possible.").format(
        sentence=sentence, command=command
    )
