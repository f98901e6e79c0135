"""What to do, in French, about a warehouse that cannot be built."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "BuildFailed": _(
        "Le calcul des indicateurs a échoué ({error}). Ce qui était publié le reste ; la cause est"
        " dans dbt/logs, sous le dossier des données."
    ),
}
"""What to say of each, by its name, with its facts."""
