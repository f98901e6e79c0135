"""What to do, in French, about a demo that cannot be made."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "DemoRefused": _(
        "La base contient déjà la société « {company} », et une démonstration ne se mêle pas à de"
        " vraies données. Choisissez un autre dossier avec QUARANTE_DATA_DIR, ou une autre base."
    ),
}
"""What to say of each, by its name, with its facts."""
