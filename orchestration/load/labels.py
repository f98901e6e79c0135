"""What to do, in French, about what keeps a load from running."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "ContractBroken": _(
        "L'entrepôt repose sur ce que la base n'a plus ({error}) : rien n'a été touché. Si c'est"
        " voulu, « quarante load --accept-schema » reprend les tables en cause."
    ),
    "UnboundedNumeric": _(
        "La colonne {table}.{column} est un NUMERIC sans précision, que l'entrepôt ne peut pas"
        " garder au centime. Donnez-lui une précision."
    ),
    "LoadUnderWay": _("Un autre chargement est en cours. Relancez quand il sera fini."),
}
"""What to say of each, by its name, with its facts."""
