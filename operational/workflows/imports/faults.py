"""What is wrong in the file of a source, in French, on one line."""

from collections.abc import Mapping

import yaml
from pydantic import ValidationError

from operational.core.i18n import _

FAULTS = {
    "dict_type": _("ce n'est pas un bloc de clés"),
    "extra_forbidden": _("« {key} » n'est pas une clé connue ici"),
    "literal_error": _("« {value} » n'est pas permis ici ; attendu : {expected}"),
    "missing": _("la clé « {key} » manque"),
    "model_type": _("ce n'est pas un bloc de clés"),
    "string_type": _("ce n'est pas un texte"),
    "tuple_type": _("ce n'est pas une liste"),
    "value_error": "{error}",
}
"""By type of pydantic's errors; any other is `OTHER`."""
OTHER = _("« {value} » n'est pas permis ici")
OF_A_KEY = ("extra_forbidden", "missing")


def fault_of_syntax(error: yaml.YAMLError, written: str) -> str:
    """Where a text is not YAML: the line and the column, from 1."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        sentence = _("ligne {line}, colonne {column} : la syntaxe YAML n'est pas respectée")
        mark = error.problem_mark
        return sentence.format(line=mark.line + 1, column=mark.column + 1)
    if isinstance(error, yaml.reader.ReaderError):
        line = written.count("\n", 0, error.position) + 1
        return _("ligne {line} : un caractère n'est pas permis").format(line=line)
    return _("la syntaxe YAML n'est pas respectée")


def faults_of_content(error: ValidationError) -> str:
    """What a source says that it may not, or does not say, and under which keys."""
    return " ; ".join(
        _fault(fault["type"], list(map(str, fault["loc"])), fault["input"], fault.get("ctx", {}))
        for fault in error.errors()
    )


def _fault(kind: str, place: list[str], value: object, context: Mapping[str, object]) -> str:
    *above, key = place if kind in OF_A_KEY else [*place, ""]
    said = FAULTS.get(kind, OTHER).format(
        key=key,
        value=" ".join(str(value).split()),
        error=context.get("error"),
        expected=str(context.get("expected")).replace(" or ", _(" ou ")),
    )
    return " : ".join(filter(None, [".".join(above), said]))
