"""What to do, in French, about a warehouse that cannot be built."""

from operational.core.i18n import _
from transform.dbt import BuildFailed

FAILURES: dict[type[Exception], str] = {
    BuildFailed: _(
        "Le calcul des indicateurs a échoué ({error}). Ce qui était publié le reste ; la cause est"
        " dans dbt/logs, sous le dossier des données."
    ),
}
"""What to say of each, with its facts."""
